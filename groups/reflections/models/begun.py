"""Begun: which pages were begun through the link in a mail, so that there are three at most."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps, Until
from facilitator.people.models import Person
from groups.models import Meeting, Membership
from groups.reflections.models.page import Reflection

MOST = 3  # pages of one link
KEPT_FOR = timedelta(days=90)  # longer than any link lasts


def forget(now: datetime) -> int:
    """Which browser began a page is of use while its link lasts."""
    return Begun.objects.filter(begun_at__lt=now - KEPT_FOR).delete()[0]


def erase(person: Person, now: datetime) -> int:
    """With her account."""
    return Begun.objects.filter(membership__person=person).delete()[0]


class BegunQuerySet(models.QuerySet["Begun"]):
    def through(self, membership: UUID, meeting: UUID) -> "BegunQuerySet":
        """By one link."""
        return self.filter(membership=membership, meeting=meeting)


class Begun(models.Model):
    """One page of one browser; `place` is counted by the database, so three are three."""

    page = models.ForeignKey(Reflection, models.CASCADE, related_name="begun_by_link")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    browser = models.UUIDField()
    place = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()

    objects: ClassVar = BegunQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "page", "membership", "meeting", "browser", "place", "begun_at"),
            _("so that a link begins three pages at most, one in each browser"),
            Until(_("90 days"), forget="groups.reflections.models.begun.forget"),
            erase="groups.reflections.models.begun.erase",
        )
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "meeting", "place"], name="begun_once_a_place"
            ),
            models.UniqueConstraint(
                fields=["membership", "meeting", "browser"], name="begun_once_a_browser"
            ),
            models.CheckConstraint(
                name="begun_three_at_most", condition=Q(place__gte=1, place__lte=MOST)
            ),
        ]

    def __str__(self) -> str:
        return "Entry"
