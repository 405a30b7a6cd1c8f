"""Days, times and numbers as people say them, in the language that is switched on."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy, pgettext

NUMBERS = [
    gettext_lazy("none"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"),
    gettext_lazy("four"), gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"),
    gettext_lazy("eight"), gettext_lazy("nine"), gettext_lazy("ten"), gettext_lazy("eleven"),
    gettext_lazy("twelve"),
]  # fmt: skip


def here(value: date | time) -> date | time:
    """An aware datetime on the clock of who is asking; anything else as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value.astimezone(timezone.get_current_timezone())
    return value


def day(value: date, today: date) -> str:
    """ "Tuesday 24 November"; with the year when it is not this year's."""
    value = here(value)  # type: ignore[assignment]  # a date stays a date
    if value.year == today.year:
        return date_format(value, pgettext("a day, in Django's date format", "l j F"))
    return date_format(value, pgettext("a day with its year, in Django's date format", "l j F Y"))


def counts_to_24() -> bool:
    """Whether the language says 19:00 and not 7 pm."""
    return pgettext("how the clock is said: 12 or 24", "12") == "24"


def clock(value: time | datetime) -> str:
    """ "7 pm", "8.30 pm", "12 noon"; a language that counts to 24 says so in its translation."""
    value = here(value)  # type: ignore[assignment]  # a time stays a time
    if counts_to_24():
        return clock24(value)
    if (value.hour, value.minute) == (12, 0):
        return gettext("12 noon")
    if (value.hour, value.minute) == (0, 0):
        return gettext("midnight")
    minutes = f".{value.minute:02d}" if value.minute else ""
    half = gettext("am") if value.hour < 12 else gettext("pm")
    return f"{value.hour % 12 or 12}{minutes} {half}"


def clock24(value: time | datetime) -> str:
    """ "19.00", for plans; the dot is the translation's."""
    value = here(value)  # type: ignore[assignment]  # a time stays a time
    dot = pgettext("between hours and minutes", ".")
    return f"{value.hour:02d}{dot}{value.minute:02d}"


def in_words(value: int) -> str:
    """Numbers below 13 as words, others as digits."""
    return str(NUMBERS[value]) if 0 <= value < len(NUMBERS) else str(value)


def names(value: Sequence[str]) -> str:
    """ "Ruth", "Ruth and Maureen", "Ruth, Maureen and Colette"."""
    return get_text_list(list(value), gettext("and"))
