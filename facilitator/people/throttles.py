"""Under which keys the throttles count: hashed under SECRET_KEY, so that no row says who tried.

allauth names the caller's network address in its keys, and the address typed, hashed plainly: a
guess is confirmed by one try. Both are gone from the table here, and the counting is the same.
"""

from django.utils.crypto import salted_hmac

__all__ = ["THROTTLES", "hidden"]

# The cache of the settings. Past MAX_ENTRIES (300 unless said) Django throws counts away that hold.
THROTTLES: dict[str, object] = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    "KEY_FUNCTION": "facilitator.people.throttles.hidden",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}


def hidden(key: str, prefix: str, version: int) -> str:
    """The cache's KEY_FUNCTION."""
    text = f"{prefix}:{version}:{key}"
    return salted_hmac("people.throttles", text, algorithm="sha256").hexdigest()
