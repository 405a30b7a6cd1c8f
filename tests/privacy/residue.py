"""Everything that this house leaves behind, as bytes: every row of every table, opened as far as
anybody without the key can open it."""

import base64
import pickle
import zlib
from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connections


def rows(alias: str) -> Iterator[tuple[str, Any]]:
    """("database.table", value) of every value in a database, tables without a model included."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name}")  # noqa: S608  # the database's own list
            for row in cursor.fetchall():
                for value in row:
                    yield f"{alias}.{table}", value


def unpacked(value: Any) -> Iterator[bytes]:
    """The value, and what is inside it: base 64, deflated, pickled."""
    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    yield raw
    try:
        inner = base64.b64decode(raw, validate=True)
    except ValueError:
        return
    yield inner
    for open_it in (zlib.decompress, pickle.loads):
        try:
            yield str(open_it(inner)).encode()
        except Exception:  # noqa: S112  # not packed in this way
            continue


def left_behind() -> Iterator[tuple[str, bytes]]:
    """(where, bytes) of everything at rest."""
    for alias in ("default", "keyring"):
        for where, value in rows(alias):
            for raw in unpacked(value):
                yield where, raw
        out = StringIO()
        call_command("dumpdata", database=alias, stdout=out, use_base_manager=True)
        yield f"{alias} dumpdata", out.getvalue().encode()
    for session in Session.objects.all():
        yield "sessions, decoded", str(session.get_decoded()).encode()


def disguises(word: str) -> list[bytes]:
    """The word as it may lie about: as it is, in UTF-16, in hex, in base 64 at any offset."""
    raw = word.encode()
    encoded = [base64.b64encode(b"x" * shift + raw)[4 if shift else 0 : -4] for shift in range(3)]
    return [raw, word.encode("utf-16-le"), raw.hex().encode(), raw[::-1], *encoded]


def found(word: str) -> list[str]:
    """Where a word lies about in the house; each place once."""
    needles = disguises(word)
    return sorted({where for where, raw in left_behind() if any(one in raw for one in needles)})
