"""The plans of a programme: a draft's in the editor, a published one to read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from curriculum import access
from curriculum.models import SessionPlan
from curriculum.views import editor
from facilitator.pages import pdf
from facilitator.people.asking import asker
from facilitator.people.models import Person

either = require_http_methods(["GET", "POST"])


@either
def programme_plan(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """The blocks on the clock."""
    return at_seen(editor.plan, request, programme_id, number)


@either
def programme_plan_texts(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """The texts and the questions."""
    return at_seen(editor.texts, request, programme_id, number)


@either
def programme_plan_history(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """What was changed."""
    return at_seen(editor.history, request, programme_id, number)


@require_GET
def programme_plan_edition(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """Whether somebody has changed it since."""
    return at_seen(editor.edition, request, programme_id, number)


def at_seen(
    act: Callable[[HttpRequest, editor.Place], HttpResponse], request: HttpRequest,
    programme_id: UUID, number: int,
) -> HttpResponse:  # fmt: skip
    """Do it at this plan. One that she may read and not change says so; any other is not there.

    The evenings may have been put in another order since her page was made: then it is done at the
    plan that stood there, and not at the one that stands there now.
    """
    seen = editor.plan_seen(request)
    place = (
        _place(request, programme_id, number)
        if seen is None
        else _moved(request, programme_id, number, seen)
    )
    try:
        return act(request, place)
    except SessionPlan.DoesNotExist:
        access.programme_plan(place.by, programme_id, number)
        if place.plans.exists():
            return editor.closed(request, place, _("This programme is published. Make a new "
                                                   "version to change it."))  # fmt: skip
        return editor.closed(
            request, _place(request, programme_id, number),
            _("What you had open was taken out of the programme meanwhile. Nothing was changed."),
        )  # fmt: skip


def _place(request: HttpRequest, programme_id: UUID, number: int, **which: Any) -> editor.Place:
    return at_plan(asker(request), programme_id, number, **which)


def _moved(request: HttpRequest, programme_id: UUID, number: int, seen: UUID) -> editor.Place:
    """The plan that she saw, under the number that it has now; a part of a page needs none."""
    if not getattr(request, "htmx", False):
        there = SessionPlan.objects.filter(curriculum_id=programme_id, pk=seen)
        found = there.values_list("number", flat=True).first()
        number = number if found is None else found
    return _place(request, programme_id, number, pk=seen)


def at_plan(person: Person, programme_id: UUID, number: int, **which: Any) -> editor.Place:
    """Where a plan of a programme is read, and changed while it is a draft of hers.

    `which` finds the plan where its number is not what is known of it.
    """
    found = which or {"number": number}
    here: Any = SessionPlan.objects.filter(curriculum_id=programme_id, **found)
    return editor.Place(
        by=person,
        plans=here.filter(curriculum__in=access.readable(person)),
        own=lambda: here.filter(curriculum__in=access.drafts(person)),
        addresses=_addresses(programme_id, number),
        context={"pdf": pdf.available()},
    )


def _addresses(programme_id: UUID, number: int) -> editor.Addresses:
    at = {"programme_id": programme_id, "number": number}
    names = [f"programme_plan{name}" for name in ("", "_texts", "_history", "_edition")]
    names += ["library_choose", "library_keep"]
    return editor.Addresses(*(reverse(name, kwargs=at) for name in names))
