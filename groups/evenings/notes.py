"""Her own notes on a plan: kept and opened with her own key, for her alone."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction

from facilitator import vault
from facilitator.people.models import Person
from groups.evenings.models import RehearsalNote

__all__ = ["CannotOpenError", "NotSavedError", "Note", "Spot", "Stamp", "erase", "keep", "of_hers",
           "opened"]  # fmt: skip

LINE = "\n\n* * *\n\n"  # between what two devices wrote at the same time


class CannotOpenError(Exception):
    """The vault is closed or a database does not answer; nothing is lost."""


class NotSavedError(Exception):
    """The vault or a database could not keep the note now; nothing was changed."""


@dataclass(frozen=True)
class Spot:
    """Where a note belongs: whose group, which plan of the programme, which block of it."""

    group: UUID
    plan: UUID
    block: UUID


@dataclass(frozen=True)
class Stamp:
    """Which save this is: `pad` names the open page, `seq` counts what it sends, `base` is the
    revision that it saw last."""

    pad: str = ""
    seq: int = 0
    base: int = 0


@dataclass(frozen=True)
class Note:
    """One note, opened. `title` is the block's name as she wrote it; `can_open` False: the bytes
    no longer open."""

    spot: Spot
    words: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    revision: int = 0
    saved_at: datetime | None = None
    stamp: Stamp = Stamp()  # of its last save
    can_open: bool = True


def opened(person: Person, *, group: UUID, plan: UUID) -> dict[UUID, Note]:
    """Block id -> her note there. Two queries. CannotOpenError: the vault is closed just now."""
    rows = RehearsalNote.objects.for_person(person).filter(group=group, plan=plan)
    try:
        box = vault.box(person.pk, actor=person.pk)
        return {row.block: _note(row, box) for row in rows.order_by("saved_at")}
    except (vault.Closed, DatabaseError, OSError) as error:
        raise CannotOpenError from error


def of_hers(person: Person) -> Iterator[dict[str, Any]]:
    """Every note of hers, to take along. CannotOpenError: the vault is closed just now."""
    rows = RehearsalNote.objects.for_person(person).select_related("group").order_by("saved_at")
    try:
        box = vault.box(person.pk, actor=person.pk)
        for row in rows.iterator(chunk_size=100):
            note = _note(row, box)
            yield {
                "group": row.group.name, "block": note.title, "saved_at": row.saved_at,
                "words": note.words if note.can_open else None,
            }  # fmt: skip
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise CannotOpenError from error


def erase(person: Person, now: datetime) -> int:
    return RehearsalNote.objects.for_person(person).delete()[0]


def keep(
    person: Person, spot: Spot, *, words: str, title: str, stamp: Stamp, now: datetime
) -> Note:
    """Keep her words there, and what now stands, read back. An empty note is taken away.

    When another device of hers has written since she looked, both stand, one below the other.
    NotSavedError: nothing was changed.
    """
    said = Note(spot, words, title, stamp=stamp)
    try:
        return _keep(person, said, now=now)
    except IntegrityError:  # her other device began the note at this moment
        return _keep(person, said, now=now)


def _keep(person: Person, said: Note, *, now: datetime) -> Note:
    with _kept_or_told():
        box = vault.box(person.pk, actor=person.pk)
        row = _row(person, said.spot)
        there = _note(row, box) if row else Note(said.spot)
        if not there.can_open:
            raise NotSavedError
        later = there.stamp.pad == said.stamp.pad and there.stamp.seq > said.stamp.seq
        words = _both(there, said)
        if later or words == there.words:
            return there
        if not words:
            if row:
                row.delete()
            return Note(said.spot, saved_at=now)
        return _write(row or _new(person, said.spot), replace(said, words=words), box, now=now)


def _both(there: Note, said: Note) -> str:
    """Her words; below those of another device, where it wrote since she looked."""
    same = there.stamp.pad == said.stamp.pad or there.revision <= said.stamp.base
    if same or there.words in said.words:
        return said.words
    return f"{there.words}{LINE}{said.words}" if said.words else there.words


def _new(person: Person, spot: Spot) -> RehearsalNote:
    return RehearsalNote(
        person=person, group_id=spot.group, plan=spot.plan, block=spot.block, revision=0
    )


def _write(row: RehearsalNote, said: Note, box: vault.Box, *, now: datetime) -> Note:
    row.revision, row.saved_at = row.revision + 1, now
    sheet = {"words": said.words, "title": said.title, "pad": said.stamp.pad, "seq": said.stamp.seq}
    row.sealed = box.seal(json.dumps(sheet, ensure_ascii=False).encode(), **row.seat)
    row.save()
    note = _note(RehearsalNote.objects.get(pk=row.pk), box)
    if note.words != said.words:
        raise NotSavedError
    return note


def _row(person: Person, spot: Spot) -> RehearsalNote | None:
    hers = RehearsalNote.objects.for_person(person).select_for_update()
    found: RehearsalNote | None = hers.filter(group=spot.group, block=spot.block).first()
    return found


def _note(row: RehearsalNote, box: vault.Box) -> Note:
    spot = Spot(row.group_id, row.plan, row.block)
    try:
        read = json.loads(box.open(bytes(row.sealed), **row.seat))
    except vault.Unopenable:
        return Note(spot, revision=row.revision, saved_at=row.saved_at, can_open=False)
    stamp = Stamp(read["pad"], read["seq"], row.revision)
    return Note(spot, read["words"], read["title"], row.revision, row.saved_at, stamp)


@contextmanager
def _kept_or_told() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise NotSavedError from error
