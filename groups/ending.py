"""How many evenings are left, when a group is over, and when its records are forgotten (pure).

Twelve months after its last meeting, the reunion included, what a group kept is forgotten. The
date is set as the group is made, everybody is told it at joining, and it never moves; meetings
that would come too near it are refused (docs/adr/0022).
"""

from calendar import isleap
from collections.abc import Collection
from datetime import date, datetime, timedelta

__all__ = ["COUNTED", "MARGIN", "OVER", "evenings_left", "forgotten_on", "is_over", "latest"]

COUNTED = 3  # evenings: no more are counted down
OVER = timedelta(days=14)  # after its last meeting a group is only read any more

MARGIN = timedelta(days=30)  # between the latest meeting that may be and the forgetting


def forgotten_on(last: date) -> date:
    """The same day a year after the last meeting; 28 February for the 29th."""
    if last.year == date.max.year:
        return date.max
    day = 28 if (last.month, last.day) == (2, 29) and not isleap(last.year + 1) else last.day
    return date(last.year + 1, last.month, day)


def latest(forget_on: date) -> date:
    """The latest day on which such a group may still meet."""
    return forget_on - MARGIN


def evenings_left(ends: Collection[datetime], now: datetime) -> int | None:
    """How many evenings are left, from the end of the third before the last on; None until then.

    `ends`: when each evening that counts and was not cancelled ends. Nothing is counted before the
    first is over, so two evenings count from one. 0 once all are over.
    """
    over = sum(end <= now for end in ends)
    left = len(ends) - over
    return left if over and left <= COUNTED else None


def is_over(ends: Collection[datetime], *, closed: bool, now: datetime) -> bool:
    """Closed, or two weeks after the last meeting, the reunion included. As GroupQuerySet.over."""
    return closed or (bool(ends) and max(ends) + OVER <= now)
