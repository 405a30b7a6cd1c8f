"""The only entrance for other rooms: ids for planning, her own newest pages for herself, and for
those who lead what she lets them know of a week."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import F

from facilitator.people.models import Person
from groups.models import Meeting, Membership
from groups.models.membership import MembershipQuerySet
from groups.reflections import giving, practising, reading
from groups.reflections import tender as tender_dates
from groups.reflections.reading import CannotOpenError, Line
from groups.reflections.sheet import WORDS_FOR_TODAY
from groups.reflections.tender import Tender

__all__ = [
    "CannotOpenError",
    "Hers",
    "Line",
    "Tender",
    "for_herself",
    "tender",
    "tender_since",
    "tender_weeks",
    "unopened",
    "written",
]  # fmt: skip

LOOKED_AT = 40  # pages for the words of the weeks: more than most write in one programme


def written(meeting_ids: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """(meeting, person) for everybody of its group who wrote since that evening began.

    A page to any question or none counts, a deleted one does not. One query; ids alone.
    """
    since = Membership.objects.active().filter(
        group__meetings__in=list(meeting_ids),
        person__reflections__deleted_at__isnull=True,
        person__reflections__revision__gt=0,
        person__reflections__written_at__gte=F("group__meetings__starts_at"),
    )
    return set(since.values_list("group__meetings__id", "person_id").distinct())


@dataclass(frozen=True, slots=True)
class Felt:
    """Her word of a week: one of the five with its code, or her own ("own")."""

    code: str = field(repr=False)
    word: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Hers:
    """Her newest pages; evening -> what she said of its practice, and her latest word since."""

    lines: list[Line]
    practised: dict[UUID, str] = field(repr=False)
    felt: dict[UUID, Felt] = field(repr=False)


def for_herself(person: Person, *, actor: Person, meetings: Collection[UUID], n: int = 2) -> Hers:
    """What her home shows of her own: titles, first lines, dates, practices. Four queries at most.

    Call it only while her drawer is open. PermissionError: somebody else asks. CannotOpenError:
    the vault is closed just now.
    """
    if actor.pk != person.pk:
        raise PermissionError
    box = reading.unlock(person)
    said = practising.said(person, meetings, box=box) if meetings else {}
    lines = reading.open_list(person, most=LOOKED_AT, box=box)
    return Hers(lines[:n], {pk: one.value for pk, one in said.items()}, _felt(lines))


def _felt(lines: list[Line]) -> dict[UUID, Felt]:
    """Of each week the word of its newest page that has one."""
    found: dict[UUID, Felt] = {}
    for line in lines:
        if line.word and line.meeting_id and line.meeting_id not in found:
            known = WORDS_FOR_TODAY.get(line.word)
            said = Felt(line.word, str(known)) if known else Felt("own", line.word)
            found[line.meeting_id] = said
    return found


def unopened(person: Person, *, actor: Person) -> int:
    """How many pages were given to her that she has not opened. One query.

    Call it only while her drawer is open. PermissionError: somebody else asks.
    """
    if actor.pk != person.pk:
        raise PermissionError
    return giving.waiting(person)


def tender(people: Iterable[UUID]) -> Tender:
    """For planning: whether a moment is near a tender day of one of these people; never which day.

    One query; none for nobody.
    """
    return tender_dates.tender(set(people))


def tender_since(since: datetime) -> MembershipQuerySet:
    """For planning: the chairs of everybody who has marked a day since then, or taken one away."""
    return tender_dates.marked_since(since)


def tender_weeks(meetings: Iterable[Meeting], *, actor: Person) -> dict[UUID, list[str]]:
    """Meeting -> the names of those who let `actor` know that its week is tender for them.

    Only of groups that she leads now: of any other it knows nobody. Two queries at most.
    """
    return tender_dates.weeks(actor, meetings)
