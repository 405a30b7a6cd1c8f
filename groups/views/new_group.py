"""Start a group: one page, with its evenings shown as she fills it in."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from facilitator.pages import say, saying, show
from groups.access import Asking
from groups.forms.new_group import NewGroupForm
from groups.inviting import Hand, invite
from groups.models import Group
from groups.models.membership import Role
from groups.starting import start
from groups.views.going import go

PAGE = "groups/new_group.html"


@require_http_methods(["GET", "POST"])
def new_group(request: Asking) -> HttpResponse:
    """The form; every button but `create` shows the dates again and changes nothing."""
    now, person = timezone.now(), request.user
    if not (person.leads or person.coordinates):
        raise Http404
    if request.method == "GET":
        form = NewGroupForm(by=person, now=now)
        return show(request, PAGE, _context(form))
    form = NewGroupForm(_without(request), by=person, now=now)
    if "create" not in request.POST:
        form.quiet()
        return say(show(request, PAGE, _context(form), part="evenings"), _last_day(form))
    if not form.is_valid():
        return show(request, PAGE, _context(form), status=422)
    try:
        group, made = _start(form, request)
    except PermissionError:  # an id that is somebody else's: hers is made anew
        form.renew(uuid.uuid4())
        return show(request, PAGE, _context(form), status=422)
    if made:
        _invite(form, group, request, now)
        messages.success(request, gettext("The group is there, with all its evenings."))
    return go("group_people", group_id=group.pk)


def _start(form: NewGroupForm, request: Asking) -> tuple[Group, bool]:
    done, outline = form.cleaned_data, form.outline()
    assert outline is not None  # noqa: S101  a valid form has one
    return start(
        done["key"], outline, name=done["name"], place=done["place"],
        capacity=done["capacity"], by=request.user, now=form.now,
    )  # fmt: skip


def _invite(form: NewGroupForm, group: Group, request: Asking, now: Any) -> None:
    """An invitation for each line; none is mailed before she says so."""
    for guest in form.cleaned_data["guests"]:
        hand = Hand(Role.MEMBER, group, guest.email, guest.name)
        invite(uuid.uuid4(), hand, by=request.user, now=now)


def _without(request: Asking) -> Any:
    """What was sent, without the dates that she puts back."""
    data = request.POST.copy()
    back = set(data.getlist("unskip"))
    data.setlist("skip", [day for day in data.getlist("skip") if day not in back])
    return data


def _context(form: NewGroupForm) -> dict[str, Any]:
    """The form, and the dates that it makes as far as it says."""
    lines = form.lines()
    evenings = [line for line in lines if line.number]
    context = {"form": form, "lines": lines, "evenings": evenings, "of": form.of_programme}
    return context | {"skipped": sorted(form.skip)}


def _last_day(form: NewGroupForm) -> str:
    evenings = [line for line in form.lines() if line.number]
    if not evenings:
        return ""
    last = evenings[-1].on
    return gettext("The last evening is on %(day)s.") % {"day": saying.day(last, last)}
