"""Forgetting: whatever is declared with a term ends when the term does."""

import logging
from collections.abc import Callable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils.module_loading import import_string

from facilitator.keeping import declarations

__all__ = ["cache_rows", "forget", "names", "sessions"]

logger = logging.getLogger(__name__)

# No model, so no declaration: the throttles' counts, under keys that name nobody.
UNDECLARED = ("facilitator.privacy.retention.cache_rows",)


def names() -> list[str]:
    """The dotted name of everything that forgets, each once."""
    declared = {keeps.until.forget for _, keeps in declarations()} - {""}
    return sorted(declared | set(UNDECLARED))


def forget(now: datetime) -> dict[str, int]:
    """Run them all: dotted name -> rows forgotten. Each is a transaction of its own.

    One that fails is written to the log, is missing from the answer, and stops no other.
    """
    counts = {}
    for name in names():
        try:
            counts[name] = _run(name, now)
        except Exception as error:
            kind = type(error).__name__
            logger.error("Not forgotten: %s (%s)", name, kind)  # noqa: TRY400  # its words may be hers
    return counts


def _run(name: str, now: datetime) -> int:
    act: Callable[[datetime], int] = import_string(name)
    with transaction.atomic():
        return act(now)


def sessions(now: datetime) -> int:
    """Sessions that ran out, and the list of devices with them."""
    gone, _ = Session.objects.filter(expire_date__lt=now).delete()
    left = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=left).delete()
    return gone


def cache_rows(now: datetime) -> int:
    """Rows of the database cache that ran out; Django itself deletes them only when it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608  # our own setting, quoted
            [connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))],
        )
        return int(cursor.rowcount)
