"""The codes of allauth's mails: derived when they are needed, never stored (docs/adr/0007).

allauth keeps "the code" in the session, and a session is a row that anybody with a dump can read.
What it keeps here is a random seed; the six figures come from it and SECRET_KEY.
"""

import secrets

from django.utils.crypto import salted_hmac

__all__ = ["code_of", "seed"]

FIGURES = 6


def seed() -> str:
    """What may stand in a session: 128 random bits that say nothing about the code."""
    return secrets.token_urlsafe(16)


def code_of(seed: str) -> str:
    """The six figures that are mailed, and asked for."""
    made = salted_hmac("people.mailed_code", seed, algorithm="sha256").digest()
    return f"{int.from_bytes(made[:8]) % 10**FIGURES:0{FIGURES}d}"
