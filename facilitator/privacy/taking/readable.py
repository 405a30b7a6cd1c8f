"""The page that she reads: plain HTML with its own style, which fetches nothing from anywhere."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _

from facilitator.people.models import Person
from facilitator.privacy.taking.sections import Row, Section
from facilitator.privacy.taking.words import FIELDS

__all__ = ["page"]

LONG = {"words", "file", "agreement", "my_answer"}  # shown as they were typed, line by line
# The file may be opened anywhere: it forbids itself to load or to run anything.
HEAD = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<style>
body {{ max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif }}
article {{ border-top: 1px solid #888; padding: 1rem 0 }}
dl {{ margin: 0 }} dt {{ font: .85rem/1.4 sans-serif }} dd {{ margin: 0 0 .5rem }}
.w {{ white-space: pre-wrap; overflow-wrap: anywhere }}
</style></head><body><h1>{title}</h1>
<p>{said}</p>
"""


def page(person: Person, sections: list[Section]) -> Iterator[str]:
    """The page, piece by piece. The caller has chosen her language and clock."""
    said = _(
        "This is all that is kept here about you and by you. The same stands in data.json, for "
        "a program to read; README.txt says how. Keep this file where only you look."
    )
    yield HEAD.format(
        language=escape(translation.get_language()), title=escape(_("Your pages")),
        said=escape(said),
    )  # fmt: skip
    for section in sections:
        yield from _section(person, section)
    yield "</body></html>\n"


def _section(person: Person, section: Section) -> Iterator[str]:
    empty = True
    for row in section.rows(person):
        if empty:
            yield f"<section><h2>{escape(section.title)}</h2>\n"
        empty = False
        yield f"<article>{_row(row)}</article>\n"
    if not empty:
        yield "</section>\n"


def _row(row: Row) -> str:
    return f"<dl>{''.join(_field(name, value) for name, value in row.items())}</dl>"


def _field(name: str, value: Any) -> str:
    if value is None or value in ("", []):
        return ""
    title = escape(FIELDS.get(name, name.replace("_", " ")))
    kind = ' class="w" dir="auto"' if name in LONG else ' dir="auto"'
    return f"<dt>{title}</dt><dd{kind}>{_value(value)}</dd>"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return escape(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        zone = timezone.get_current_timezone()
        return escape(date_format(value.astimezone(zone), "DATETIME_FORMAT"))
    if isinstance(value, Mapping):
        return _row(value)
    if isinstance(value, (list, tuple)):
        return "".join(f"<div>{_value(each)}</div>" for each in value)
    return escape(value)
