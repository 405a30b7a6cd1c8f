"""The ledger: for each evening every message, to whom, planned for when, sent when, or why not."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from facilitator.pages import show
from facilitator.people.asking import asker
from groups.access import led_group
from groups.models import Group
from groups.reminders.kinds import KINDS
from groups.reminders.models import Reminder
from groups.reminders.models.reminder import HERS, REASONS

__all__ = ["ledger"]

ROWS = 50
PUBLIC = [each.name for each in KINDS.values() if not each.hers_alone]


@require_safe
def ledger(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Never word that a question waits, nor a reason that is hers alone (decision 7)."""
    group = led_group(asker(request), group_id)
    rows = (
        Reminder.objects.filter(group=group, kind__in=PUBLIC)
        .exclude(reason__in=HERS)
        .select_related("person", "meeting", "invitation")
        .order_by("-meeting__starts_at", "-due_at", "person__name", "pk")
    )
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "group": group,
        "page": page,
        "lines": [_line(row, group) for row in page],
        "earlier": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "later": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return show(request, "reminders/ledger.html", context)


def _line(row: Reminder, group: Group) -> dict[str, object]:
    """One message in words; times on the clock of the group."""
    zone = ZoneInfo(group.time_zone)
    meeting = row.meeting
    to = row.person.name if row.person else (row.invitation.name if row.invitation else "")
    return {
        "evening": meeting.starts_at.astimezone(zone) if meeting else None,
        "to": to or _("somebody invited"),
        "what": KINDS[row.kind].words,
        "due": row.due_at.astimezone(zone),
        "sent": row.sent_at.astimezone(zone) if row.sent_at else None,
        "state": row.get_state_display(),
        "why": REASONS.get(row.reason, "") if row.ended_at and not row.sent_at else "",
    }
