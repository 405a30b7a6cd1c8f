"""The practice of an evening: did it, a little, not this week. Hers alone, and never counted."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError
from django.views.decorators.debug import sensitive_variables

from facilitator import vault
from facilitator.people.models import Person
from groups.models import Meeting, Membership
from groups.models.meeting import MeetingQuerySet
from groups.reflections.models import PracticeAnswer, Said
from groups.reflections.models.practice import PracticeQuerySet
from groups.reflections.reading import CannotOpenError
from groups.reflections.writing import Box, kept_or_told, open_or_none, own_box

__all__ = [
    "answer",
    "asked",
    "erase",
    "for_export",
    "is_asked",
    "said",
    "said_between",
    "take_back",
]


def asked(person: Person, now: datetime) -> MeetingQuerySet:
    """The evenings whose practice she can say something about: begun, in a group where she has a
    chair. Who leads has none there."""
    seats = Membership.objects.active().members().for_person(person)
    begun = Meeting.objects.begun(now).filter(group__memberships__in=seats)
    with_one: MeetingQuerySet = begun.exclude(plan__practice="")
    return with_one


def is_asked(person: Person, meeting: Meeting, now: datetime) -> bool:
    """Whether its practice is this week's (decision 17)."""
    return bool(asked(person, now).latest_begun(now).filter(pk=meeting.pk).exists())


@sensitive_variables()
def answer(person: Person, meeting: Meeting, said: Said) -> None:
    """Keep what she says, in place of what she said before. NotSavedError."""
    with kept_or_told():
        box = own_box(person)
        row = PracticeAnswer(pk=uuid4(), person=person, meeting=meeting)
        sealed = box.seal(said.value.encode(), **row.seat)
        row, new = PracticeAnswer.objects.get_or_create(
            person=person, meeting=meeting, defaults={"pk": row.pk, "sealed": sealed}
        )
        if not new:
            row.sealed = box.seal(said.value.encode(), **row.seat)
            row.save(update_fields=["sealed"])


def take_back(person: Person, meeting: Meeting) -> None:
    """As if she had said nothing; twice is once. NotSavedError."""
    with kept_or_told():
        PracticeAnswer.objects.for_person(person).filter(meeting=meeting).delete()


@sensitive_variables()
def said(
    person: Person, meetings: Collection[UUID] | None = None, *, box: Box | None = None
) -> dict[UUID, Said]:
    """Evening -> what she said of its practice; of these evenings, or of all. CannotOpenError.

    One query where she said nothing or `box` is there, else two. What no longer opens is left out.
    """
    rows = PracticeAnswer.objects.for_person(person)
    kept = rows if meetings is None else rows.filter(meeting__in=meetings)
    return {row.meeting_id: one for row, one in _opened(person, kept, box)}


@sensitive_variables()
def said_between(
    person: Person, after: datetime, until: datetime, *, box: Box
) -> list[tuple[Meeting, Said]]:
    """The evenings of that time with what she said of each; one query. CannotOpenError."""
    rows = PracticeAnswer.objects.for_person(person).select_related("meeting__plan")
    then = rows.filter(meeting__starts_at__gt=after, meeting__starts_at__lte=until)
    return [(row.meeting, one) for row, one in _opened(person, then, box)]


@sensitive_variables()
def _opened(
    person: Person, rows: PracticeQuerySet, box: Box | None = None
) -> list[tuple[PracticeAnswer, Said]]:
    found = []
    try:
        for row in rows:
            box = box or vault.box(person.pk, actor=person.pk)
            words = open_or_none(box, bytes(row.sealed), row.seat)
            if words is not None:
                found.append((row, Said(words.decode())))
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise CannotOpenError from error
    return found


@sensitive_variables()
def for_export(person: Person) -> list[dict[str, Any]]:
    """What she said, by evening, in the words of the page. CannotOpenError."""
    told = said(person)
    rows = Meeting.objects.filter(pk__in=told).select_related("plan", "group")
    return [
        {
            "group": one.group.name,
            "evening": one.plan.title,
            "on": one.on_date.isoformat(),
            "practice": one.plan.practice,
            "answer": told[one.pk].value,
        }
        for one in rows.order_by("starts_at", "pk")
    ]


def erase(person: Person, now: datetime) -> int:
    """Every answer of hers is gone; how many there were."""
    return int(PracticeAnswer.objects.for_person(person).delete()[0])
