"""Key: one wrapped key of one owner; the only model of the keyring database."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import WITH_ACCOUNT, Keeps


class Key(models.Model):
    """32 random bytes wrapped under the house's key `kek`; null wrapped = shredded.

    `owner` is a person, a group or a case, or one of the two of keyring.py: HOUSE, and CHECK for
    the key-check values. A `kid` is never used again.
    """

    owner = models.UUIDField()
    kid = models.PositiveIntegerField()
    kek = models.CharField(max_length=16)
    wrapped = models.BinaryField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now())  # the vault itself reads no clock
    shredded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("id", "owner", "kid", "kek", "wrapped", "made_at", "shredded_at"),
            _("the key of her own writing; destroyed with the account"),
            WITH_ACCOUNT,
            not_taken="A key of the house's machinery; what it opens is taken along.",
            not_erased="Closing the account destroys it before any row.",
        )
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kid"], name="key_once"),
            models.CheckConstraint(
                name="key_shredded_or_there",
                condition=Q(wrapped__isnull=False, shredded_at__isnull=True)
                | Q(wrapped__isnull=True, shredded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Key {self.kid}"
