"""One look: plan what shows a need, send what is due, and write down that it was done."""

from datetime import datetime

from groups.reminders import planning, sending
from groups.reminders.models import Look

__all__ = ["look", "plan_everything", "send"]


def look(*, caller: str, now: datetime) -> int:
    """`caller` is beat, plan or watchdog; how many messages went out."""
    try:
        planning.plan_needs(now=now)
    finally:  # a plan that fails keeps nothing back that is due
        sent = send(now=now)
    Look.objects.saw(caller, now)
    return sent


def send(*, now: datetime) -> int:
    """Only send; `now` is when it began, the database's clock decides what is due."""
    sent = sending.send_due()
    Look.objects.saw("send", now)
    return sent


def plan_everything(*, now: datetime) -> planning.Planned:
    """Plan every group, whether it shows a need or not."""
    return planning.plan(now=now)
