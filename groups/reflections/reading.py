"""Who may open which: the writer, her own, and nobody else at all."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError
from django.db.models import F, Q

from facilitator import vault
from facilitator.people.models import Person
from groups.reflections.models import Reflection, ReflectionQuerySet, Revision
from groups.reflections.sheet import Sheet

AT_ONCE = 200  # pages on one list


class CannotOpenError(Exception):
    """The vault is closed or a database does not answer; nothing is lost."""


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
class Line:
    """One page in a list. `can_open` is False where the bytes no longer open."""

    id: UUID
    begun_at: datetime
    written_at: datetime
    deleted_at: datetime | None
    title: str = field(repr=False)
    preview: str = field(repr=False)
    can_open: bool


def open_page(person: Person, page_id: UUID) -> Opened:
    """Her page. Reflection.DoesNotExist: not hers, or no such page; CannotOpenError."""
    try:
        page = Reflection.objects.for_person(person).select_related("prompt").get(pk=page_id)
        revision = page.revisions.get(number=page.revision)
        sheet = _open(revision, vault.box(person.pk, actor=person.pk))
        return Opened(page, revision.number, sheet, _neighbours(page))
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise CannotOpenError from error


def open_list(person: Person, *, skip: int = 0, most: int = AT_ONCE) -> list[Line]:
    """Her pages, the newest first: two queries for any number of them."""
    return _lines(person, Reflection.objects.for_person(person).kept(), slice(skip, skip + most))


def open_basket(person: Person, *, now: datetime) -> list[Line]:
    """The pages that she deleted in the last seven days, the newest first."""
    return _lines(
        person, Reflection.objects.for_person(person).in_basket(now), slice(None, AT_ONCE)
    )


def _lines(person: Person, pages: ReflectionQuerySet, part: slice) -> list[Line]:
    newest = (
        Revision.objects.filter(reflection__in=pages, number=F("reflection__revision"))
        .select_related("reflection")
        .order_by("-reflection__begun_at", "-reflection__written_at", "reflection")[part]
    )
    try:
        box = vault.box(person.pk, actor=person.pk)
        return [_line(revision, box) for revision in newest]
    except (vault.Closed, DatabaseError, OSError) as error:
        raise CannotOpenError from error


def _line(revision: Revision, box: vault.Box) -> Line:
    page = revision.reflection
    try:
        sheet = _open(revision, box)
        title, preview, can_open = sheet.title, sheet.preview, True
    except vault.Unopenable:
        title, preview, can_open = "", "", False
    return Line(
        page.pk, page.begun_at, page.written_at, page.deleted_at,
        title=title, preview=preview, can_open=can_open,
    )  # fmt: skip


def _neighbours(page: Reflection) -> list[Neighbour]:
    same = (
        Q(beside=page) | (Q(pk=page.beside_id) | Q(beside=page.beside_id))
        if page.beside_id
        else Q(beside=page)
    )
    found = Reflection.objects.for_person(page.person).kept().filter(same).exclude(pk=page.pk)
    return [Neighbour(*row) for row in found.order_by("begun_at").values_list("id", "written_at")]


def _open(revision: Revision, box: vault.Box) -> Sheet:
    return Sheet.from_bytes(box.open(bytes(revision.sealed), **revision.seat))
