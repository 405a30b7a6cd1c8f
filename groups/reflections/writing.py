"""Begin, save, delete, put back: what she typed is sealed, kept, and proved before it is said."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q

from curriculum.models import Prompt
from facilitator import vault
from facilitator.people.models import Person
from groups.models import Meeting
from groups.reflections.models import (
    Reflection,
    Revision,
)
from groups.reflections.models.page import Seat
from groups.reflections.sheet import Sheet

Box = vault.Box  # for those who are handed one and may not ask for one


class NotSavedError(Exception):
    """The vault or a database could not keep the words now; nothing was changed."""


class InBasketError(Exception):
    """The page was deleted; nothing was changed."""


class FullError(Exception):
    """There is no room below what stands there; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which save this is. `base`: the revision number that this editor saw last.

    `pad` names the open editor, `seq` counts its saves, `key` is the same when one save is
    sent again.
    """

    key: UUID
    pad: UUID
    base: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """What now stands, read back and opened. `page` differs from the page that was asked for
    when another device had written there meanwhile: then both stand side by side.

    `same`: these words stood there already. `question`: which one the page answers.
    """

    page: UUID
    number: int
    sha256: str
    chars: int
    saved_at: datetime
    same: bool
    question: UUID | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The week and the question that a page is begun to; either may be none."""

    meeting: Meeting | None = None
    prompt: Prompt | None = None


@contextmanager
def kept_or_told() -> Iterator[None]:
    """All of it or nothing; what goes wrong inside is a NotSavedError."""
    with told(), transaction.atomic():
        yield


@contextmanager
def told() -> Iterator[None]:
    """The same where nothing is changed: without a transaction."""
    try:
        yield
    except (vault.VaultError, DatabaseError, OSError) as error:
        raise NotSavedError from error


def begin(
    person: Person, *, meeting: Meeting | None, prompt: Prompt | None, pad: UUID, now: datetime
) -> Reflection:
    """Her new page; the page that this pad began, when it asks again."""
    with kept_or_told():
        page: Reflection = Reflection.objects.get_or_create(
            person=person,
            pad=pad,
            beside=None,
            defaults={"meeting": meeting, "prompt": prompt, "begun_at": now, "written_at": now},
        )[0]
    return page


def begin_with(person: Person, *, to: Asked, sheet: Sheet, stamp: Stamp, now: datetime) -> Saved:
    """Begin a page and keep its first words, both or neither; errors as of `save`."""
    with kept_or_told():
        page = begin(person, meeting=to.meeting, prompt=to.prompt, pad=stamp.pad, now=now)
        return save(person, page.pk, sheet=sheet, stamp=stamp, now=now)


def save(person: Person, page_id: UUID, *, sheet: Sheet, stamp: Stamp, now: datetime) -> Saved:
    """Keep `sheet` as the newest revision of her page, or of a page beside it.

    Raises Reflection.DoesNotExist when the page is not hers, InBasketError, NotSavedError.
    """
    with kept_or_told():
        box = own_box(person)
        page = _locked(person, page_id)
        known = _known(page, stamp)
        for revision in known:  # the same save sent again, also after it went to a page beside
            if revision.key == stamp.key and _open(revision, box) == sheet:
                return _said(revision, sheet, same=True)
        newer = _since(page, stamp.base)
        if any(pad != stamp.pad for pad, _ in newer):
            if _is(known, page, stamp.base, sheet, box):
                return _standing(page, box)
            page = _beside(page, stamp, now)
            known, newer = _known(page, stamp), _since(page, 0)
        if any(seq > stamp.seq for _, seq in newer):
            return _standing(page, box)  # later words of this editor are here already
        if _is(known, page, page.revision, sheet, box):
            return _standing(page, box)
        again = any(one.key == stamp.key and one.reflection_id == page.pk for one in known)
        return _append(page, sheet, stamp=stamp, again=again, box=box, now=now)


def save_below(
    person: Person, page_id: UUID, *, sheet: Sheet, stamp: Stamp, now: datetime
) -> Saved:
    """Keep `sheet` below what stood on her page before this editor came, and tell nothing of that.

    The hash and the length in the answer are of `sheet` alone. FullError; else as of `save`.
    """
    with kept_or_told():
        box, page = own_box(person), _locked(person, page_id)
        before = _before(page, stamp)
        above = _open(page.revisions.get(number=before), box) if before else Sheet("")
        words = "\n\n".join(filter(None, (above.words, sheet.words)))
        if len(words) > settings.MAX_PAGE_CHARS:
            raise FullError
        both = Sheet(words, sheet.word or above.word)
        saved = save(person, page_id, sheet=both, stamp=replace(stamp, base=before), now=now)
    proved = sheet.sha256 if saved.sha256 == both.sha256 else ""
    return replace(saved, sha256=proved, chars=len(sheet.words))


def _before(page: Reflection, stamp: Stamp) -> int:
    """The number of the last revision that another editor made before this one went on."""
    pads = dict(page.revisions.values_list("number", "pad"))
    return max((number for number, pad in pads.items() if pad != stamp.pad), default=0)


def draft_keys(person: Person, devices: Iterable[str]) -> dict[str, bytes]:
    """The keys with which her browser seals what is not saved yet; NotSavedError."""
    with kept_or_told():
        box = own_box(person)
        return {device: box.draft_key(device) for device in devices}


def choose_question(person: Person, page_id: UUID, *, prompt: Prompt | None) -> None:
    """Which question the page answers; None: none."""
    with kept_or_told():
        Reflection.objects.for_person(person).filter(pk=page_id).update(prompt=prompt)


def delete(person: Person, page_id: UUID, *, now: datetime) -> None:
    """Into the basket for seven days; twice is once. Reflection.DoesNotExist: not hers."""
    with kept_or_told():
        page = Reflection.objects.for_person(person).get(pk=page_id)
        Reflection.objects.kept().filter(pk=page.pk).update(deleted_at=now)


def put_back(person: Person, page_id: UUID, *, now: datetime) -> None:
    """Out of the basket; twice is once. Reflection.DoesNotExist: not hers, or gone."""
    with kept_or_told():
        hers = Reflection.objects.for_person(person)
        page = (hers.kept() | hers.in_basket(now)).get(pk=page_id)
        hers.filter(pk=page.pk).update(deleted_at=None)


def is_spoilt(error: BaseException | None) -> bool:
    """Whether bytes that no longer open are behind it: trying again will not help."""
    while error is not None and not isinstance(error, vault.Unopenable):
        error = error.__cause__
    return error is not None


def open_or_none(box: vault.Box, blob: bytes, seat: Seat) -> bytes | None:
    """None where the bytes no longer open, so that the others still do."""
    try:
        return box.open(blob, **seat)
    except vault.Unopenable:
        return None


def own_box(person: Person) -> vault.Box:
    """Her box, to seal with and to open."""
    return vault.box(person.pk, actor=person.pk)


def _locked(person: Person, page_id: UUID) -> Reflection:
    pages = Reflection.objects.select_for_update(of=("self",)).for_person(person)
    page: Reflection = pages.get(pk=page_id)
    if page.deleted_at:
        raise InBasketError
    return page


def _known(page: Reflection, stamp: Stamp) -> list[Revision]:
    """What this save is compared with: one query. On her other pages only where it went before."""
    here = Q(reflection=page, number__in={stamp.base, page.revision})
    found = Revision.objects.filter(here | Q(key=stamp.key), reflection__person=page.person_id)
    return list(found.select_related("reflection"))


def _since(page: Reflection, base: int) -> set[tuple[UUID | None, int]]:
    """(pad, seq) of every revision after `base`; no query where nothing came after it."""
    if base >= page.revision:
        return set()
    return set(page.revisions.filter(number__gt=base).values_list("pad", "seq"))


def _is(known: list[Revision], page: Reflection, number: int, sheet: Sheet, box: vault.Box) -> bool:
    """Whether this revision of the page says just what `sheet` says."""
    here = (one for one in known if one.reflection_id == page.pk and one.number == number)
    return any(_open(one, box) == sheet for one in here)


def _standing(page: Reflection, box: vault.Box) -> Saved:
    revision = page.revisions.get(number=page.revision)
    return _said(revision, _open(revision, box), same=True)


def _beside(page: Reflection, stamp: Stamp, now: datetime) -> Reflection:
    """The page of this editor next to `page`: two devices wrote, and both are kept."""
    second: Reflection = Reflection.objects.get_or_create(
        person_id=page.person_id,
        pad=stamp.pad,
        beside=page,
        defaults={
            "meeting_id": page.meeting_id,
            "prompt_id": page.prompt_id,
            "begun_at": now,
            "written_at": now,
        },
    )[0]
    if second.deleted_at:
        raise InBasketError
    return second


def _append(
    page: Reflection, sheet: Sheet, *, stamp: Stamp, again: bool, box: vault.Box, now: datetime
) -> Saved:
    """`again`: a key that came with other words before, so it names another save."""
    revision = Revision(
        reflection=page,
        number=page.revision + 1,
        key=None if again else stamp.key,
        pad=stamp.pad,
        seq=stamp.seq,
        saved_at=now,
    )
    revision.sealed = box.seal(sheet.to_bytes(), **revision.seat)
    revision.save(force_insert=True)
    Reflection.objects.filter(pk=page.pk).update(revision=revision.number, written_at=now)
    stands = _open(Revision.objects.get(pk=revision.pk), box)
    if stands != sheet:
        raise NotSavedError
    return _said(revision, stands, same=False)


def _open(revision: Revision, box: vault.Box) -> Sheet:
    return Sheet.from_bytes(box.open(bytes(revision.sealed), **revision.seat))


def _said(revision: Revision, sheet: Sheet, *, same: bool) -> Saved:
    return Saved(
        page=revision.reflection_id,
        number=revision.number,
        sha256=sheet.sha256,
        chars=len(sheet.words),
        saved_at=revision.saved_at,
        same=same,
        question=revision.reflection.prompt_id,
    )
