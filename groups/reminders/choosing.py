"""What a person lets us write to her; what waited and is unwanted now ends in that commit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from facilitator.people.models import Person
from groups.reminders.kinds import KINDS
from groups.reminders.models import Preference, Reminder

__all__ = ["OFFERED", "Choice", "choose", "come_back", "rest", "stop"]

QUESTION = "writing_prompt"
# What she can stop one by one; the question has a choice of its own, because it is asked for.
STOPPABLE = tuple(each.name for each in KINDS.values() if each.mutable)
OFFERED = tuple(each.name for each in KINDS.values() if each.mutable and each.name != QUESTION)


@dataclass(frozen=True)
class Choice:
    """How much a mail says, which kinds may come, and whether the question may."""

    level: str
    kinds: Collection[str]
    question: bool


def choose(person: Person, choice: Choice, now: datetime) -> Preference:
    """Keep her choice; what she does not want any more ends. Her address is tried again."""
    with transaction.atomic():
        row = _locked(person)
        row.level = choice.level
        row.muted = sorted(set(OFFERED) - set(choice.kinds))
        row.question_since = (row.question_since or now) if choice.question else None
        row.refused, row.changed_at = 0, now
        row.save()
        unwanted = [name for name in OFFERED if not row.wants(name)]
        if not choice.question or not row.wants(QUESTION):
            unwanted.append(QUESTION)
        _end(person, unwanted, now)
    return row


def stop(person: Person, kind: str, now: datetime) -> None:
    """Stop one kind, at once: what waits of it ends in this commit."""
    with transaction.atomic():
        row = _locked(person)
        if kind == QUESTION:
            row.question_since = None
        row.mute(kind, now)
        _end(person, [kind], now)


def rest(person: Person, *, lasts: timedelta | None, now: datetime) -> None:
    """A break from now on, so long or (None) until she says; what would come in it ends."""
    with transaction.atomic():
        row = _locked(person)
        row.break_since, row.break_until = now, None if lasts is None else now + lasts
        row.changed_at = now
        row.save()
        waiting = Reminder.objects.for_person(person).filter(kind__in=STOPPABLE).unsent()
        if row.break_until is not None:
            waiting = waiting.filter(due_at__lt=row.break_until)
        waiting.end(Reminder.State.VOID, "break", now)


def come_back(person: Person, now: datetime) -> None:
    """The break is over; planning finds what is still of use to her."""
    with transaction.atomic():
        row = _locked(person)
        row.break_since = row.break_until = None
        row.changed_at = now
        row.save()


def _locked(person: Person) -> Preference:
    Preference.objects.get_or_create(person=person)
    return Preference.objects.select_for_update().get(person=person)


def _end(person: Person, kinds: Collection[str], now: datetime) -> None:
    waiting = Reminder.objects.for_person(person).filter(kind__in=kinds).unsent()
    waiting.end(Reminder.State.VOID, "muted", now)
