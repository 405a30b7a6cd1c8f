"""Fields that the forms of a plan share."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from curriculum.checking.about import LONGEST_MEETING

__all__ = ["LONGEST", "line", "minutes", "text"]

LONGEST = 50_000  # characters of one text
# What the file format cannot hold (curriculum.importing): a change to it could not be undone.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def readable(words: str) -> None:
    """Refuse what is no text: it could be neither written to a file nor put back."""
    if UNREADABLE.search(words):
        raise ValidationError(
            _("There is a hidden character in this. Please type it by hand."), code="hidden"
        )


def unbroken(words: str) -> None:
    """Refuse what breaks a line."""
    if BREAKING.search(words):
        raise ValidationError(
            _("There is a hidden character in this. Please type it by hand."), code="hidden"
        )


class Words(forms.CharField):
    """Text with plain line ends; Django's own word for NUL is not ours."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check = unbroken if self.max_length and self.max_length < 1000 else readable
        self.validators = [each for each in self.validators if type(each).__name__ !=
                           "ProhibitNullCharactersValidator"]  # fmt: skip
        self.validators.append(check)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


def line(longest: int, *, label: Any, required: Any, hint: Any = "") -> forms.CharField:
    """A name on one line; it may be left out where `required` says nothing."""
    return Words(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": required,
            "max_length": _("This is longer than %(limit_value)d characters"),
        },
    )


def text(*, label: Any, rows: int = 3, hint: Any = "", required: Any = None) -> forms.CharField:
    """Words of any length that is sensible; left out unless `required` says why not."""
    return Words(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None, "autocomplete": "off"}),
        error_messages={
            "required": required or "",
            "max_length": _("This has %(show_value)d characters; %(limit_value)d have room. "
                            "Nothing of it is lost: it still stands in the field."),
        },
    )  # fmt: skip


def minutes(*, label: Any, least: int = 1, hint: Any = "", required: bool = True) -> Any:
    """Whole minutes."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=required,
        min_value=least,
        max_value=LONGEST_MEETING,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter how many minutes it takes"),
            "invalid": _("Enter the minutes in figures, such as 10"),
            "min_value": _("Enter %(limit_value)d minutes or more"),
            "max_value": _("Enter %(limit_value)d minutes or fewer"),
        },
    )
