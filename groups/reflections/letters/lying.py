"""What lies in her letter box: of a sealed letter only until when."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.reflections.letters.keeping import TooEarlyError
from groups.reflections.models import Letter, LetterRevision
from groups.reflections.sheet import Sheet
from groups.reflections.writing import (
    Box,
    NotSavedError,
    is_spoilt,
    kept_or_told,
    open_or_none,
    own_box,
    told,
)

EVER, NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

__all__ = ["Lying", "Read", "letters_for_export", "lying", "read"]


@dataclass(frozen=True, slots=True)
class Lying:
    """One letter in the box. `until`: sealed until then, else None; `title` is of one that is not.

    `opens`: its time has come, and she has not opened it yet. `can_open` is False where the bytes
    no longer open.
    """

    id: UUID
    begun_at: datetime
    is_unsealed: bool
    until: datetime | None
    opens: bool
    title: str = field(default="", repr=False)
    can_open: bool = True


@dataclass(frozen=True, slots=True)
class Read:
    """A letter with its words."""

    letter: Letter
    number: int
    sheet: Sheet = field(repr=False)


@sensitive_variables()
def lying(
    person: Person, now: datetime, *, after: datetime = EVER, until: datetime = NEVER,
    box: Box | None = None,
) -> list[Lying]:  # fmt: skip
    """Her letters, the newest first: two queries for any number, or with `box` one. NotSavedError.

    `after` and `until`: only those begun in that time.
    """
    newest = LetterRevision.objects.filter(
        letter__in=Letter.objects.for_person(person), number=F("letter__revision"),
        letter__begun_at__gt=after, letter__begun_at__lte=until,
    )  # fmt: skip
    found = []
    with told():
        for one in newest.select_related("letter__opens_with").order_by("-letter__begun_at"):
            title: str | None = ""
            if _is_readable(one.letter):
                box = box or own_box(person)
                title = _title(open_or_none(box, bytes(one.sealed), one.seat))
            found.append(_lying(one.letter, title, now))
    return found


@sensitive_variables()
def _lying(letter: Letter, title: str | None, now: datetime) -> Lying:
    """`title` is None where the bytes no longer open."""
    return Lying(
        letter.pk, letter.begun_at, letter.sealed_at is None,
        letter.until if letter.sealed_at else None, opens=_opens(letter, now), title=title or "",
        can_open=title is not None,
    )  # fmt: skip


def _opens(letter: Letter, now: datetime) -> bool:
    """Whether its time has come, and she has not opened it."""
    return not _is_readable(letter) and letter.until is not None and letter.until <= now


def _is_readable(letter: Letter) -> bool:
    return letter.sealed_at is None or letter.opened_at is not None


@sensitive_variables()
def _title(words: bytes | None) -> str | None:
    return None if words is None else Sheet.from_bytes(words).title


@sensitive_variables()
def read(person: Person, letter_id: UUID) -> Read:
    """Her letter with its words, unsealed or opened in its time.

    TooEarlyError: it is sealed; Letter.DoesNotExist: not hers, or gone; NotSavedError.
    """
    letter = Letter.objects.for_person(person).get(pk=letter_id)
    if not _is_readable(letter):
        raise TooEarlyError
    return _read(person, letter)


@sensitive_variables()
def _read(person: Person, letter: Letter) -> Read:
    with kept_or_told():
        revision = letter.revisions.get(number=letter.revision)
        words = own_box(person).open(bytes(revision.sealed), **revision.seat)
        return Read(letter, revision.number, Sheet.from_bytes(words))


@sensitive_variables()
def _words_or_none(person: Person, letter: Letter) -> str | None:
    """For the file of everything: one letter that no longer opens takes nothing else with it."""
    try:
        return _read(person, letter).sheet.words
    except NotSavedError as error:
        if is_spoilt(error):
            return None
        raise


@sensitive_variables()
def letters_for_export(person: Person) -> list[dict[str, Any]]:
    """All her letters with their words, the sealed ones too: taking everything is taking all."""
    letters = Letter.objects.for_person(person).filter(revision__gt=0).order_by("begun_at")
    return [
        {
            "begun_at": one.begun_at.isoformat(),
            "written_at": one.written_at.isoformat(),
            "sealed_until": one.until.isoformat() if one.until else None,
            "opened_at": one.opened_at.isoformat() if one.opened_at else None,
            "words": _words_or_none(person, one),
        }
        for one in letters
    ]
