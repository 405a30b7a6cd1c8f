"""My writing by month: her pages, and among them her letters and what she said of practices."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Protocol, TypeVar

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.models import Meeting
from groups.reflections import letters, practising
from groups.reflections.letters import Lying
from groups.reflections.reading import Line
from groups.reflections.writing import Box

__all__ = ["Entry", "entries", "months"]

EVER, NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Dated(Protocol):
    @property
    def begun_at(self) -> datetime: ...


One = TypeVar("One", bound=Dated)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, a letter, or an evening with what she said of its practice."""

    begun_at: datetime
    line: Line | None = None
    letter: Lying | None = None
    meeting: Meeting | None = None
    said: str = field(default="", repr=False)


def months(found: Sequence[One]) -> list[tuple[object, list[One]]]:
    """What was begun in a month, under its first day."""
    zone = timezone.get_current_timezone()
    grouped = groupby(found, key=lambda one: one.begun_at.astimezone(zone).date().replace(day=1))
    return [(month, list(ones)) for month, ones in grouped]


@sensitive_variables()
def entries(
    person: Person, lines: Sequence[Line], *, following: Line | None, is_first: bool,
    now: datetime, box: Box,
) -> list[Entry]:  # fmt: skip
    """One part of the list with what else falls into its time, the newest first.

    `following` is the page that the next part begins with. NotSavedError, CannotOpenError: the
    vault is closed just now.
    """
    if not lines and not is_first:
        return []
    after = following.begun_at if following else EVER
    until = NEVER if is_first else lines[0].begun_at
    found = [Entry(line.begun_at, line=line) for line in lines]
    lying = letters.lying(person, now, after=after, until=until, box=box)
    found += [Entry(one.begun_at, letter=one) for one in lying]
    found += [
        Entry(meeting.starts_at, meeting=meeting, said=str(said.label))
        for meeting, said in practising.said_between(person, after, until, box=box)
    ]
    return sorted(found, key=lambda one: one.begun_at, reverse=True)
