"""AddressProof: the address typed on an invitation from paper, until its code was typed too."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps, Until
from groups.models.invitation import Invitation

PROOF_FOR = timedelta(minutes=15)
TRIES = 5
FORGOTTEN_AFTER = timedelta(days=1)


def forget(now: datetime) -> int:
    """Forget typed addresses a day after their code ran out."""
    return AddressProof.objects.filter(expires_at__lt=now - FORGOTTEN_AFTER).delete()[0]


class AddressProofQuerySet(models.QuerySet["AddressProof"]):
    def open(self, now: datetime) -> "AddressProofQuerySet":
        """Waiting for the code: what planning sends one code for."""
        return self.filter(proved_at__isnull=True, expires_at__gt=now, tries__lt=TRIES)


class AddressProof(models.Model):
    """One address typed on a paper invitation. It gets one code and nothing else until then.

    The code is never stored: it is derived from the id and SECRET_KEY (groups.joining.proof_code).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="proofs")
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=10, default="en")  # of the browser that asked
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    proved_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = AddressProofQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "invitation", "email", "language", "asked_at", "expires_at", "tries",
             "proved_at"),
            _("to know that an address typed from paper is hers"),
            Until(_("1 day"), forget="groups.models.address_proof.forget"),
        )
    ]  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="proof_open")]

    def __str__(self) -> str:
        return f"AddressProof {self.pk}"
