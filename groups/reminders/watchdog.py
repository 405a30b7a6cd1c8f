"""Every worker looks by itself, at its start and each minute: with beat or the broker gone, too.

A daemon thread in the worker's own process. Its connections are closed after each round, and a
fork waits for the end of one: a child that inherits an open SQLite connection takes the locks of
its parent for its own, holds none, and writes into a file that others throw away. What a round
does is bounded by sending itself (55 seconds).
"""

import logging
import os
import threading
from collections.abc import Callable

from django.db import connections

__all__ = ["Watchdog", "start", "stop"]

log = logging.getLogger(__name__)

EVERY = 50.0  # seconds: seen at work within every minute

_at_work = threading.Lock()
os.register_at_fork(
    before=_at_work.acquire, after_in_parent=_at_work.release, after_in_child=_at_work.release
)


class Watchdog:
    """Looks until it is told to stop; one look that fails does not end it."""

    def __init__(self, tick: Callable[[], object], *, every: float = EVERY) -> None:
        self._tick, self._every = tick, every
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._end.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        wait = 1.0  # the pool is forked first
        while not self._end.wait(wait):
            self.round()
            wait = self._every

    def round(self) -> None:
        """One look. Whatever happens, the next one comes."""
        with _at_work:
            try:
                self._tick()
            except Exception as error:  # the thread must live
                log.error("the watchdog could not look: %s", type(error).__name__)  # noqa: TRY400  a trace could hold what it says
            finally:
                connections.close_all()


_one: list[Watchdog] = []


def start(tick: Callable[[], object]) -> None:
    """Called when a worker comes up, before it has reached the broker."""
    watchdog = Watchdog(tick)
    _one.append(watchdog)
    watchdog.start()


def stop() -> None:
    """Called when it goes down."""
    while _one:
        _one.pop().stop()
