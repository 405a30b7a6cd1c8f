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
LINK = "link"


def code_for(key: UUID, *, way: str = MAILED) -> str:
    """The joining code of an id: 32 lower-case letters and digits. `way` is MAILED or HANDED."""
    return base64.b32encode(key.bytes[:SELECTOR] + _mac(way, key.bytes)[:PROOF]).decode().lower()


def candidates(code: str) -> tuple[UUID, UUID] | None:
    """The lowest and the highest id that a code can belong to; None if it is no code at all."""
    raw = _raw(code)
    if raw is None:
        return None
    return _between(raw[:SELECTOR])


def belongs(code: str, key: UUID, *, ways: tuple[str, ...] = (MAILED, HANDED)) -> bool:
    """Whether this is a code of this id, one of these ways, compared in constant time."""
    proof = (_raw(code) or b"")[SELECTOR:]
    return any(hmac.compare_digest(proof, _mac(way, key.bytes)[:PROOF]) for way in ways)


def six_digits(key: UUID, text: str) -> str:
    """A short code bound to an id and a text, for typing from a mail."""
    made = _mac("proof", key.bytes + text.encode("utf-8", "surrogatepass"))
    return f"{int.from_bytes(made[:8]) % 1_000_000:06d}"


def link_for(one: UUID, other: UUID) -> str:
    """32 letters for two ids: what finds each, and a proof that only we can make for both."""
    found = one.bytes[:SELECTOR] + other.bytes[:SELECTOR]
    return base64.urlsafe_b64encode(found + _mac(LINK, one.bytes + other.bytes)[:PROOF]).decode()


def link_candidates(link: str) -> list[tuple[UUID, UUID]]:
    """For each of the two the lowest and the highest id that it can be; empty if it is no link."""
    raw = _raw_link(link)
    return [_between(raw[at : at + SELECTOR]) for at in (0, SELECTOR)] if raw else []


def link_belongs(link: str, one: UUID, other: UUID) -> bool:
    """Whether we made it for just these two; former secret keys count too."""
    proof = _raw_link(link)[2 * SELECTOR :]
    secrets = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    made = [_mac(LINK, one.bytes + other.bytes, secret)[:PROOF] for secret in secrets]
    return any(hmac.compare_digest(proof, each) for each in made)


def _between(first: bytes) -> tuple[UUID, UUID]:
    rest = 16 - SELECTOR
    return UUID(bytes=first + bytes(rest)), UUID(bytes=first + b"\xff" * rest)


def _raw_link(link: str) -> bytes:
    """Its bytes; none where it is not written just as we write it."""
    try:
        raw = base64.b64decode(link, altchars=b"-_", validate=True) if link.isascii() else b""
    except ValueError:
        return b""
    fine = len(raw) == 2 * SELECTOR + PROOF and base64.urlsafe_b64encode(raw).decode() == link
    return raw if fine else b""


def _raw(code: str) -> bytes | None:
    try:
        raw = base64.b32decode(code.casefold().translate(LOOKALIKES).upper())
    except ValueError:
        return None
    return raw if len(raw) == SELECTOR + PROOF else None


def _mac(purpose: str, message: bytes, secret: str = "") -> bytes:
    """HMAC-SHA256 under a key of its own for each purpose."""
    named = f"groups.codes.{purpose}.{secret or settings.SECRET_KEY}"
    return hmac.new(hashlib.sha256(named.encode()).digest(), message, hashlib.sha256).digest()
