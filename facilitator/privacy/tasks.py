"""The daily wire of forgetting."""

from celery import shared_task
from django.utils import timezone

from facilitator.privacy import closing, retention


@shared_task(name="facilitator.privacy.tasks.forget")  # type: ignore[untyped-decorator]  # celery ships no types
def forget() -> None:
    """Everything whose term has ended, and whoever is erased; twice a day changes nothing."""
    retention.forget(timezone.now())
    closing.replay(timezone.now())
