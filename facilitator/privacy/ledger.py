"""The erasure ledger: whose account was closed, in a file that no database backup holds.

A restored backup brings an erased woman back; this file says that she was erased. A line is
HMAC-SHA256(the ledger's own key, her id) and a date: without a database and the key it names
nobody. Lines are only ever added. The key lies beside the ledger, and the first line tells which
key it was, so that a ledger is never read with another's.
"""

import fcntl
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

__all__ = ["LedgerError", "add", "among"]

HEAD = "kept-chair erasures 1 "
LINE = re.compile(r"([0-9a-f]{64}) \d{4}-\d{2}-\d{2}")  # a line torn by a crash is none


class LedgerError(Exception):
    """The ledger cannot be written or read; nobody is erased, and nobody is served."""


def add(person: UUID, now: datetime) -> None:
    """On the disk before this returns. LedgerError: it is not there, and nothing was done."""
    with _told():
        key = _key() or _new_key()
        with _open_alone() as handle:
            if not os.lseek(handle, 0, os.SEEK_END):
                os.write(handle, f"{_head(key)}\n".encode())
            _check(key)
            # A line of its own also after one that a crash has torn.
            os.write(handle, f"\n{_name(key, person)} {now:%Y-%m-%d}\n".encode())
            os.fsync(handle)


def among(people: Iterable[UUID]) -> Iterator[UUID]:
    """Those of them whom the ledger names. LedgerError: it stands there and cannot be read."""
    with _told():
        if not _path().exists():
            return
        key = _key()
        if key is None:
            raise LedgerError(f"The key of the erasure ledger is missing: {_path()}.key")
        _check(key)
        named = set(LINE.findall(_path().read_text(errors="replace")))
    yield from (person for person in people if _name(key, person) in named)


def _path() -> Path:
    return Path(settings.ERASURES_FILE)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LedgerError(f"The erasure ledger at {_path()}: {error.strerror}.") from error


@contextmanager
def _open_alone() -> Iterator[int]:
    """The file, for one writer at a time."""
    handle = os.open(_path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)


@sensitive_variables()
def _key() -> bytes | None:
    path = Path(f"{_path()}.key")
    return path.read_bytes() if path.exists() else None


@sensitive_variables()
def _new_key() -> bytes:
    """The ledger's key, made once and never again: a ledger without its key is not begun anew."""
    if _path().exists() and _path().stat().st_size:
        raise LedgerError(f"The key of the erasure ledger is missing: {_path()}.key")
    key = secrets.token_bytes(32)
    path = Path(f"{_path()}.key")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:  # another process was quicker
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


@sensitive_variables()
def _head(key: bytes) -> str:
    return HEAD + hashlib.sha256(b"kept-chair erasures" + key).hexdigest()[:16]


@sensitive_variables()
def _check(key: bytes) -> None:
    with _path().open(errors="replace") as file:
        if file.readline().rstrip("\n") != _head(key):
            raise LedgerError(f"The key beside {_path()} is not the key of this ledger.")


@sensitive_variables()
def _name(key: bytes, person: UUID) -> str:
    return hmac.new(key, person.bytes, "sha256").hexdigest()
