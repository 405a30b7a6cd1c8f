"""Look back: by evening, in order, by words; only ever her own pages, for herself.

matching   a phrase and where it stands in a text, whatever the case and the accents
searching  her pages that hold a phrase, opened one after the other and forgotten again
ordering   the page before and the page after
weeks      a list of pages by the evening in whose week they were begun
"""

from groups.reflections.looking_back.matching import SMALLEST, Phrase
from groups.reflections.looking_back.ordering import Beside, beside, first
from groups.reflections.looking_back.searching import MOST_SHOWN, Found, Place, search
from groups.reflections.looking_back.weeks import Week, weeks, without_pages

__all__ = [
    "MOST_SHOWN", "SMALLEST", "Beside", "Found", "Phrase", "Place", "Week", "beside", "first",
    "search", "weeks", "without_pages",
]  # fmt: skip
