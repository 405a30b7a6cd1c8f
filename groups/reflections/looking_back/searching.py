"""Search: pages and unsealed letters are opened one after the other, looked through, forgotten.

Nothing is indexed: an index would say in clear what stands on the pages.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.reflections import reading
from groups.reflections.looking_back.matching import Phrase

__all__ = ["MOST_SHOWN", "Found", "Place", "search"]

MOST_SHOWN = 200
BEFORE, AFTER = 60, 110  # characters around what was found


@dataclass(frozen=True, slots=True)
class Place:
    """One page or letter that holds the phrase, and the first place where it does."""

    id: UUID
    begun_at: datetime
    is_letter: bool
    title: str = field(repr=False)
    before: str = field(repr=False)
    found: str = field(repr=False)
    after: str = field(repr=False)


@dataclass(slots=True)
class Found:
    """The newest that hold it, how many pages and letters do, how many could not be opened."""

    places: list[Place] = field(default_factory=list, repr=False)
    pages: int = 0
    letters: int = 0
    closed: int = 0

    def count(self, page: reading.Scanned, times: int) -> None:
        """One more that holds it; none where `times` is nothing."""
        if page.is_letter:
            self.letters += times
        else:
            self.pages += times


@sensitive_variables()
def search(person: Person, phrase: Phrase) -> Found:
    """Her pages and open letters that hold the phrase, the newest first. CannotOpenError.

    Three queries. A sealed letter is not looked into.
    """
    found = Found()
    for page in reading.each(person):
        if page.sheet is None:
            found.closed += 1
        elif len(found.places) >= MOST_SHOWN:
            found.count(page, phrase.stands_in(page.sheet.words))
        elif at := phrase.find(page.sheet.words):
            found.count(page, 1)
            found.places.append(_place(page, page.sheet.words, *at))
    return found


@sensitive_variables()
def _place(page: reading.Scanned, words: str, start: int, end: int) -> Place:
    title = page.sheet.title if page.sheet else ""
    return Place(
        page.id, page.begun_at, page.is_letter, title, _before(words[:start]), words[start:end],
        _after(words[end:]),
    )  # fmt: skip


def _before(words: str) -> str:
    if len(words) <= BEFORE:
        return words.lstrip()
    return "…" + words[-BEFORE:].partition(" ")[2]


def _after(words: str) -> str:
    if len(words) <= AFTER:
        return words.rstrip()
    return words[:AFTER].rpartition(" ")[0] + "…"
