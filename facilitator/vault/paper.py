"""The paper key: the house's key as words on paper, with a checksum against slips of the pen.

Crockford's base 32 (no I, L, O, U; case and hyphens do not matter), 52 signs for the 32 bytes and
4 for the first 20 bits of their SHA-256, in groups of four.
"""

from django.views.decorators.debug import sensitive_variables

from facilitator.vault.ciphers import KEY_BYTES, digest
from facilitator.vault.errors import VaultError

__all__ = ["from_paper", "to_paper"]

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OIL", "011", " -\n\t")
KEY_SIGNS = 52
CHECK_SIGNS = 4


def _signs(number: int, count: int) -> str:
    return "".join(SIGNS[(number >> 5 * at) & 31] for at in reversed(range(count)))


@sensitive_variables()
def _check(key: bytes) -> str:
    return _signs(int.from_bytes(digest(b"sg1|paper" + key)[:3], "big") >> 4, CHECK_SIGNS)


@sensitive_variables()
def to_paper(key: bytes) -> str:
    """Fourteen groups of four signs."""
    signs = _signs(int.from_bytes(key, "big"), KEY_SIGNS) + _check(key)
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


@sensitive_variables()
def from_paper(typed: str) -> bytes:
    """The 32 bytes again. VaultError where a sign is missing or was misread."""
    signs = typed.upper().translate(MISREAD)
    if len(signs) != KEY_SIGNS + CHECK_SIGNS or set(signs) - set(SIGNS):
        raise VaultError("A paper key is fourteen groups of four signs.")
    number = 0
    for sign in signs[:KEY_SIGNS]:
        number = number << 5 | SIGNS.index(sign)
    if number >> 8 * KEY_BYTES:
        raise VaultError("This paper key has a mistake in it.")
    key = number.to_bytes(KEY_BYTES, "big")
    if _check(key) != signs[KEY_SIGNS:]:
        raise VaultError("This paper key has a mistake in it.")
    return key
