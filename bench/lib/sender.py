"""What the parts of `send` do inside a process of the house: `python -m bench.lib.sender WORD N`.

prepare N   N reminders due now, in groups of twelve, for people for whom it is noon
again N     the same rows, as if never sent
ours        send them all in this process, through sending.send_due
left        how many are not sent yet
"""

import sys
import time
from datetime import timedelta

import django

django.setup()

from django.db.models import F
from django.urls import get_resolver
from django.utils import timezone

from facilitator.people.models import Person
from groups.models import Group, Meeting, Membership
from groups.reminders import sending
from groups.reminders.models import Look, Reminder


def prepare(count: int) -> float:
    """Rows of one kind for `count` pairs of member and group, over the world that is there."""
    now = timezone.now()
    hour = now.hour
    Person.objects.update(time_zone=f"Etc/GMT{hour - 12:+d}" if hour != 12 else "Etc/UTC")
    starts_at = now + timedelta(days=2)
    soon: dict[object, Meeting] = {}
    for meeting in Meeting.objects.order_by("-starts_at"):
        soon[meeting.group_id] = meeting
    Meeting.objects.filter(pk__in=[each.pk for each in soon.values()]).update(
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90), cancelled_at=None,
        cancelled_by=None, version=1,
    )  # fmt: skip
    Group.objects.update(closed_at=None, closed_by=None)
    # Nothing shows a need: no planning makes, moves or ends a row while we measure.
    Meeting.objects.update(planned_version=F("version"))
    Membership.objects.update(joined_at=now - timedelta(days=30))
    members = Membership.objects.active().members().order_by("group", "pk")
    rows = [
        Reminder(
            key=f"bench:{each.pk}", kind="meeting_soon", person_id=each.person_id,
            group_id=each.group_id, meeting=soon[each.group_id], version=1, due_at=now,
            expires_at=starts_at, speaks_of=starts_at,
        )
        for each in members[:count]
    ]  # fmt: skip
    Reminder.objects.all().delete()
    Reminder.objects.bulk_create(rows, batch_size=1000)
    Look.objects.update_or_create(caller="plan", defaults={"at": now + timedelta(days=999)})
    return float(len(rows))


def again(count: int) -> float:
    """As if nothing had been sent, and due now."""
    fresh = {"state": "pending", "attempts": 0, "reason": ""}
    empty = ("sent_at", "ended_at", "started_at", "claim_token", "claimed_until")
    return float(Reminder.objects.update(due_at=timezone.now(), **fresh, **dict.fromkeys(empty)))


def ours(count: int) -> float:
    """Messages per second of one process, everything included but its start.

    A worker reads the house's addresses when it comes up (`facilitator.celery`), so we do, too.
    """
    get_resolver().reverse_dict  # noqa: B018
    begun = time.perf_counter()
    sent = 0
    while more := sending.send_due():
        sent += more
    return sent / (time.perf_counter() - begun)


def left(count: int) -> float:
    return float(Reminder.objects.exclude(state="sent").count())


if __name__ == "__main__":
    word, number = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0
    print({"prepare": prepare, "again": again, "ours": ours, "left": left}[word](number))
