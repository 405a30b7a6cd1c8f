"""Tender dates: days near which no mail asks her to write (docs/adr/0020).

days      which days of a calendar a mark means, and what is near it; pure
marking   mark a day, take it away, her own list
telling   whether those who lead her group may know that a week is tender, and what they are told
asking    what planning may ask: whether a moment is near, never which day
"""

from groups.reflections.tender.asking import Tender, marked_since, tender
from groups.reflections.tender.days import Day
from groups.reflections.tender.marking import (
    FullError,
    Marked,
    MarkedError,
    erase,
    erase_changes,
    for_export,
    mark,
    marked,
    take_away,
)
from groups.reflections.tender.telling import (
    Choice,
    choices,
    consents_for_export,
    erase_consents,
    tell,
    tell_no_more,
    weeks,
)

__all__ = [
    "Choice", "Day", "FullError", "Marked", "MarkedError", "Tender", "choices",
    "consents_for_export", "erase", "erase_changes", "erase_consents", "for_export", "mark",
    "marked", "marked_since", "take_away", "tell", "tell_no_more", "tender", "weeks",
]  # fmt: skip
