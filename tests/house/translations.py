"""What `make check` asks of every translation: complete, whole, and compiled from what is written.

It needs no gettext programs. `python -m tests.house.translations write` compiles the .mo files.
"""

import gettext
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

HOME = Path(__file__).resolve().parents[2]
CODE, PAGES = ("facilitator", "groups", "curriculum"), "templates"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HOLDS = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?\w+[^>]*>")  # placeholders and tags

Key = tuple[str | None, tuple[str, ...]]


def strings(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[call-overload]


def key(message: Message) -> Key:
    return message.context, strings(message.id)


def sources() -> Iterator[tuple[Path, bytes]]:
    """Every file with words in it, as Python: templates become it the way makemessages does it."""
    for room in CODE:
        for path in sorted((HOME / room).rglob("*.py")):
            yield path, path.read_bytes()
    for path in sorted((HOME / PAGES).rglob("*.*")):
        page = templatize(path.read_text(encoding="utf-8"))
        # In brackets the indentation of a page means nothing to Python.
        yield path, f"(\n{page}\n)".encode()


def used() -> dict[Key, Path]:
    """Every string that goes through gettext, and one file in which it stands."""
    found: dict[Key, Path] = {}
    for path, text in sources():
        said = extract("python", io.BytesIO(text), KEYWORDS, options={"encoding": "utf-8"})
        for _line, words, _comments, context in said:
            found[context, strings(words)] = path.relative_to(HOME)
    return found


def faults(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    said, ids = strings(message.string or ""), strings(message.id)
    if message.fuzzy:
        yield "is fuzzy"
    if not all(said):
        yield "is not translated"
        return
    for number, words in enumerate(said):
        wanted, held = set(HOLDS.findall(ids[min(number, len(ids) - 1)])), set(HOLDS.findall(words))
        if held != wanted and not (len(said) > 1 and number == 0 and held <= set(_all(ids))):
            yield f"holds {sorted(held)} where the English holds {sorted(wanted)}"


def _all(ids: tuple[str, ...]) -> list[str]:
    """One chair may be said without its number; the words of it must be known all the same."""
    return [each for words in ids for each in HOLDS.findall(words)]


def compiled(catalog: Catalog) -> bytes:
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def meant(mo: bytes) -> dict[object, str]:
    return gettext.GNUTranslations(io.BytesIO(mo))._catalog  # type: ignore[attr-defined]  # no other way in


def against(catalog: Catalog, wanted: dict[Key, Path]) -> Iterator[str]:
    """What one catalogue lacks, has too much, or says wrongly."""
    there = {key(message): message for message in catalog if message.id}
    for missing in wanted.keys() - there.keys():
        yield f"{missing[1][0]!r} ({wanted[missing]}) is not in it: run makemessages"
    for spare in there.keys() - wanted.keys():
        yield f"{spare[1][0]!r} is used nowhere"
    for message in there.values():
        yield from (f"{strings(message.id)[0]!r} {fault}" for fault in faults(message))
    for message in catalog.obsolete.values():
        yield f"{strings(message.id)[0]!r} is obsolete"


def main(arguments: list[str]) -> int:
    """Exit code 0 when every catalogue is whole."""
    wanted, wrong = used(), 0
    for po in sorted((HOME / "locale").glob("*/LC_MESSAGES/django.po")):
        catalog, mo = (
            read_po(io.BytesIO(po.read_bytes()), abort_invalid=True),
            po.with_suffix(".mo"),
        )
        if arguments == ["write"]:
            mo.write_bytes(compiled(catalog))
        found = sorted(against(catalog, wanted))
        if not mo.exists() or meant(mo.read_bytes()) != meant(compiled(catalog)):
            found.append(
                "the .mo is not what the .po says: python -m tests.house.translations write"
            )
        for fault in found:
            print(f"{po.relative_to(HOME)}: {fault}")
        wrong += len(found)
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
