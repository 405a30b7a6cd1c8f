"""Invitations that may be mailed, and addresses typed from paper that wait for their code."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from groups.models import AddressProof, Invitation
from groups.proving import proof_code
from groups.reminders import secrets
from groups.reminders.models import Reminder

__all__ = ["plan"]

BATCH = 1000


def plan(now: datetime) -> int:
    """A row for each that has none; how many. Three queries when there is nothing to do."""
    rows = [*_invitations(now), *_proofs(now)]
    Reminder.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def _invitations(now: datetime) -> list[Reminder]:
    mailed = Reminder.objects.filter(invitation=OuterRef("pk"), kind="invitation")
    return [
        Reminder(
            key=f"invitation:{each.pk}", kind="invitation", invitation=each,
            group_id=each.group_id, due_at=each.asked_at or now, expires_at=each.expires_at,
        )
        for each in Invitation.objects.to_mail(now).filter(~Exists(mailed))
    ]  # fmt: skip


def _proofs(now: datetime) -> list[Reminder]:
    proofs = {f"address_code:{each.pk}": each for each in AddressProof.objects.open(now)}
    if not proofs:
        return []
    there = set(Reminder.objects.filter(key__in=proofs).values_list("key", flat=True))
    missing = {key: each for key, each in proofs.items() if key not in there}
    payloads = secrets.seal(
        {
            key: {"to": each.email, "code": proof_code(each), "language": each.language}
            for key, each in missing.items()
        }
    )
    return [
        Reminder(
            key=key, kind="address_code", invitation_id=each.invitation_id, due_at=each.asked_at,
            expires_at=each.expires_at, payload=payloads[key],
        )
        for key, each in missing.items()
    ]  # fmt: skip
