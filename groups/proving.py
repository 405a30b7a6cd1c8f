"""Prove the address typed on a paper invitation: one code to it, and nothing else before."""

import hmac
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from facilitator.people.models import canonical
from groups.codes import six_digits
from groups.models import AddressProof, Invitation
from groups.models.address_proof import PROOF_FOR

A_DAY = timedelta(days=1)
PROOFS_A_DAY = 5  # for one paper invitation: it cannot be used to bother strangers


class TooManyCodes(Exception):
    """This paper invitation has asked for enough codes today."""


def proof_for(invitation: Invitation, *, email: str, language: str, now: datetime) -> AddressProof:
    """Ask that a code be mailed to an address typed from paper. Raises TooManyCodes.

    The row is the need, and planning finds it. An older one of the same invitation is closed.
    """
    with transaction.atomic():
        Invitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.proofs.filter(asked_at__gt=now - A_DAY).count() >= PROOFS_A_DAY:
            raise TooManyCodes
        invitation.proofs.open(now).update(expires_at=now)
        return invitation.proofs.create(
            email=email, language=language, asked_at=now, expires_at=now + PROOF_FOR
        )


def proof_code(proof: AddressProof) -> str:
    """The six digits that are mailed, made when they are needed."""
    return six_digits(proof.pk, canonical(proof.email))


def prove(proof: AddressProof, code: str, *, now: datetime) -> bool:
    """Whether the typed code is the mailed one. Each try counts; after five none is right."""
    counted = AddressProof.objects.open(now).filter(pk=proof.pk).update(tries=F("tries") + 1)
    typed = code.strip().encode("utf-8", "surrogatepass")
    right = hmac.compare_digest(proof_code(proof).encode(), typed)
    if counted != 1 or not right:
        return False
    proof.proved_at = now
    proof.save(update_fields=["proved_at"])
    return True
