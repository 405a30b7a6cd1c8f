"""One look: plan what shows a need, send what is due, and write down that it was done."""

from datetime import datetime

from groups.reminders import sending
from groups.reminders.models import Look

__all__ = ["look"]


def look(*, caller: str, now: datetime) -> int:
    """`caller` is beat, plan, send or watchdog; how many messages went out."""
    sent = sending.send_due()
    Look.objects.saw("send", now)
    if caller != "send":
        Look.objects.saw(caller, now)
    return sent
