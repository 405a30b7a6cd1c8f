"""Her note at a block, and the numbers of the room."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.evenings.notes import Stamp

LONGEST = 4_000  # characters of one note
MOST = 2**31 - 1


def utf8(text: str) -> None:
    """Refuse what no file can hold: NUL, and half of a two-part character."""
    try:
        odd = b"\x00" in text.encode()
    except UnicodeEncodeError:
        odd = True
    if odd:
        raise ValidationError(
            _(
                "There is a character in your words that cannot be kept, often from copying. "
                "Take out the odd mark and save again."
            ),
            code="odd",
        )


class WordsField(forms.CharField):
    """Text as it was typed, with plain line ends."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = [utf8]

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        if len(value) > LONGEST:
            words = _(
                "This note is too long by %(count)s characters. Take some out and save again."
            )
            raise ValidationError(words, code="long", params={"count": len(value) - LONGEST})


class NoteForm(forms.Form):
    """Her own words at one block."""

    words = WordsField(
        label=_("Your own notes"),
        help_text=_("Only you can open them. They go 90 days after the last evening."),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "dir": "auto"}),
    )


class RoomForm(forms.Form):
    """How many people, and how many seconds for each."""

    people = forms.IntegerField(
        label=_("People who take a turn"), min_value=1, max_value=60,
        error_messages={
            "required": _("Enter how many people take a turn"),
            "invalid": _("Enter how many people take a turn, in figures"),
            "min_value": _("Enter at least one"), "max_value": _("Enter 60 at most"),
        },
    )  # fmt: skip
    seconds = forms.IntegerField(
        label=_("Seconds for each"), min_value=10, max_value=900, step_size=5,
        error_messages={
            "required": _("Enter how many seconds each of them has"),
            "invalid": _("Enter how many seconds each of them has, in figures"),
            "min_value": _("Enter at least 10 seconds"),
            "max_value": _("Enter 900 seconds at most"),
            "step_size": _("Enter seconds in steps of five"),
        },
    )  # fmt: skip


def stamp_of(data: Any) -> Stamp:
    """Which save a POST is; what is missing or spoilt counts as nothing."""
    pad = str(uuid(data.get("pad", "")) or "")
    return Stamp(pad, count(data.get("seq", "")), count(data.get("base", "")))


def uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def count(text: str) -> int:
    fine = text.isascii() and text.isdigit() and len(text) < 20
    return min(int(text), MOST) if fine else 0
