"""Who may open which: the writer, her own, and nobody else at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from operator import attrgetter
from typing import Any, Literal
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from facilitator import vault
from facilitator.people.models import Person
from groups.reflections.models import (
    Letter,
    LetterRevision,
    Reflection,
    ReflectionQuerySet,
    Revision,
    Share,
    To,
    seat_of,
)
from groups.reflections.sheet import Sheet

Given = dict[UUID, list[str]]
AT_ONCE = 20  # pages on one list: a first view stays under 20 kB
IN_HAND = 200  # pages in memory at a time, where all are looked through


class CannotOpenError(Exception):
    """The vault is closed or a database does not answer; nothing is lost."""


class SpoiltError(CannotOpenError):
    """The bytes of this one page no longer open; others do."""


@dataclass(frozen=True, slots=True)
class Which:
    """Which of her pages a list shows ("me": given to nobody), and whether by evening."""

    only: Literal["", "me", "given"] = ""
    by_evening: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A page that stands beside this one, because another device wrote at the same time."""

    id: UUID
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """One page with its words. `number` is the revision that they are."""

    page: Reflection
    number: int
    sheet: Sheet = field(repr=False)
    beside: list[Neighbour]


@dataclass(frozen=True, slots=True)
class Whole:
    """One page as it is taken along; without a sheet where the bytes no longer open."""

    page: Reflection
    sheet: Sheet | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One page in a list. `can_open` is False where the bytes no longer open."""

    id: UUID
    meeting_id: UUID | None
    begun_at: datetime
    written_at: datetime
    deleted_at: datetime | None
    title: str = field(repr=False)
    preview: str = field(repr=False)
    can_open: bool
    given_to: list[str]  # those who lead to whom she gave of it
    is_card: bool  # something of it is a card in a group
    word: str = field(default="", repr=False)  # her word for that day


@dataclass(frozen=True, slots=True)
class Scanned:
    """One page or letter with its words; None where the bytes no longer open."""

    id: UUID
    begun_at: datetime
    sheet: Sheet | None = field(repr=False)
    is_letter: bool = False


ALL = Which()
NEWEST_FIRST = ("-begun_at", "-written_at", "pk")
BY_EVENING = (F("meeting__starts_at").desc(nulls_last=True), "meeting", *NEWEST_FIRST)


def open_page(person: Person, page_id: UUID) -> Opened:
    """Her page. Reflection.DoesNotExist: not hers, or none; CannotOpenError, SpoiltError."""
    try:
        page = (
            Reflection.objects.for_person(person)
            .select_related("prompt", "meeting")
            .get(pk=page_id)
        )
        revision = page.revisions.get(number=page.revision)
        sheet = _open(revision, vault.box(person.pk, actor=person.pk))
        return Opened(page, revision.number, sheet, _neighbours(person, page))
    except vault.Unopenable as error:
        raise SpoiltError from error
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise CannotOpenError from error


def unlock(person: Person) -> vault.Box:
    """Her box, where several lists of one page are opened with it. CannotOpenError."""
    try:
        return vault.box(person.pk, actor=person.pk)
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise CannotOpenError from error


def open_list(
    person: Person, which: Which = ALL, *, skip: int = 0, most: int = AT_ONCE,
    box: vault.Box | None = None, given: Given | None = None,
) -> list[Line]:  # fmt: skip
    """Her pages, the newest first, or by evening: three queries for any number of them.

    With `box` and `given`, where a caller has them already, it is one.
    """
    pages, part = Reflection.objects.for_person(person).kept(), slice(skip, skip + most)
    if which.only:
        shared = Exists(Share.objects.filter(page=OuterRef("pk")))
        pages = pages.filter(shared if which.only == "given" else ~shared)
    order = BY_EVENING if which.by_evening else NEWEST_FIRST
    box = box or unlock(person)
    return _lines(pages, part, order, box, given_of_all(person) if given is None else given)


def given_of_all(person: Person) -> Given:
    """Page -> to whom something of it was given; a card is an empty name. One query."""
    return _given(person, in_basket=False)


def _given(person: Person, *, in_basket: bool) -> Given:
    hers = Share.objects.by(person).filter(
        page__isnull=False, page__deleted_at__isnull=not in_basket
    )
    rows = hers.annotate(
        name=Case(
            When(to=To.FACILITATORS, then=F("addressees__person__name")), default=Value("")
        )
    )  # fmt: skip
    found: Given = {}
    for page, name in rows.order_by("name").values_list("page", "name").distinct():
        found.setdefault(page, []).append(name or "")
    return found


def each(person: Person) -> Iterator[Scanned]:
    """All her pages, and her letters but for the sealed ones, the newest first: two queries.

    Few are in hand at a time.
    """
    pages = Reflection.objects.for_person(person).kept()
    newest = Revision.objects.filter(reflection__in=pages, number=F("reflection__revision"))
    rows = newest.order_by("-reflection__begun_at", "reflection").values_list(
        "pk", "number", "sealed", "reflection", "reflection__begun_at"
    )
    letters = LetterRevision.objects.filter(
        letter__in=Letter.objects.for_person(person).readable(), number=F("letter__revision")
    )
    try:
        box = vault.box(person.pk, actor=person.pk)
        both = (
            _scanned(rows.iterator(chunk_size=IN_HAND), box),
            _letters(letters.select_related("letter").order_by("-letter__begun_at"), box),
        )
        yield from merge(*both, key=attrgetter("begun_at"), reverse=True)
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise CannotOpenError from error


def _scanned(
    rows: Iterable[tuple[UUID, int, bytes | memoryview, UUID, datetime]], box: vault.Box
) -> Iterator[Scanned]:
    for pk, number, sealed, page, begun_at in rows:
        try:
            sheet = Sheet.from_bytes(box.open(sealed, **seat_of(pk, number)))
        except vault.Unopenable:
            sheet = None
        yield Scanned(page, begun_at, sheet)


def _letters(rows: "QuerySet[LetterRevision]", box: vault.Box) -> Iterator[Scanned]:
    for one in rows.iterator(chunk_size=IN_HAND):
        try:
            sheet = Sheet.from_bytes(box.open(bytes(one.sealed), **one.seat))
        except vault.Unopenable:
            sheet = None
        yield Scanned(one.letter_id, one.letter.begun_at, sheet, is_letter=True)


def open_all(person: Person) -> Iterator[Whole]:
    """Every page of hers, the oldest first; few are in memory at a time. CannotOpenError."""
    revisions = (
        Revision.objects.filter(reflection__person=person, number=F("reflection__revision"))
        .select_related("reflection__prompt", "reflection__meeting__group")
        .order_by("reflection__begun_at", "reflection")
    )
    try:
        box = vault.box(person.pk, actor=person.pk)
        for revision in revisions.iterator(chunk_size=100):
            yield Whole(revision.reflection, _or_nothing(revision, box))
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise CannotOpenError from error


def open_basket(person: Person, *, now: datetime) -> list[Line]:
    """The pages that she deleted in the last seven days, the newest first."""
    pages = Reflection.objects.for_person(person).in_basket(now)
    part = slice(None, AT_ONCE)
    return _lines(pages, part, NEWEST_FIRST, unlock(person), _given(person, in_basket=True))


def has_basket(person: Person, *, now: datetime) -> bool:
    """Whether anything lies in her basket."""
    return Reflection.objects.for_person(person).in_basket(now).exists()


def _lines(
    pages: ReflectionQuerySet, part: slice, order: tuple[Any, ...], box: vault.Box, given: Given
) -> list[Line]:
    """The pages are cut out first: the index on them is in order, and few words are fetched."""
    shown = pages.filter(revision__gt=0).order_by(*order)[part]
    newest = Revision.objects.filter(
        reflection__in=shown.values("pk"), number=F("reflection__revision")
    )
    try:
        found = newest.select_related("reflection").order_by(*map(_of_page, order))
        return [_line(one.reflection, one, box, given) for one in found]
    except (vault.Closed, DatabaseError, OSError) as error:
        raise CannotOpenError from error


def _of_page(one: Any) -> Any:
    """The same order, asked from a revision."""
    if isinstance(one, str):
        back, name = ("-", one[1:]) if one.startswith("-") else ("", one)
        return f"{back}reflection__{name}"
    return F(f"reflection__{one.expression.name}").desc(nulls_last=True)


def _line(page: Reflection, revision: Revision, box: vault.Box, given: Given) -> Line:
    try:
        sheet = _open(revision, box)
        can_open = True
    except vault.Unopenable:
        sheet, can_open = Sheet(""), False
    return Line(
        page.pk, page.meeting_id, page.begun_at, page.written_at, page.deleted_at,
        title=sheet.title, preview=sheet.preview, can_open=can_open, word=sheet.word,
        given_to=[name for name in given.get(page.pk, []) if name],
        is_card="" in given.get(page.pk, []),
    )  # fmt: skip


def _neighbours(person: Person, page: Reflection) -> list[Neighbour]:
    same = (
        Q(beside=page) | (Q(pk=page.beside_id) | Q(beside=page.beside_id))
        if page.beside_id
        else Q(beside=page)
    )
    found = Reflection.objects.for_person(person).kept().filter(same).exclude(pk=page.pk)
    return [Neighbour(*row) for row in found.order_by("begun_at").values_list("id", "written_at")]


def _or_nothing(revision: Revision, box: vault.Box) -> Sheet | None:
    try:
        return _open(revision, box)
    except vault.Unopenable:
        return None


def _open(revision: Revision, box: vault.Box) -> Sheet:
    return Sheet.from_bytes(box.open(bytes(revision.sealed), **revision.seat))
