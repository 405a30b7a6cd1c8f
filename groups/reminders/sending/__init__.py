"""Claim what is due, send it, write down what became of it. Planning is never asked.

`send_due` is the one function that the Celery task, the watchdog, the command and the tests call.
No transaction and no lock is open while SMTP is talking: each step is a statement of its own.
"""

import time
from datetime import datetime

from groups.reminders.channels.email import Line
from groups.reminders.sending.batches import Batch
from groups.reminders.sending.claims import Clock, claim, free_expired
from groups.reminders.sending.judging import gate

__all__ = ["gate", "send_due"]

LONGEST = 55.0  # seconds that one call works at most


def send_due(*, now: datetime | None = None, batch: int = 100) -> int:
    """Send what is due, until nothing is or 55 seconds are over; how many went out.

    `now` None: the clock of the database decides, so that no host's clock can send early.
    Two queries when nothing is due. Any number of processes may call it at once.
    """
    clock, sent = Clock(now), 0
    enough_at = time.monotonic() + LONGEST
    free_expired(clock)
    with Line() as line:
        while time.monotonic() < enough_at:
            mine = claim(clock, batch)
            if mine is None:
                break
            work = Batch(mine, clock, line, enough_at=enough_at)
            sent += work.send()
            if work.stopped:
                break
    return sent
