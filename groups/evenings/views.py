"""Pages of one evening: what members read, and the plan of those who lead it."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from facilitator.pages import help_lines, show
from groups.access import Asking, led_meeting, own_meeting
from groups.evenings.laid import lay
from groups.models import Meeting


@require_safe
def evening(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """The page to read, the practice and the questions; for members it opens with the evening."""
    meeting = own_meeting(request.user, group_id, number)
    leads = meeting.group.memberships.active().leading().filter(person=request.user).exists()
    if meeting.cancelled_at or (meeting.starts_at > timezone.now() and not leads):
        return show(request, "evenings/closed.html", {"meeting": meeting}, status=404)
    prompts = list(meeting.plan.prompts.order_by("position"))
    context = {"meeting": meeting, "plan": meeting.plan, "prompts": prompts, "leads": leads}
    return show(request, "evenings/evening.html", context)


@require_safe
def plan(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """The plan on the clock: every block with its time, its words and her notes."""
    meeting = led_meeting(request.user, group_id, number)
    return show(request, "evenings/plan.html", _laid(meeting))


@require_safe
def plan_print(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """The same on paper, with every word or on one page: no names, and somewhere to write."""
    meeting = led_meeting(request.user, group_id, number)
    context = {"lines": _lines(meeting), "short": "short" in request.GET}
    return show(request, "evenings/plan_print.html", _laid(meeting) | context)


def _laid(meeting: Meeting) -> dict[str, Any]:
    laid = lay(meeting, list(meeting.plan.activities.order_by("position")))
    ends = meeting.ends_at.astimezone(ZoneInfo(meeting.time_zone))
    return {
        "meeting": meeting, "group": meeting.group, "plan": meeting.plan, "laid": laid,
        "ends": ends.time(), "over": -laid.spare,
    }  # fmt: skip


def _lines(meeting: Meeting) -> list[help_lines.HelpLine]:
    """Whom to ring in the group's country; none where the file cannot be read."""
    try:
        known = help_lines.load(settings.HELP_LINES_FILE)
    except help_lines.HelpLinesError:
        return []
    return help_lines.of_country(known, meeting.group.country)
