"""Write a letter, seal it until its time, open it then, let it go."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.models import Meeting
from groups.reflections.models import Letter, LetterRevision
from groups.reflections.sheet import Sheet
from groups.reflections.writing import NotSavedError, Saved, Stamp, kept_or_told, own_box

__all__ = [
    "SealedError", "TooEarlyError", "erase_letters", "evenings", "let_go", "open_in_time", "save",
    "seal",
]  # fmt: skip


class SealedError(Exception):
    """It is sealed already, or there is nothing in it to seal; nothing was changed."""


class TooEarlyError(Exception):
    """Its time has not come; nothing was opened."""


@sensitive_variables()
def save(
    person: Person, letter_id: UUID | None, *, sheet: Sheet, stamp: Stamp, now: datetime
) -> Saved:
    """Keep `sheet` as the newest words of her letter, or of the one that this editor begins.

    Where another editor wrote meanwhile both stand, each in a letter of its own. SealedError,
    NotSavedError; Letter.DoesNotExist: not hers, or gone.
    """
    with kept_or_told():
        letter = _hers(person, letter_id or _begun(person, stamp, now).pk)
        since = letter.revisions.filter(number__gt=stamp.base).values_list("pad", "seq")
        if any(pad != stamp.pad for pad, _ in since):
            beside = replace(stamp, pad=uuid5(stamp.pad, str(letter.pk)))
            letter = _hers(person, _begun(person, beside, now).pk)
        if letter.sealed_at:
            raise SealedError
        newest = letter.revisions.filter(number=letter.revision).first()
        if newest and (_is_later(newest, stamp) or _words(newest, person) == sheet):
            return _said(newest, _words(newest, person), same=True)
        return _append(letter, sheet, stamp=stamp, now=now)


def _is_later(newest: LetterRevision, stamp: Stamp) -> bool:
    """Later words of this editor are here already, or the same save came again."""
    return newest.pad == stamp.pad and (newest.seq > stamp.seq or newest.key == stamp.key)


def _hers(person: Person, letter_id: UUID) -> Letter:
    locked = Letter.objects.for_person(person).select_for_update(of=("self",))
    letter: Letter = locked.get(pk=letter_id)
    return letter


def _begun(person: Person, stamp: Stamp, now: datetime) -> Letter:
    letter: Letter = Letter.objects.get_or_create(
        person=person, pad=stamp.pad, defaults={"begun_at": now, "written_at": now}
    )[0]
    return letter


@sensitive_variables()
def _append(letter: Letter, sheet: Sheet, *, stamp: Stamp, now: datetime) -> Saved:
    again = letter.revisions.filter(key=stamp.key).exists()
    revision = LetterRevision(
        letter=letter, number=letter.revision + 1, key=None if again else stamp.key,
        pad=stamp.pad, seq=stamp.seq, saved_at=now,
    )  # fmt: skip
    box = own_box(letter.person)
    revision.sealed = box.seal(sheet.to_bytes(), **revision.seat)
    revision.save(force_insert=True)
    Letter.objects.filter(pk=letter.pk).update(revision=revision.number, written_at=now)
    stands = _words(LetterRevision.objects.get(pk=revision.pk), letter.person)
    if stands != sheet:
        raise NotSavedError
    return _said(revision, stands, same=False)


@sensitive_variables()
def _words(revision: LetterRevision, person: Person) -> Sheet:
    return Sheet.from_bytes(own_box(person).open(bytes(revision.sealed), **revision.seat))


@sensitive_variables()
def _said(revision: LetterRevision, sheet: Sheet, *, same: bool) -> Saved:
    return Saved(
        page=revision.letter_id, number=revision.number, sha256=sheet.sha256,
        chars=len(sheet.words), saved_at=revision.saved_at, same=same,
    )  # fmt: skip


def evenings(person: Person, now: datetime) -> list[Meeting]:
    """The evenings of her groups that a letter can wait for."""
    hers = Meeting.objects.for_person(person).not_begun(now).filter(group__closed_at__isnull=True)
    return list(hers.select_related("plan", "group"))


def seal(
    person: Person, letter_id: UUID, *, until: datetime, evening: Meeting | None, now: datetime
) -> None:
    """From this commit on nobody opens it before `until`, or before the evening as it then is."""
    hers = Letter.objects.filter(person=person, pk=letter_id, revision__gt=0)
    if until <= now or not hers.unsealed().update(
        sealed_at=now, opens_at=until, opens_with=evening
    ):
        raise SealedError


def open_in_time(person: Person, letter_id: UUID, *, now: datetime) -> None:
    """Open it, once its time has come; twice is once. TooEarlyError; Letter.DoesNotExist."""
    with transaction.atomic():
        letter = _hers(person, letter_id)
        if letter.until is None or letter.until > now:
            raise TooEarlyError
        if letter.opened_at is None:
            Letter.objects.filter(pk=letter.pk).update(opened_at=now, opens_at=letter.until)


def let_go(person: Person, letter_id: UUID) -> None:
    """Every word of it is gone, in one commit. Letter.DoesNotExist: not hers, or gone already."""
    with transaction.atomic():
        _hers(person, letter_id).delete()


def erase_letters(person: Person, now: datetime) -> int:
    """With her account."""
    gone: int = Letter.objects.filter(person=person).delete()[0]
    return gone
