"""Whether everybody's turn fits into the rounds of one evening, and the button that makes it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from curriculum.models import Activity
from curriculum.views import editor
from facilitator.pages import show
from groups.access import Asking, led_meeting
from groups.adapting import TooLate, may_change
from groups.evenings.forms import RoomForm
from groups.evenings.room import SECONDS, expected, fit, room
from groups.models import Meeting
from groups.putting_back import ChangedMeanwhile


def asked_room(request: Asking, meeting: Meeting, blocks: Sequence[Activity]) -> dict[str, Any]:
    """The arithmetic for what stands in the address, else for who is expected. One query."""
    there = expected(meeting)
    usual = {"people": max(1, there.people), "seconds": SECONDS}
    asked = {name: request.GET[name] for name in usual if name in request.GET}
    form = RoomForm({**usual, **asked} if asked else None, initial=usual)
    if asked and not form.is_valid():
        return {"form": form, "expected": there, "found": None}
    found = room(blocks, meeting, **(form.cleaned_data if asked else usual))
    return {"form": form, "expected": there, "found": found}


@require_http_methods(["GET", "HEAD", "POST"])
def plan_room(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """POST: make room as suggested, one change. GET: that part of the plan's page, as it stands."""
    meeting = led_meeting(request.user, group_id, number)
    if request.method == "POST":
        return _fit(request, meeting)
    if not getattr(request, "htmx", False) or not may_change(meeting, timezone.now()):
        return _back(meeting, request.GET.dict())
    blocks = list(meeting.plan.activities.order_by("position"))
    context = {
        "room": asked_room(request, meeting, blocks), "plan": meeting.plan, "meeting": meeting,
        "group": meeting.group,
    }  # fmt: skip
    return show(request, "evenings/editor/below.html", context)


def _fit(request: Asking, meeting: Meeting) -> HttpResponse:
    form = RoomForm(request.POST)
    if not form.is_valid():
        return _back(meeting, request.POST.dict())
    saw, now = editor.edition_seen(request), timezone.now()
    try:
        if editor.plan_seen(request) not in {None, meeting.plan.origin}:
            raise ChangedMeanwhile
        fit(meeting, **form.cleaned_data, saw=saw, by=request.user, now=now)
    except TooLate:
        messages.warning(request, _("It is too late to change this plan."))
    except ChangedMeanwhile:
        messages.warning(
            request, _("The plan was changed meanwhile. Nothing was done; please look again.")
        )
    else:
        messages.success(request, _("Everybody’s turn fits now."))
    return _back(meeting, form.cleaned_data)


def _back(meeting: Meeting, asked: dict[str, Any]) -> HttpResponse:
    """The plan's page, with what she asked in its address."""
    where = reverse("plan", kwargs={"group_id": meeting.group_id, "number": meeting.number})
    kept = [(name, asked[name]) for name in ("people", "seconds") if name in asked]
    return HttpResponse(status=303, headers={"Location": f"{where}?{urlencode(kept)}#room"})
