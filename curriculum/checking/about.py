"""Rules for the curriculum's own document (pure)."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from curriculum.checking.draft import Draft, Finding, Source

__all__ = ["about", "code", "long", "one_line"]

MOST_PLANS = 60
LONGEST_MEETING = 600  # minutes; the database says the same
SHORTEST_MEETING = 10
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LONGEST = {  # characters; the database says the same
    "key": 60, "language": 10, "translation_of": 10, "title": 120, "subtitle": 200, "author": 120,
    "licence": 60, "agreements_language": 10, "guide_language": 10,
}  # fmt: skip
LONGEST_TEXT = 50_000  # characters; a page of it is still laid out at once
LONGEST_ATTRIBUTION = 2_000
NOT_IN_A_LINE = {"Cc", "Zl", "Zp", "Cs"}  # control signs, line ends, halves of signs
NEEDED = ("key", "version", "language", "title", "author", "licence")


def about(draft: Draft) -> Iterator[Finding]:
    """Present, of a sensible size and form."""
    source = draft.source
    for name in NEEDED:
        if not getattr(draft, name):
            words = _("The programme does not say its “%(name)s”.") % {"name": name}
            yield Finding(source.file, source.line_of(name), "about", words)
    for name, longest in LONGEST.items():
        yield from one_line(source, name, getattr(draft, name), longest)
    yield from long(source, "attribution", draft.attribution, LONGEST_ATTRIBUTION)
    for name in ("agreements", "guide"):
        yield from long(source, name, getattr(draft, name))
    yield from forms(draft)
    yield from translation(draft)
    if not SHORTEST_MEETING <= draft.minutes <= LONGEST_MEETING:
        words = _("A meeting lasts from 10 to 600 minutes.")
        yield Finding(source.file, source.line_of("minutes"), "limits", words)
    if len(draft.plans) > MOST_PLANS:
        words = _("There are %(count)d plans; a programme has at most 60.")
        said = words % {"count": len(draft.plans)}
        yield Finding(source.file, source.line, "limits", said)


def forms(draft: Draft) -> Iterator[Finding]:
    """Key, language and version are written as others expect them."""
    source = draft.source
    if draft.key and not KEY.fullmatch(draft.key):
        words = _("The key is made of lower-case letters, digits and single hyphens.")
        yield Finding(source.file, source.line_of("key"), "about", words)
    for name in ("language", "agreements_language", "guide_language"):
        yield from code(source, getattr(draft, name), "about", name)
    if draft.version is not None and not 0 <= draft.version <= 32_767:
        words = _("The version is a whole number from 1 to 32767.")
        yield Finding(source.file, source.line_of("version"), "about", words)


def translation(draft: Draft) -> Iterator[Finding]:
    """The original is named by its language, which is another."""
    source, name = draft.source, "translation_of"
    if draft.translation_of and draft.translation_of == draft.language:
        words = _("“translation_of” names the language of the original, and that is another than "
                  "“language”.")  # fmt: skip
        yield Finding(source.file, source.line_of(name), "translation", words)
    yield from code(source, draft.translation_of, "translation", name)


def code(source: Source, said: str, rule: str, name: str = "language") -> Iterator[Finding]:
    """A language is written as others expect it; none at all is another matter."""
    if said and not LANGUAGE.fullmatch(said):
        words = _("The language is a code such as en, pl or pt-BR.")
        yield Finding(source.file, source.line_of(name), rule, words)


def long(source: Source, name: str, text: str, longest: int = LONGEST_TEXT) -> Iterator[Finding]:
    """A text that is longer than there is room for it."""
    if len(text) > longest:
        words = _("“%(name)s” has %(count)d characters; at most %(longest)d have room.")
        said = words % {"name": name, "count": len(text), "longest": longest}
        yield Finding(source.file, source.line_of(name), "length", said)


def one_line(source: Source, name: str, text: str, longest: int) -> Iterator[Finding]:
    """A short text: one line, not too long, without blanks around it or signs that are no text."""
    yield from long(source, name, text, longest)
    if text != text.strip() or any(unicodedata.category(char) in NOT_IN_A_LINE for char in text):
        words = _("“%(name)s” must be one line of plain text, without blanks around it.")
        yield Finding(source.file, source.line_of(name), "one-line", words % {"name": name})
