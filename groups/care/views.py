"""When somebody is in danger or very upset: who does what, the words, and whom to ring."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from facilitator.pages import help_lines, show
from groups.access import Asking, led_meeting
from groups.models import Membership
from groups.models.membership import Role


@require_safe
def safety(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """Who stays, who steps out with her, the words to use, and the numbers of the country."""
    meeting = led_meeting(request.user, group_id, number)
    leading = Membership.objects.active().leading().filter(group=group_id)
    people = list(leading.select_related("person").order_by("joined_at", "person__name"))
    try:
        lines = help_lines.load(settings.HELP_LINES_FILE)
    except help_lines.HelpLinesError:
        lines = []
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "stays": [each.person.name for each in people if each.role == Role.FACILITATOR],
        "steps_out": [each.person.name for each in people if each.role == Role.CO_FACILITATOR],
        "lines": help_lines.of_country(lines, meeting.group.country),
    }
    return show(request, "care/safety.html", context)
