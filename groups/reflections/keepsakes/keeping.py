"""The book as it lies: sealed as one with her own key, changed one change at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.reflections.keepsakes.binding import Book
from groups.reflections.models import Keepsake
from groups.reflections.writing import NotSavedError, is_spoilt, kept_or_told, own_box

__all__ = ["change", "erase", "for_export", "held", "holds", "let_go"]

Change = Callable[[Book], Book]


@sensitive_variables()
def held(person: Person) -> Book:
    """Her book; an empty one where she has none. NotSavedError: the vault is closed just now."""
    with kept_or_told():
        row = Keepsake.objects.for_person(person).first()
        return _opened(row) if row else Book()


@sensitive_variables()
def holds(person: Person, page: UUID) -> bool:
    """Whether a sentence of that page is in her book. NotSavedError."""
    return any(one.page == str(page) for one in held(person).pieces)


@sensitive_variables()
def change(person: Person, what: Change) -> Book:
    """Her book after `what`, as it now stands, read back. What `what` raises changes nothing.

    The row is locked meanwhile, so a change always meets the book as it is. NotSavedError.
    """
    with kept_or_told():
        row = Keepsake.objects.for_person(person).select_for_update().first()
        if row is None:
            row, new = _begun(person, what(Book()))
            if new:
                return _opened(row)
            row = Keepsake.objects.for_person(person).select_for_update().first()
            if row is None:  # a third tab has let it go by now
                raise NotSavedError
        book = _opened(row)
        after = what(book)
        return after if after == book else _sealed(row, after)


@sensitive_variables()
def _begun(person: Person, book: Book) -> tuple[Keepsake, bool]:
    """Her first; another tab may have begun it in the same moment."""
    row = Keepsake(pk=uuid4(), person=person, revision=1)
    sealed = own_box(person).seal(book.to_bytes(), **row.seat)
    found: tuple[Keepsake, bool] = Keepsake.objects.get_or_create(
        person=person, defaults={"pk": row.pk, "revision": 1, "sealed": sealed}
    )
    return found


@sensitive_variables()
def _sealed(row: Keepsake, book: Book) -> Book:
    """The next revision of it, claimed by number."""
    before, row.revision = row.revision, row.revision + 1
    sealed = own_box(row.person).seal(book.to_bytes(), **row.seat)
    mine = Keepsake.objects.filter(pk=row.pk, revision=before)
    if not mine.update(revision=F("revision") + 1, sealed=sealed):
        raise NotSavedError
    if (stands := _opened(Keepsake.objects.get(pk=row.pk))) != book:
        raise NotSavedError
    return stands


@sensitive_variables()
def _opened(row: Keepsake) -> Book:
    return Book.from_bytes(own_box(row.person).open(bytes(row.sealed), **row.seat))


def let_go(person: Person) -> None:
    """The book is gone; her pages stay. Twice is once. NotSavedError."""
    with kept_or_told():
        Keepsake.objects.for_person(person).delete()


@sensitive_variables()
def for_export(person: Person) -> list[dict[str, Any]]:
    """The book as she made it; null for all of it where the bytes no longer open.

    NotSavedError: the vault is closed just now.
    """
    try:
        book = held(person)
    except NotSavedError as error:
        if is_spoilt(error):
            return [{"title": None, "sentences": None}]
        raise
    if book == Book():
        return []
    sentences = [{"words": one.words, "month": one.month} for one in book.pieces]
    return [{"title": book.title, "sentences": sentences}]


def erase(person: Person, now: datetime) -> int:
    """With her account."""
    return int(Keepsake.objects.for_person(person).delete()[0])
