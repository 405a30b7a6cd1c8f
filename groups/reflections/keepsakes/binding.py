"""The book: a title, pieces in her order, and how it is set. Pure; each change gives a new one.

Every change names what it is about and not where it stands, so two tabs that change the book at the
same time both have their way, and the same change sent twice is one.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from groups.reflections.keepsakes.cutting import Sentence

__all__ = [
    "MOST_PIECES", "MOST_TITLE", "Book", "ClashError", "FullError", "Piece", "Spot", "called",
    "moved", "picked", "piece_of", "without",
]  # fmt: skip

MOST_PIECES = 200
MOST_TITLE = 80  # characters


class FullError(Exception):
    """There is no room for that many sentences; nothing was changed."""


class ClashError(Exception):
    """Another tab gave the book another title meanwhile; nothing was changed."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as it was when she picked it. `page` is where it stood, and `month` of when."""

    id: str
    page: str
    month: str  # "2026-11"
    words: str = field(repr=False)

    @property
    def begun(self) -> date:
        """The first day of its month."""
        return date.fromisoformat(f"{self.month}-01")


@dataclass(frozen=True, slots=True)
class Book:
    """The whole of it. Without a title of hers it has the house's."""

    title: str = field(default="", repr=False)
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    with_months: bool = False
    alone: bool = False  # each piece on a page of its own
    named: bool = False  # the group and its programme stand on the first page

    def to_bytes(self) -> bytes:
        """What is sealed."""
        said = {name.name: getattr(self, name.name) for name in fields(self)}
        said["pieces"] = [asdict(one) for one in self.pieces]
        return json.dumps(said, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Book":
        read = json.loads(data)
        return cls(**read | {"pieces": tuple(Piece(**one) for one in read["pieces"])})

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(one.id for one in self.pieces)

    @property
    def is_full(self) -> bool:
        """Whether it holds more than it may."""
        long = sum(len(one.words) for one in self.pieces) > settings.MAX_PAGE_CHARS
        return long or len(self.pieces) > MOST_PIECES


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece goes: before another one, or after it."""

    other: str
    after: bool = False


def piece_of(sentence: Sentence, page: UUID, *, on: date) -> Piece:
    """The sentence, as it is frozen into the book."""
    return Piece(sentence.id, str(page), f"{on:%Y-%m}", sentence.words)


@sensitive_variables()
def picked(book: Book, new: Sequence[Piece], *, out: Collection[str] = ()) -> Book:
    """With `new` behind the others and without `out`; what is in it stays in it. FullError."""
    stays = tuple(one for one in book.pieces if one.id not in out)
    there = {one.id for one in stays}
    made = replace(book, pieces=stays + tuple(one for one in new if one.id not in there))
    if made.is_full and made.ids - book.ids:
        raise FullError
    return made


@sensitive_variables()
def without(book: Book, piece: str) -> Book:
    """As it is when that sentence was never in it."""
    return picked(book, (), out={piece})


@sensitive_variables()
def moved(book: Book, piece: str, to: Spot) -> Book:
    """The piece stands next to another one; where one of both is gone, nothing moves."""
    if piece == to.other or not {piece, to.other} <= book.ids:
        return book
    (one,) = (each for each in book.pieces if each.id == piece)
    rest = [each for each in book.pieces if each.id != piece]
    at = [each.id for each in rest].index(to.other) + to.after
    return replace(book, pieces=(*rest[:at], one, *rest[at:]))


@sensitive_variables()
def called(book: Book, said: Book, *, was: str) -> Book:
    """With the title and the setting of `said`. ClashError: the title is no longer what it was."""
    if book.title not in {was, said.title}:
        raise ClashError(book.title)
    return replace(said, pieces=book.pieces)
