"""One zip file, in pieces, as it is asked for: nothing of it is kept, in memory or on a disk."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from facilitator.privacy.taking.readable import page
from facilitator.privacy.taking.sections import Section, sections
from facilitator.privacy.taking.words import FIELDS

__all__ = ["pieces"]

ENOUGH = 65_536  # bytes of text that make a piece

Fields = dict[str, list[str]]


class _Drain(io.RawIOBase):
    """What the zip writer writes into, and the answer takes out of."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]  # bytes are all it gets
        self._parts.append(bytes(data))
        return len(self._parts[-1])

    def drained(self) -> bytes:
        found, self._parts = b"".join(self._parts), []
        return found


@sensitive_variables()
def pieces(person: Person, now: datetime) -> Iterator[bytes]:
    """The file: index.html to read, data.json for programs, README.txt that explains them.

    Her language and clock hold for each piece while it is made, and for nothing in between.
    """
    drain, fields = _Drain(), Fields()
    every = sections()
    files = {
        "index.html": page(person, every),
        "data.json": _data(person, every, fields, now),
        "README.txt": _readme(every, fields),
    }
    with zipfile.ZipFile(drain, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, texts in files.items():
            info = zipfile.ZipInfo(name, now.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            with bundle.open(info, "w", force_zip64=True) as file:
                for piece in _gathered(person, texts):
                    file.write(piece)
                    yield drain.drained()
            yield drain.drained()
    yield drain.drained()


@sensitive_variables()
def _gathered(person: Person, texts: Iterator[str]) -> Iterator[bytes]:
    """The texts in pieces of a fair size, each made in her language and by her clock."""
    while True:
        piece = bytearray()
        with _hers(person):
            for text in texts:
                piece += text.encode("utf-8", "backslashreplace")
                if len(piece) >= ENOUGH:
                    break
        if not piece:
            return
        yield bytes(piece)


@contextmanager
def _hers(person: Person) -> Iterator[None]:
    with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
        yield


@sensitive_variables()
def _data(person: Person, every: list[Section], fields: Fields, now: datetime) -> Iterator[str]:
    """One JSON object; each row on a line of its own. Notes in `fields` what it has come across."""
    yield f'{{"format": "kept-chair-1", "made_at": {_json(now)}, "sections": {{'
    for number, section in enumerate(every):
        yield f"{',' if number else ''}\n{_json(section.label)}: ["
        names: dict[str, None] = {}
        for count, row in enumerate(section.rows(person)):
            names |= dict.fromkeys(row)
            yield f"{',' if count else ''}\n{_json(row)}"
        fields[section.label] = list(names)
        yield "]"
    yield "\n}}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)


def _readme(every: list[Section], fields: Fields) -> Iterator[str]:
    """What stands where. It comes last, so it names every field that is really there."""
    yield (
        _(
            "index.html is for reading. data.json holds the same for programs: UTF-8, one object; "
            "“sections” has one list of rows for each part named below. Times are ISO 8601 with "
            "their zone; null stands where there is nothing, and for words that no longer open."
        )
        + "\n"
    )
    for section in every:
        yield f"\n{section.label}: {section.title}\n"
        for name in fields[section.label]:
            yield f"    {name}: {FIELDS.get(name, name.replace('_', ' '))}\n"
