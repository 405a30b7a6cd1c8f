"""The ledger: for each evening, which messages went out, and what somebody must see to."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from facilitator.pages import show
from facilitator.people.asking import asker
from groups.access import led_group
from groups.models import Group, Meeting, Membership
from groups.reminders.kinds import KINDS
from groups.reminders.lots import TROUBLE, Lot, lots
from groups.reminders.models import Reminder
from groups.reminders.models.reminder import REASONS

__all__ = ["ledger"]

EVENINGS = 10
PUBLIC = [each.name for each in KINDS.values() if not each.hers_alone]


@require_safe
def ledger(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Never word that a question waits, nor what is hers alone: see lots (decision 7)."""
    group = led_group(asker(request), group_id)
    public = Reminder.objects.filter(group=group, kind__in=PUBLIC)
    told = Exists(public.filter(meeting=OuterRef("pk")))
    evenings = Meeting.objects.filter(told, group=group).order_by("-starts_at")
    page = Paginator(evenings, EVENINGS).get_page(request.GET.get("page"))
    context = {
        "group": group,
        "page": page,
        "sections": _sections(group, page, timezone.now()),
        "earlier": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "later": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return show(request, "reminders/ledger.html", context)


def _sections(group: Group, page: Page[Meeting], now: datetime) -> list[dict[str, object]]:
    """The evenings of this page with their lots; before them on the first page, invitations."""
    meetings = list(page)
    rows = Reminder.objects.filter(group=group, kind__in=PUBLIC)
    asked = Q(meeting=None) if page.number == 1 else Q(pk=None)
    shown = rows.filter(Q(meeting__in=meetings) | asked)
    seats = Membership.objects.active().members().filter(group=group)
    found = lots(
        shown.select_related("person", "meeting", "invitation").defer("payload"),
        seats.select_related("person"), now=now,
    )  # fmt: skip
    zone = ZoneInfo(group.time_zone)
    return [
        {"evening": meeting, "lots": [_lot(lot, zone) for lot in found[key]]}
        for key, meeting in [(None, None), *((each.pk, each) for each in meetings)]
        if found.get(key)
    ]


def _lot(lot: Lot, zone: ZoneInfo) -> dict[str, object]:
    """One lot in words; times on the clock of the group."""
    return {
        "what": KINDS[lot.kind].words,
        "due": _wall(lot.due, zone) if lot.due else None,
        "sent": [{"to": _to(each.to), "at": _wall(each.at, zone)} for each in lot.sent],
        "trouble": [
            {"to": _to(name), "state": _state(row), "why": REASONS.get(row.reason, "")}
            for name, row in lot.trouble
        ],
        "late": [_to(name) for name in lot.late],
        "unneeded": [_to(name) for name in lot.unneeded],
    }


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    """On that clock for good: the filters turn an aware time to the clock of who asks."""
    return at.astimezone(zone).replace(tzinfo=None)


def _to(name: str) -> str:
    return name or _("somebody invited")


def _state(row: Reminder) -> str:
    """A row that ended because her address takes no mail reads like one that came back."""
    failed = row.reason in TROUBLE
    return str(Reminder.State.FAILED.label) if failed else row.get_state_display()
