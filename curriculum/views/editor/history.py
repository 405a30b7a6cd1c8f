"""What was changed in a plan in the last 30 days, by whom and when; and put back."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from curriculum import editing
from curriculum.comparing import compare_plans
from curriculum.editing import Held, look
from curriculum.importing import read_plan
from curriculum.models import Change, Frozen
from curriculum.views.editor.asked import number, uuid
from curriculum.views.editor.place import Closed, Place, told
from curriculum.views.editor.sheet import may_change
from facilitator.pages import show

__all__ = ["history"]

AT_ONCE = 20


@dataclass(frozen=True)
class Line:
    """One change, and what it made different, in phrases."""

    change: Change
    phrases: list[str]


def history(request: HttpRequest, place: Place) -> HttpResponse:
    """The changes, the newest first. POST: the plan as it was before one of them."""
    note, status = "", 200
    if request.method == "POST":
        try:
            if not place.open:
                raise Closed(place.closed)
            return _put_back(request, place)
        except Change.DoesNotExist:
            note, status = _("That change is not kept any more. Nothing was changed."), 422
        except (Closed, Frozen) as why:
            note, status = str(why), 409
    held = look(told(place.plans, place.by))
    before = number(request.GET.get("before", ""))
    lines, earlier = _lines(held, before) if place.was_changed_here(held.plan) else ([], None)
    context = {
        **place.context, "place": place, "plan": held.plan, "lines": lines, "note": note,
        "open": may_change(place, held),
        "earlier": f"{place.addresses.history}?before={earlier}" if earlier else "",
        "later": place.addresses.history if before else "",
    }  # fmt: skip
    return show(request, "curriculum/editor/history.html", context, status=status)


def _lines(held: Held, before: int | None) -> tuple[list[Line], int | None]:
    """A page of changes, and the edition before which the next page begins."""
    changes, after = held.plan.changes.select_related("by").order_by("-edition"), held.draft
    if before is not None:
        changes = changes.filter(edition__lte=before)
    rows: list[Change] = list(changes[: AT_ONCE + 2])
    if before is not None and rows:
        after = read_plan(rows.pop(0).before)  # the last of the page before this one
    lines = []
    for change in rows[:AT_ONCE]:
        was = read_plan(change.before)
        lines.append(Line(change, compare_plans(was, after, moved=change.moved_to)))
        after = was
    return lines, lines[-1].change.edition if len(rows) > AT_ONCE else None


def _put_back(request: HttpRequest, place: Place) -> HttpResponse:
    change_id = uuid(request.POST.get("change", ""))
    if change_id is None:
        raise Change.DoesNotExist
    with transaction.atomic():  # what was copied for nothing is not kept
        plans: Any = place.own()
        editing.put_back(plans, None, change_id, by=place.by, now=timezone.now())
    return HttpResponse(status=303, headers={"Location": place.addresses.page})
