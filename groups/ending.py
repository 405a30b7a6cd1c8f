"""When a group's records are forgotten, and how many evenings are left (pure).

Twelve months after its last meeting, the reunion included, what a group kept is forgotten. The
date is set as the group is made, everybody is told it at joining, and it never moves; meetings
that would come too near it are refused (docs/adr/0022).
"""

from calendar import isleap
from datetime import date, timedelta

__all__ = ["MARGIN", "forgotten_on", "latest"]

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
