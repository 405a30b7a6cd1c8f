"""The yardstick of P7: one Celery task for each message, each with a connection of its own."""

from celery import shared_task

from facilitator.celery import app


@shared_task(name="bench.one")
def one(pk: int) -> None:
    """Send one reminder as most systems do: fetch it, connect, send, save."""
    from django.utils import timezone

    from groups.reminders.channels.email import Line, render
    from groups.reminders.models import Reminder
    from groups.reminders.sending.claims import Claim
    from groups.reminders.sending.errands import fetch

    now = timezone.now()
    row = Reminder.objects.get(pk=pk, state="pending")
    row.state, row.claim_token, row.claimed_until = "claimed", app_token(), now
    row.save()
    (errand,) = fetch(Claim(row.claim_token, (pk,), now), now)
    with Line() as line:
        line.hand_over(render(errand, now))
    row.state, row.sent_at, row.ended_at = "sent", now, now
    row.claim_token = row.claimed_until = None
    row.save()


def app_token() -> object:
    from uuid import uuid4

    return uuid4()


def fill() -> None:
    """A task for every waiting row."""
    import django

    django.setup()
    from groups.reminders.models import Reminder

    for pk in Reminder.objects.pending().values_list("pk", flat=True):
        one.apply_async((pk,), queue="single")


__all__ = ["app", "fill", "one"]

if __name__ == "__main__":
    fill()
