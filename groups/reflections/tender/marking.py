"""Mark a day, take it away, her own list: the day in clear, her word for it sealed as hers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.views.decorators.debug import sensitive_variables

from facilitator import vault
from facilitator.people.models import Person
from groups.reflections.models import TenderChange, TenderDate
from groups.reflections.models.tender import MOST
from groups.reflections.reading import CannotOpenError
from groups.reflections.tender.days import Day
from groups.reflections.writing import kept_or_told, own_box

__all__ = ["FullError", "Marked", "MarkedError", "erase", "erase_changes", "for_export", "mark",
           "marked", "take_away"]  # fmt: skip


class FullError(Exception):
    """As many are marked as there is room for; nothing was changed."""


class MarkedError(Exception):
    """That day has another word already; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One of her days. `can_open` is False where its word does not open."""

    id: UUID
    day: Day
    words: str = field(repr=False)
    can_open: bool


@sensitive_variables()
def mark(person: Person, day: Day, *, words: str, now: datetime) -> None:
    """Keep that day, with her word for it or none. The same again is the same.

    A day that has no word yet gets this one. FullError, MarkedError, NotSavedError.
    """
    with kept_or_told():
        # Of two that come at once the second sees what the first has marked.
        locked = Person.objects.select_for_update(no_key=True).filter(pk=person.pk)
        list(locked.values_list("pk"))
        hers = list(TenderDate.objects.for_person(person))
        row = next((one for one in hers if _day(one) == day), None)
        if row is not None and (not words or _has(row, words, person)):
            return
        row = row or _blank(person, day, hers, now)
        if words:
            row.sealed = own_box(person).seal(words.encode(), **row.seat)
        row.save()


def _blank(person: Person, day: Day, hers: list[TenderDate], now: datetime) -> TenderDate:
    """Its row, in the first place that is free."""
    free = set(range(1, MOST + 1)) - {one.place for one in hers}
    if not free:
        raise FullError
    return TenderDate(
        person=person, place=min(free), month=day.month, day=day.day, year=day.year, created_at=now
    )


@sensitive_variables()
def _has(row: TenderDate, words: str, person: Person) -> bool:
    """Whether it has this very word; MarkedError when it has another, or one that is spoilt."""
    if not row.sealed:
        return False
    if own_box(person).open(bytes(row.sealed), **row.seat).decode() != words:
        raise MarkedError
    return True


def take_away(person: Person, date_id: UUID, *, now: datetime) -> None:
    """Not marked any more, its word with it. TenderDate.DoesNotExist: not hers, or gone."""
    with transaction.atomic():
        TenderDate.objects.for_person(person).get(pk=date_id).delete()
        TenderChange.objects.update_or_create(person=person, defaults={"taken_away_at": now})


@sensitive_variables()
def marked(person: Person) -> list[Marked]:
    """Her days in the order of the calendar; while the vault is closed without her words."""
    rows = list(TenderDate.objects.for_person(person))
    try:
        words = _opened(person, rows)
    except CannotOpenError:
        words = {}
    found = [
        Marked(one.pk, _day(one), words.get(one.pk, ""), not one.sealed or one.pk in words)
        for one in rows
    ]
    return sorted(found, key=lambda one: (one.day.month, one.day.day, one.day.year or 0))


@sensitive_variables()
def _opened(person: Person, rows: Iterable[TenderDate]) -> dict[UUID, str]:
    """Row -> her word; what no longer opens is left out. CannotOpenError: the vault is closed."""
    found: dict[UUID, str] = {}
    worded = [one for one in rows if one.sealed]
    try:
        box = vault.box(person.pk, actor=person.pk) if worded else None
        for row in worded:
            try:
                found[row.pk] = box.open(bytes(row.sealed), **row.seat).decode() if box else ""
            except vault.Unopenable:
                continue
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise CannotOpenError from error
    return found


def _day(row: TenderDate) -> Day:
    return Day(row.month, row.day, row.year)


@sensitive_variables()
def for_export(person: Person) -> list[dict[str, Any]]:
    """Her days with her words for them. CannotOpenError."""
    rows = list(TenderDate.objects.for_person(person).order_by("month", "day", "year"))
    words = _opened(person, rows)
    return [
        {
            "day": one.day, "month": one.month, "year": one.year,
            "words": words.get(one.pk) if one.sealed else None, "created_at": one.created_at,
        }
        for one in rows
    ]  # fmt: skip


def erase(person: Person, now: datetime) -> int:
    """With her account: every day, and her words for them."""
    gone: int = TenderDate.objects.for_person(person).delete()[0]
    return gone


def erase_changes(person: Person, now: datetime) -> int:
    """With her account: that she took a day away."""
    gone: int = TenderChange.objects.filter(person=person).delete()[0]
    return gone
