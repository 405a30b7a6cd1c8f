"""The house's key (the KEK) on disk: exactly 32 random bytes, readable by nobody else.

The key with the id `2026a` is read from `KEK_FILE.2026a`; where there is no such file, from
`KEK_FILE` itself. So one file is enough, and while a new key is brought in both are at hand.
Which id is the active one stands in the keyring (keyring.py), the same for every process.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from facilitator.vault.ciphers import KEY_BYTES, fingerprint, new_key
from facilitator.vault.errors import Closed, VaultError

__all__ = ["KNOWN_TEST_KEYS", "Missing", "ReadableByOthers", "TestKey", "WrongLength", "check_id",
           "create", "forget_read", "path_of", "read"]  # fmt: skip

# Fingerprints of keys that are printed in this repository. Refused unless DEBUG.
KNOWN_TEST_KEYS = frozenset({"4df2abdb"})
OTHERS = 0o077


class Missing(Closed):
    """There is no key file."""


class ReadableByOthers(Closed):
    """The key file's mode lets a group or everybody at it."""


class WrongLength(Closed):
    """The key file does not hold exactly 32 bytes."""


class TestKey(Closed):
    """The key is one that everybody knows."""

    __test__ = False  # not a test, whatever pytest makes of the name


@dataclass(frozen=True)
class _Read:
    stamp: tuple[int, ...]
    key: bytes

    def __repr__(self) -> str:
        return "_Read()"


_read: dict[Path, _Read] = {}


def check_id(kek_id: str) -> str:
    """A year and a letter, such as 2026a; VaultError for anything else."""
    if not re.fullmatch(r"[0-9]{4}[a-z]", kek_id):
        raise VaultError("A key's id is a year and a letter, such as 2026a.")
    return kek_id


def path_of(kek_id: str) -> Path:
    """The file that the key `kek_id` is read from."""
    named = Path(f"{settings.KEK_FILE}.{kek_id}")
    return named if named.exists() else Path(settings.KEK_FILE)


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError as error:
        raise Missing(f"There is no key file at {path}.") from error
    return (found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


@sensitive_variables()
def _checked(path: Path, mode: int) -> bytes:
    if mode & OTHERS:
        raise ReadableByOthers(f"Others can get at {path}. Do: chmod 0400 {path}")
    try:
        key = path.read_bytes()
    except OSError as error:
        raise Missing(f"The key file at {path} cannot be read.") from error
    if len(key) != KEY_BYTES:
        raise WrongLength(f"{path} must hold exactly {KEY_BYTES} bytes.")
    if fingerprint(key) in KNOWN_TEST_KEYS and not settings.DEBUG:
        raise TestKey(f"The key in {path} is printed in this program's tests.")
    return key


@sensitive_variables()
def read(path: Path) -> bytes:
    """The 32 bytes of a key file, read once and again when the file changed. Closed otherwise."""
    stamp = _stamp(path)
    known = _read.get(path)
    if known is None or known.stamp != stamp:
        known = _read[path] = _Read(stamp, _checked(path, stamp[0]))
    return known.key


def forget_read() -> None:
    """Read every file again at its next use."""
    _read.clear()


@sensitive_variables()
def create(path: Path) -> bytes:
    """A new key in a new file of mode 0400, on the disk before this returns.

    VaultError where a file already stands, however it came there: a key is never overwritten.
    """
    key = new_key()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError as error:
        raise VaultError(f"There is already a key file at {path}; it was left alone.") from error
    except OSError as error:
        raise VaultError(f"No key file can be made at {path}: {error.strerror}.") from error
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key
