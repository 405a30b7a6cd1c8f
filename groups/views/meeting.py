"""Move an evening, or cancel it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from facilitator import nudge
from facilitator.pages import show
from groups import moving
from groups.access import Asking, led_meeting
from groups.forms.meeting import CancelForm, MoveForm
from groups.models import Meeting
from groups.models.meeting import MovedMeanwhile, ToldAlready
from groups.scheduling import Slot, TooFar
from groups.views.going import go

PLAN = "groups.reminders.tasks.plan"


@require_http_methods(["GET", "POST"])
def move_meeting(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """Move one evening or several: first the page, then what would change, then the change."""
    now, meeting = timezone.now(), led_meeting(request.user, group_id, number)
    if not _may_change(meeting, now):
        return _too_late(request, meeting)
    sent = request.method == "POST"
    form = MoveForm(request.POST if sent else None, meeting=meeting, now=now)
    context = {"form": form, "meeting": meeting, "group": meeting.group}
    if not sent or not form.is_valid():
        return show(request, "groups/move.html", _fresh(context), status=422 if sent else 200)
    if "preview" in request.POST:
        return show(request, "groups/move.html", context, part="preview")
    try:
        moving.move(form.found, by=request.user, now=now, tell=form.tells)
    except (MovedMeanwhile, ToldAlready, moving.WouldCross):
        meeting = led_meeting(request.user, group_id, number)
        form = MoveForm(request.POST, meeting=meeting, now=now)
        if form.is_valid():
            form.add_error(None, _("Something changed meanwhile. Please look, and move it again."))
        return show(request, "groups/move.html", _fresh(context | {"form": form}), status=422)
    nudge.look(PLAN)
    messages.success(request, _("Moved. Whoever knew the old time is told once."))
    return go("led_group", group_id=group_id)


@require_http_methods(["GET", "POST"])
def cancel_meeting(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """Cancel one evening; its plan is left out, or every later plan moves on by one date."""
    now, meeting = timezone.now(), led_meeting(request.user, group_id, number)
    if not _may_change(meeting, now):
        return _too_late(request, meeting)
    sent = request.method == "POST"
    added, soon = _added(meeting)
    form = CancelForm(request.POST if sent else None, meeting=meeting, added=added)
    if sent and form.is_valid():
        try:
            shift = form.cleaned_data["shift"] == "yes"
            moving.cancel(meeting, shift=shift, by=request.user, now=now)
        except (MovedMeanwhile, TooFar, moving.WouldCross):
            return go("cancel_meeting", group_id=group_id, number=number)
        nudge.look(PLAN)
        messages.success(request, _("Cancelled. Whoever was told of it gets one message."))
        return go("led_group", group_id=group_id)
    context = {"form": form, "meeting": meeting, "group": meeting.group, "soon": soon}
    return show(request, "groups/cancel.html", _fresh(context), status=422 if sent else 200)


def _may_change(meeting: Meeting, now: Any) -> bool:
    """Those that have begun never move, and what is cancelled stays so."""
    return meeting.cancelled_at is None and meeting.starts_at > now and not meeting.group.closed_at


def _too_late(request: Asking, meeting: Meeting) -> HttpResponse:
    context = {"meeting": meeting, "group": meeting.group}
    return show(request, "groups/too_late.html", context, status=409)


def _added(meeting: Meeting) -> tuple[Slot | None, bool]:
    """The date that would be added, and whether it is refused because all is forgotten soon after.

    None where its plan can go nowhere: no date is left, or it is no evening.
    """
    try:
        return (moving.added_date(meeting) if meeting.counts else None), False
    except moving.ForgottenSoon:
        return None, True
    except (TooFar, moving.WouldCross):
        return None, False


def _fresh(context: dict[str, Any]) -> dict[str, Any]:
    """The version that she has seen by now goes with the next try."""
    form = context["form"]
    if form.is_bound:
        data = form.data.copy()
        data["version"] = str(form.meeting.version)
        form.data = data
    return context
