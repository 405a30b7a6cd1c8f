"""One evening on paper."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from facilitator.pages import help_lines
from facilitator.pages.paper import on_paper
from groups.access import Asking, led_meeting, own_meeting
from groups.evenings.laid import of_meeting
from groups.evenings.views.evening import leads_it, opened, to_read
from groups.models import Meeting


@require_safe
def plan_print(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """The plan, with every word or on one page: no names, and somewhere to write."""
    meeting = led_meeting(request.user, group_id, number)
    context = {"lines": _lines(meeting), "short": "short" in request.GET}
    return on_paper(request, "evenings/plan_print.html", of_meeting(meeting) | context, name="plan")


@require_safe
def evening_print(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """The page to read in large print and without a name; it opens with the evening."""
    meeting = _opened(request, group_id, number)
    context = to_read(meeting) | {"lines": _lines(meeting)}
    return on_paper(request, "evenings/evening_print.html", context, name="page")


@require_safe
def handout_print(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """The sheet that lies on the chairs this evening, where it has one."""
    meeting = _opened(request, group_id, number)
    if not meeting.plan.handout:
        raise Http404
    context = {"meeting": meeting, "plan": meeting.plan}
    return on_paper(request, "evenings/handout_print.html", context, name="sheet")


def _opened(request: Asking, group_id: UUID, number: int) -> Meeting:
    meeting = own_meeting(request.user, group_id, number)
    if not opened(meeting, leads=leads_it(request, meeting)):
        raise Http404
    return meeting


def _lines(meeting: Meeting) -> list[help_lines.HelpLine]:
    """Whom to ring in the group's country; none where the file cannot be read."""
    try:
        known = help_lines.load(settings.HELP_LINES_FILE)
    except help_lines.HelpLinesError:
        return []
    return help_lines.of_country(known, meeting.group.country)
