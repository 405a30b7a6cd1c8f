"""Codes made from an id and SECRET_KEY, so that none is ever stored (pure).

A joining code is 32 letters and digits: 32 bits that find the row, 128 that only we can make.
An id has two: the one in the mail, which proves that its reader has the address, and the one that
is handed over and may be read by whoever hands it over.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings

SELECTOR, PROOF = 4, 16  # bytes
# What hands and eyes make of letters that base32 does not have.
LOOKALIKES = str.maketrans({"0": "o", "1": "l", "8": "b", "-": None, " ": None})


MAILED, HANDED = "join", "join.handed"


def code_for(key: UUID, *, way: str = MAILED) -> str:
    """The joining code of an id: 32 lower-case letters and digits. `way` is MAILED or HANDED."""
    return base64.b32encode(key.bytes[:SELECTOR] + _mac(way, key.bytes)[:PROOF]).decode().lower()


def candidates(code: str) -> tuple[UUID, UUID] | None:
    """The lowest and the highest id that a code can belong to; None if it is no code at all."""
    raw = _raw(code)
    if raw is None:
        return None
    first = raw[:SELECTOR]
    return UUID(bytes=first + bytes(16 - SELECTOR)), UUID(bytes=first + b"\xff" * (16 - SELECTOR))


def belongs(code: str, key: UUID, *, ways: tuple[str, ...] = (MAILED, HANDED)) -> bool:
    """Whether this is a code of this id, one of these ways, compared in constant time."""
    proof = (_raw(code) or b"")[SELECTOR:]
    return any(hmac.compare_digest(proof, _mac(way, key.bytes)[:PROOF]) for way in ways)


def six_digits(key: UUID, text: str) -> str:
    """A short code bound to an id and a text, for typing from a mail."""
    made = _mac("proof", key.bytes + text.encode("utf-8", "surrogatepass"))
    return f"{int.from_bytes(made[:8]) % 1_000_000:06d}"


def _raw(code: str) -> bytes | None:
    try:
        raw = base64.b32decode(code.casefold().translate(LOOKALIKES).upper())
    except ValueError:
        return None
    return raw if len(raw) == SELECTOR + PROOF else None


def _mac(purpose: str, message: bytes) -> bytes:
    """HMAC-SHA256 under a key of its own for each purpose."""
    key = hashlib.sha256(f"groups.codes.{purpose}.{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, message, hashlib.sha256).digest()
