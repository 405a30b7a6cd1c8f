"""Which days of a calendar a mark means, and what is near them (pure)."""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Day", "in_week", "near"]

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of every year, or with a year one single day."""

    month: int
    day: int
    year: int | None = None

    def is_on(self, on: date) -> bool:
        """Whether it is this day. 29 February is the 28th in years that have none."""
        if self.year is not None and self.year != on.year:
            return False
        early = (self.month, self.day) == (2, 29) and not isleap(on.year)
        return (on.month, on.day) == (self.month, 28 if early else self.day)


def near(days: Iterable[Day], on: date) -> bool:
    """Whether `on` is one of the days, or the day before one."""
    after = on + A_DAY if on < date.max else on
    return any(each.is_on(on) or each.is_on(after) for each in days)


def in_week(days: Iterable[Day], on: date) -> bool:
    """Whether one of the days is in the week of `on`, Monday to Sunday.

    The same for each day of a week: which of the seven it is cannot be read off.
    """
    first = on.toordinal() - on.weekday()
    last = min(first + 6, date.max.toordinal())
    week = [date.fromordinal(one) for one in range(max(first, 1), last + 1)]
    return any(each.is_on(one) for each in days for one in week)
