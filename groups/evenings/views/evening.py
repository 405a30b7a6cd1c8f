"""What members read of one evening."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from facilitator.pages import show
from groups.access import Asking, own_meeting
from groups.models import Meeting


@require_safe
def evening(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """The page to read, the practice and the questions; for members it opens with the evening."""
    meeting = own_meeting(request.user, group_id, number)
    leads = leads_it(request, meeting)
    if not opened(meeting, leads=leads):
        return show(request, "evenings/closed.html", {"meeting": meeting}, status=404)
    return show(request, "evenings/evening.html", to_read(meeting) | {"leads": leads})


def leads_it(request: Asking, meeting: Meeting) -> bool:
    """Whether she leads the group now."""
    leading = meeting.group.memberships.active().leading()
    return bool(leading.filter(person=request.user).exists())


def opened(meeting: Meeting, *, leads: bool) -> bool:
    """Whether there is a page to read for her: those who lead see it before the evening."""
    return not meeting.cancelled_at and (leads or meeting.starts_at <= timezone.now())


def to_read(meeting: Meeting) -> dict[str, Any]:
    """What the page says, on the screen and on paper."""
    prompts = list(meeting.plan.prompts.order_by("position"))
    return {"meeting": meeting, "plan": meeting.plan, "prompts": prompts}
