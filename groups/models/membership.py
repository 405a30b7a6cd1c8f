"""Membership: a person in a group, with role and dates."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps
from facilitator.people.models import Person
from groups.models.agreement import Agreement
from groups.models.group import YEAR_AFTER, Group


class Role(models.TextChoices):
    """A role in one group; the coordinator's stands on Person."""

    FACILITATOR = "facilitator", _("facilitator")
    CO_FACILITATOR = "co_facilitator", _("co-facilitator")
    MEMBER = "member", _("member")


LEADING = (Role.FACILITATOR, Role.CO_FACILITATOR)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(ended_at__isnull=True)

    def members(self) -> "MembershipQuerySet":
        return self.filter(role=Role.MEMBER)

    def leading(self) -> "MembershipQuerySet":
        return self.filter(role__in=LEADING)

    def removed(self) -> "MembershipQuerySet":
        """Asked to leave: ended by somebody else, and not to go on in another role."""
        ended = self.filter(ended_at__isnull=False, became__isnull=True)
        return ended.exclude(ended_by=F("person"))

    def for_person(self, person: Person) -> "MembershipQuerySet":
        return self.filter(person=person)


class Membership(models.Model):
    """A person in a group, in one role. It ends for one of three reasons.

    She left: `ended_by` is herself. She was removed: somebody else. She was given another role:
    somebody else too, and `became` is her membership from then on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=14, choices=Role)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    became = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="+")
    seen_since = models.DateTimeField(null=True, blank=True)  # other members may see her name
    agreed_to = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = MembershipQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "group", "person", "role", "joined_at", "ended_at", "ended_by", "became",
             "seen_since", "agreed_to", "agreed_at"),
            _("to know who is in the group, and what she agreed to"),
            YEAR_AFTER,
            export="groups.hers.places",
            erase="groups.hers.erase_places",
            first="groups.hers.first",
        )
    ]  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(ended_at__isnull=True),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                name="membership_ended_both_or_neither",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_became_when_ended",
                condition=Q(became__isnull=True) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_agreed_both_or_neither",
                condition=Q(agreed_at__isnull=True, agreed_to__isnull=True)
                | Q(agreed_at__isnull=False, agreed_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Membership {self.pk}"

    @property
    def leads(self) -> bool:
        return self.role in LEADING


def roles(person: Person) -> set[str]:
    """Every role that she has in a group now."""
    return set(Membership.objects.active().for_person(person).values_list("role", flat=True))
