"""The names that may stand in a document, and what they may hold (pure)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from curriculum.importing.documents import Document, Faults

__all__ = ["ABOUT", "ABOUT_TEXTS", "FORMAT", "PARTS", "PLAN", "PLAN_TEXTS", "STEP_SETTINGS",
           "checked", "whole"]  # fmt: skip

FORMAT = 1
LARGEST_NUMBER = 999_999_999

# In the order in which they are written.
ABOUT: Mapping[str, type] = {
    "format": int, "key": str, "version": int, "language": str, "translation_of": str,
    "title": str, "subtitle": str, "author": str, "licence": str, "attribution": str,
    "minutes": int, "agreements_language": str, "guide_language": str,
}  # fmt: skip
PLAN: Mapping[str, type] = {
    "number": int, "part": str, "language": str, "title": str, "minutes": int,
}  # fmt: skip
ABOUT_TEXTS = {"Agreements": "agreements", "Guide": "guide"}
PLAN_TEXTS = {
    "Theme": "theme", "Aim": "aim", "Caution": "caution", "Blocks": "blocks", "Page": "page",
    "Handout": "handout", "Questions": "prompts", "Practice": "practice",
}  # fmt: skip
STEP_SETTINGS = ("kind", "minutes", "trim", "role")
PARTS = {
    "Say": "words", "Notes": "notes", "Ready": "materials", "Shorter": "shorten",
    "If it stalls": "stall",
}  # fmt: skip


def checked(document: Document, known: Mapping[str, type], faults: Faults) -> dict[str, Any]:
    """The settings of a document that are known and of the right type; the others are faults."""
    kept: dict[str, Any] = {}
    for name, value in document.settings.items():
        line = document.lines_of.get(name, document.line)
        if name not in known:
            words = _("There is no setting “%(name)s” here.") % {"name": name[:60]}
            faults.say(document.file, line, "keys", words)
        elif type(value) is not known[name]:  # a bool is no number
            words = _("“%(name)s” must be a text in quotes.")
            if known[name] is int:
                words = _("“%(name)s” must be a whole number, without quotes.")
            faults.say(document.file, line, "keys", words % {"name": name})
        elif isinstance(value, int) and abs(value) > LARGEST_NUMBER:
            words = _("“%(name)s” is too large a number.") % {"name": name}
            faults.say(document.file, line, "limits", words)
        else:
            kept[name] = value
    return kept


def whole(written: str) -> int | None:
    """The whole number that is written, or None; at most nine digits."""
    digits = written.removeprefix("-")
    return int(written) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None
