"""Lay plans along a group's rhythm: skip dates, both clock changes, no surprises (pure).

Wall time and IANA zone are the source, UTC is derived. In a recurrence a time that a clock change
leaves out becomes the first valid instant after the gap, and a time that comes twice is the first
of the two. A date typed by hand is never adjusted: it raises, and the person decides.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Calendars of every zone, and the pages that print them, stay inside Python's own years.
EARLIEST, LATEST = date(1, 1, 3), date(9999, 12, 28)


@dataclass(frozen=True)
class Slot:
    """One meeting's time. `on`, `begins` and `fold` are on the wall clock of `zone`."""

    on: date
    begins: time
    zone: str
    fold: int
    starts_at: datetime  # UTC
    ends_at: datetime  # UTC


class CannotMeetThen(ValueError):
    """The time asked for cannot be used; the subclasses say why."""


class TooFar(CannotMeetThen):
    """A date outside the years that a calendar can hold."""


class InTheGap(CannotMeetThen):
    """The clocks go forward over this time. `before` and `after` are the nearest wall times."""

    def __init__(self, before: datetime, after: datetime) -> None:
        super().__init__("the clocks go forward over this time")
        self.before, self.after = before, after


class ComesTwice(CannotMeetThen):
    """The clocks go back over this time. `first` and `second` are the two instants, in UTC."""

    def __init__(self, first: datetime, second: datetime) -> None:
        super().__init__("this time comes twice")
        self.first, self.second = first, second


def lay(
    first_on: date,
    begins: time,
    zone: str,
    *,
    minutes: Sequence[int],
    every_weeks: int = 1,
    skip: Collection[date] = (),
) -> list[Slot]:
    """One slot for each of `minutes` (its length), every `every_weeks` weeks from `first_on`.

    A date in `skip` is passed over and pushes the rest on; others in it change nothing.
    Raises TooFar when the dates leave the calendar.
    """
    slots: list[Slot] = []
    on, passed = first_on, set(skip)
    for length in minutes:
        while on in passed:
            on = later(on, every_weeks)
        slots.append(recurring(on, begins, zone, minutes=length))
        if len(slots) < len(minutes):
            on = later(on, every_weeks)
    return slots


def recurring(on: date, begins: time, zone: str, *, minutes: int) -> Slot:
    """The slot of a recurrence: after a gap, and the first of a fold. Raises TooFar."""
    wall = _wall(on, begins)
    first, second = _offsets(wall, zone)
    if first < second:
        wall = _after_gap(wall, zone)
    return _slot(wall, zone, minutes=minutes)


def typed(on: date, begins: time, zone: str, *, minutes: int, fold: int | None = None) -> Slot:
    """The slot of a date typed by hand.

    Raises InTheGap with the nearest times, ComesTwice unless `fold` (0 or 1) says which, TooFar.
    """
    wall = _wall(on, begins)
    first, second = _offsets(wall, zone)
    if first < second:
        after = _after_gap(wall, zone)
        raise InTheGap(before=_before_gap(wall, zone), after=after)
    if first > second and fold is None:
        raise ComesTwice(_utc(wall, zone), _utc(wall.replace(fold=1), zone))
    chosen = wall.replace(fold=fold or 0) if first > second else wall
    return _slot(chosen, zone, minutes=minutes)


def later(on: date, weeks: int) -> date:
    """The same weekday so many weeks on; back with fewer than none. Raises TooFar."""
    try:
        return on + timedelta(weeks=weeks)
    except OverflowError:
        raise TooFar("this week is outside the calendar") from None


def _wall(on: date, begins: time) -> datetime:
    """The naive wall time, or TooFar."""
    if not EARLIEST <= on <= LATEST:
        raise TooFar("this date is outside the calendar")
    return datetime.combine(on, begins.replace(tzinfo=None, fold=0))


def _offsets(wall: datetime, zone: str) -> tuple[timedelta, timedelta]:
    """UTC offsets of the first and the second reading of a wall time; equal on a plain day."""
    there = wall.replace(tzinfo=ZoneInfo(zone))
    first, second = there.utcoffset(), there.replace(fold=1).utcoffset()
    assert first is not None  # noqa: S101  a ZoneInfo always knows its offset
    assert second is not None  # noqa: S101  as above
    return first, second


def _utc(wall: datetime, zone: str) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _slot(wall: datetime, zone: str, *, minutes: int) -> Slot:
    starts_at = _utc(wall, zone)
    try:
        ends_at = starts_at + timedelta(minutes=minutes)
    except OverflowError:
        raise TooFar("this evening ends outside the calendar") from None
    begins = wall.time().replace(fold=0)
    return Slot(wall.date(), begins, zone, wall.fold, starts_at, ends_at)


def _after_gap(wall: datetime, zone: str) -> datetime:
    """The first wall time after the gap that `wall` stands in.

    Read with the offset before the change, `wall` is an instant after it; with the offset after
    the change, an instant before it. The change lies between: whole seconds, found by halving.
    """
    place = ZoneInfo(zone)
    first, second = _offsets(wall, zone)
    low, high = 0, int((second - first).total_seconds())
    start = (wall - second).replace(tzinfo=UTC, microsecond=0)
    while low < high:
        middle = (low + high) // 2
        there = (start + timedelta(seconds=middle)).astimezone(place).replace(tzinfo=None)
        low, high = (low, middle) if there > wall else (middle + 1, high)
    after = (start + timedelta(seconds=low)).astimezone(place)
    return after.replace(tzinfo=None, fold=0)


def _before_gap(wall: datetime, zone: str) -> datetime:
    """The last whole minute before the gap that `wall` stands in."""
    first, second = _offsets(wall, zone)
    edge = _after_gap(wall, zone) - (second - first)  # where the hand stands when it jumps
    last = edge - timedelta(seconds=1)
    return last.replace(second=0, microsecond=0, fold=0)
