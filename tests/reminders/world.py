"""Groups with people who are told things, and what became of the rows."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from facilitator.people.models import Person
from groups.models import Group, Meeting
from groups.models.membership import Role
from groups.reminders import planning, sending
from groups.reminders.models import Preference, Reminder
from groups.scheduling import typed
from tests import cast, factories

# Sunday 22 November, 9 am in London: two days before the fifth evening, when its reminder is due.
DUE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BEFORE = DUE - timedelta(days=2)


def tuesday(members: int = 1, **fields: object) -> Group:
    """Ruth's group, with Ewa and others."""
    group = factories.group(lead=cast.facilitator(), **fields)
    for name in ("Ewa", "Joyce", "Grace", "Farida", "Hanne", "Linda")[:members]:
        factories.member(group, name)
    return group


def fifth(group: Group) -> Meeting:
    return group.meetings.get(number=5)


def of(name: str) -> Person:
    return Person.objects.get(name=name)


def choose(name: str, **fields: object) -> Preference:
    made, _new = Preference.objects.update_or_create(person=of(name), defaults=fields)
    return made


def wants_questions(name: str) -> Preference:
    return choose(name, question_since=factories.JOINED)


def plan(now: datetime) -> planning.Planned:
    return planning.plan(now=now)


def look(now: datetime) -> int:
    """Plan and send, as every caller does."""
    planning.plan(now=now)
    return sending.send_due(now=now)


def move(meeting: Meeting, days: int = 1, *, now: datetime, tell: bool = True, place: str = "",
         by: str = "Ruth", hour: int | None = None) -> Meeting:  # fmt: skip
    meeting.refresh_from_db()
    begins = meeting.begins if hour is None else meeting.begins.replace(hour=hour)
    slot = typed(
        meeting.on_date + timedelta(days=days), begins, meeting.time_zone, minutes=meeting.minutes
    )
    meeting.move(slot, place=place or meeting.place, by=of(by), now=now, tell=tell)
    return meeting


def states(**fields: object) -> Counter[str]:
    return Counter(Reminder.objects.filter(**fields).values_list("state", flat=True))


def row(**fields: object) -> Reminder:
    return Reminder.objects.get(**fields)


def subjects(mails: list[EmailMessage]) -> list[str]:
    return [str(mail["Subject"]) for mail in mails]


__all__ = ["BEFORE", "DUE", "Group", "Role"]
