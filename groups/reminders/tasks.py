"""What Celery calls: wires of a few lines. Running one twice changes nothing."""

from celery import shared_task
from celery.signals import worker_init, worker_shutdown
from django.utils import timezone

from groups.reminders import looking, watchdog

__all__ = ["look", "plan", "plan_everything", "send_due"]


@worker_init.connect  # type: ignore[untyped-decorator]  # celery ships no types
def keep_watch(**_: object) -> None:
    """Every worker looks by itself, whether it is asked to or not."""
    watchdog.start(lambda: looking.look(caller="watchdog", now=timezone.now()))


@worker_shutdown.connect  # type: ignore[untyped-decorator]  # celery ships no types
def end_watch(**_: object) -> None:
    watchdog.stop()


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def plan() -> None:
    """Something changed: plan what shows a need, and send what is due."""
    looking.look(caller="plan", now=timezone.now())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def send_due() -> None:
    """Something is due now."""
    looking.send(now=timezone.now())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def look() -> None:
    """Beat says: look now."""
    looking.look(caller="beat", now=timezone.now())


@shared_task  # type: ignore[untyped-decorator]  # celery ships no types
def plan_everything() -> None:
    """Every hour: what no need shows, such as an evening that comes within two weeks."""
    looking.plan_everything(now=timezone.now())
