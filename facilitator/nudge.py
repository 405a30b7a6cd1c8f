"""Nudge: after the commit, say "look now" to a task; the truth stands in the database anyway.

Bounded: half a second to connect and half a second to answer, no retry, no error ever. After a
failure nobody tries for 30 seconds, then for twice as long, up to 10 minutes; so a silent broker
costs one page, not every page. What was not said is found by beat, or by the next look.
"""

import logging
import threading
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

__all__ = ["Breaker", "breaker", "look"]

logger = logging.getLogger(__name__)

# Resolved at the first nudge: a web process that never nudges never loads Celery.
APP = "facilitator.celery.app"
# retry=False bounds the sending only; without max_retries the connecting goes on for 7 s.
LIMITS = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 0}
EXPIRES = 60  # seconds; a nudge that nobody took by then is stale, beat has looked since
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 600.0  # seconds


class Breaker:
    """Lets one attempt through, and after a failure none for a while. Times are monotonic."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.failures = 0
        self.skipped = 0
        self._pause = FIRST_PAUSE
        self._open_until = float("-inf")

    def lets_through(self, now: float) -> bool:
        """Whether to try; while one attempt is under way after a pause, the others skip."""
        with self._lock:
            if now < self._open_until:
                self.skipped += 1
                return False
            if self.failures:
                self._open_until = now + FIRST_PAUSE
            return True

    def succeeded(self) -> None:
        with self._lock:
            self.failures, self._pause, self._open_until = 0, FIRST_PAUSE, float("-inf")

    def failed(self, now: float) -> float:
        """Count it and close the way; returns for how many seconds."""
        with self._lock:
            pause = self._pause
            self.failures += 1
            self._open_until = now + pause
            self._pause = min(pause * 2, LONGEST_PAUSE)
            return pause


breaker = Breaker()


def _send(task: str) -> None:
    app: Any = import_string(APP)
    # A connection of its own: the workers' time-outs are longer, and a pooled one may be stale.
    url, limits = settings.CELERY_BROKER_URL, LIMITS
    with app.connection_for_write(url, transport_options=limits) as connection:
        app.send_task(task, connection=connection, ignore_result=True, retry=False, expires=EXPIRES)


@dataclass(frozen=True)
class _Nudge:
    """Called after the commit. Two of the same task are equal, and one is enough."""

    task: str

    def __call__(self) -> None:
        if not breaker.lets_through(time.monotonic()):
            return
        try:
            _send(self.task)
        except Exception as error:  # a nudge may never cost a page
            pause = breaker.failed(time.monotonic())
            logger.warning("No nudge (%s); none for %d s.", type(error).__name__, pause)
        else:
            breaker.succeeded()


def look(task: str) -> None:
    """After the commit of this transaction, tell `task` (its dotted name) to look now; once.

    Outside a transaction it is told at once. Rolled back, it is not told. Never raises.
    """
    nudge = _Nudge(task)
    waiting = [call[1] for call in transaction.get_connection().run_on_commit]
    if nudge not in waiting:
        transaction.on_commit(nudge)
