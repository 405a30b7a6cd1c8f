"""Where a need shows: which groups changed since planning last looked; who need not be asked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from groups.models import Group, Meeting, Membership
from groups.reflections import doors
from groups.reminders.models import Preference, Reminder

__all__ = ["groups", "unneeded"]


def groups(now: datetime, *, since: datetime) -> set[UUID]:
    """Groups with a meeting, a member, a choice, a tender day or a setting newer than the plan.

    One query.
    """
    meetings = Meeting.objects.filter(version__gt=F("planned_version"), ends_at__gt=now)
    members = Membership.objects.filter(Q(joined_at__gt=since) | Q(ended_at__gt=since))
    chosen = Preference.objects.filter(changed_at__gt=since)
    changed = Group.objects.filter(Q(reminds_twice_since__gt=since) | Q(closed_at__gt=since))
    found = (
        meetings.order_by()
        .values_list("group_id")
        .union(
            members.values_list("group_id"),
            chosen.values_list("person__memberships__group_id"),
            changed.values_list("pk"),
            doors.tender_since(since).values_list("group_id"),
        )
    )
    return {row[0] for row in found if row[0]}


def unneeded(rows: Sequence[Reminder], now: datetime) -> dict[int, str]:
    """Which of these rows ask somebody to write who need not be asked now, each with the reason.

    She has written, or a tender day is near. Sending asks it as a gate.
    """
    pairs = doors.written({row.meeting_id for row in rows if row.meeting_id})
    tender = doors.tender(row.person_id for row in rows if row.person_id)
    found: dict[int, str] = {}
    for row in rows:
        if (row.meeting_id, row.person_id) in pairs:
            found[row.pk] = "written"
        elif row.person is not None and any(
            tender.near(row.person.pk, at, row.person.time_zone) for at in (row.due_at, now)
        ):
            found[row.pk] = "tender"
    return found
