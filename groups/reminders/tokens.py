"""Links in mails: short, opaque, no address in them; derived from ids, never stored.

A token is the number of its reminder and a MAC over purpose, reminder, meeting and membership.
It opens one thing: the reply to that meeting, or the mail choices of that person.
"""

import base64
import binascii
import hashlib
import hmac
from uuid import UUID

from django.conf import settings

__all__ = ["genuine", "make", "number"]

NUMBER, MAC = 6, 12  # bytes: 2^48 reminders, 96 bits that only we can make
NOBODY = UUID(int=0)


def make(purpose: str, reminder: int, *ids: UUID | None) -> str:
    """24 letters. `ids`: what it is bound to, in a fixed order; None stands for none."""
    raw = reminder.to_bytes(NUMBER, "big") + _mac(settings.SECRET_KEY, purpose, reminder, ids)
    return base64.urlsafe_b64encode(raw).decode()


def number(token: str) -> int | None:
    """The reminder that a token speaks of, true or not; None where it cannot be one of ours."""
    raw = _raw(token)
    return int.from_bytes(raw[:NUMBER], "big") if raw else None


def genuine(token: str, purpose: str, reminder: int, *ids: UUID | None) -> bool:
    """Whether we made it for just this; former secret keys count too."""
    raw = _raw(token) or b""
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    return any(hmac.compare_digest(raw[NUMBER:], _mac(key, purpose, reminder, ids)) for key in keys)


def _raw(token: str) -> bytes | None:
    if len(token) != (NUMBER + MAC) * 4 // 3 or not token.isascii():
        return None
    try:
        return base64.b64decode(token, altchars=b"-_", validate=True)
    except binascii.Error:
        return None


def _mac(key: str, purpose: str, reminder: int, ids: tuple[UUID | None, ...]) -> bytes:
    said = b"|".join(
        [purpose.encode(), b"%d" % reminder, *((each or NOBODY).bytes for each in ids)]
    )
    secret = hashlib.sha256(b"kept-chair mail link|" + key.encode()).digest()
    return hmac.new(secret, said, hashlib.sha256).digest()[:MAC]
