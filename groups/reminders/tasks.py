"""What Celery calls: wires of a few lines. Running one twice changes nothing."""

from celery import shared_task
from django.utils import timezone

from groups.reminders import looking

__all__ = ["look", "plan", "send_due"]


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def plan() -> None:
    """Something changed: plan what shows a need, and send what is due."""
    looking.look(caller="plan", now=timezone.now())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def send_due() -> None:
    """Something is due now."""
    looking.look(caller="send", now=timezone.now())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def look() -> None:
    """Beat says: look now."""
    looking.look(caller="beat", now=timezone.now())
