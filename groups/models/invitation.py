"""Invitation: an open hand, by email or on paper, that expires."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps, Until
from groups.models.group import Group

OPEN_FOR = timedelta(days=14)
FORGOTTEN_AFTER = timedelta(days=30)


def forget(now: datetime) -> int:
    """Forget invitations thirty days after they closed."""
    return Invitation.objects.filter(expires_at__lt=now - FORGOTTEN_AFTER).delete()[0]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)

    def to_be_asked(self, now: datetime) -> "InvitationQuerySet":
        """Open, with an address, and nobody has said yet that it may be mailed."""
        return self.open(now).filter(asked_at__isnull=True).exclude(email="")

    def to_mail(self, now: datetime) -> "InvitationQuerySet":
        """Open, with an address, and the inviter said: send it."""
        return self.open(now).filter(asked_at__isnull=False).exclude(email="")


class Invitation(models.Model):
    """An invitation to be a coordinator, a facilitator, or to take a chair in a group.

    Its code is never stored: it is derived from the id and SECRET_KEY (groups.joining).
    """

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        FACILITATOR = "facilitator", _("facilitator")
        CO_FACILITATOR = "co_facilitator", _("co-facilitator")
        MEMBER = "member", _("member")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    role = models.CharField(max_length=14, choices=Role)
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField(max_length=254, blank=True)  # empty = handed over on paper
    name = models.CharField(max_length=60, blank=True)  # as the inviter wrote it
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(  # null: the coordinator command
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When the inviter said that it may be mailed, and who; nobody is mailed before.
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = InvitationQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "role", "group", "email", "name", "language", "invited_at", "invited_by",
             "asked_at", "asked_by", "expires_at", "accepted_at", "accepted_by", "revoked_at",
             "revoked_by"),
            _("so that someone can be asked in"),
            Until(
                _("14 days, and forgotten 30 days later"),
                forget="groups.models.invitation.forget",
            ),
            export="groups.hers.invitations",
            erase="groups.hers.erase_invitations",
        )
    ]  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_group_unless_for_the_house",
                condition=Q(group__isnull=False) | Q(role__in=["coordinator", "facilitator"]),
            ),
            models.UniqueConstraint(
                Lower("email"),
                "group",
                condition=~Q(email="") & Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_once_for_an_address",
            ),
            models.UniqueConstraint(
                Lower("email"),
                "role",
                condition=Q(group__isnull=True, accepted_at__isnull=True, revoked_at__isnull=True)
                & ~Q(email=""),
                name="invitation_of_the_house_once",
            ),
            models.CheckConstraint(
                name="invitation_asked_both_or_neither",
                condition=Q(asked_at__isnull=True, asked_by__isnull=True)
                | Q(asked_at__isnull=False, asked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_accepted_both_or_neither",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_revoked_both_or_neither",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"
