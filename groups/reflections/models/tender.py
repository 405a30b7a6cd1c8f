"""TenderDate, TenderChange, TenderConsent: a day that is tender for her, and who may know of it."""

import uuid
from calendar import isleap
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps, Sealed, Until
from facilitator.people.models import Person
from groups.models import Membership
from groups.reflections.models.page import Seat

MOST = 24  # days that one person marks
FIRST_YEAR, LAST_YEAR = 2000, 2099
LEAP_YEARS = [year for year in range(FIRST_YEAR, LAST_YEAR + 1) if isleap(year)]
SHORT, FEBRUARY = (4, 6, 9, 11), 2
PLANNED_BY_THEN = timedelta(days=1)
UNTIL_SHE_TAKES_IT_AWAY = Until(_("until she takes it away, at the latest with the account"))


def places() -> Iterator[Sealed]:
    """Every word for a day, owner by owner; a day without a word has none."""
    rows = TenderDate.objects.with_words().order_by("person", "pk")
    for one in rows.iterator(chunk_size=500):
        yield Sealed(blob=bytes(one.sealed), owner=one.person_id, **one.seat)


def forget_consents(now: datetime) -> int:
    """Of a chair that she has no more; nobody read it since."""
    return TenderConsent.objects.filter(membership__ended_at__isnull=False).delete()[0]


def forget_changes(now: datetime) -> int:
    """Planning has looked since."""
    return TenderChange.objects.filter(taken_away_at__lte=now - PLANNED_BY_THEN).delete()[0]


class TenderDateQuerySet(models.QuerySet["TenderDate"]):
    def for_person(self, person: Person) -> "TenderDateQuerySet":
        return self.filter(person=person)

    def with_words(self) -> "TenderDateQuerySet":
        """Those for which something is sealed."""
        return self.exclude(sealed=b"")


class TenderDate(models.Model):
    """A day of every year, or (with a year) one single day. `sealed`: her own word for it, or none.

    The day stands in clear: planning has to know it, so that no mail comes near it. `place` is
    counted by the database, so 24 are 24.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tender")
    place = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    sealed = models.BinaryField(default=bytes, blank=True)
    created_at = models.DateTimeField(db_index=True)  # planning looks for what is new

    objects: ClassVar = TenderDateQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "person", "place", "month", "day", "year", "created_at"),
            _("so that no mail asks her to write near a day that is tender for her"),
            UNTIL_SHE_TAKES_IT_AWAY,
            export="groups.reflections.tender.for_export",
            erase="groups.reflections.tender.erase",
        ),
        Keeps(
            "sealed",
            _("her own word for such a day, which only she opens"),
            UNTIL_SHE_TAKES_IT_AWAY,
            sealed=True,
            places="groups.reflections.models.tender.places",
            owner="person",
        ),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="tender_once_a_place"),
            models.UniqueConstraint(
                fields=["person", "month", "day"],
                condition=Q(year__isnull=True),
                name="tender_every_year_once",
            ),
            models.UniqueConstraint(
                fields=["person", "month", "day", "year"],
                condition=Q(year__isnull=False),
                name="tender_single_day_once",
            ),
            models.CheckConstraint(
                name="tender_a_few_at_most", condition=Q(place__gte=1, place__lte=MOST)
            ),
            models.CheckConstraint(
                name="tender_day_exists",
                condition=Q(day__gte=1)
                & (
                    Q(month__in=[1, 3, 5, 7, 8, 10, 12], day__lte=31)
                    | Q(month__in=SHORT, day__lte=30)
                    | Q(month=FEBRUARY, day__lte=29)
                ),
            ),
            models.CheckConstraint(
                name="tender_year_has_the_day",
                condition=Q(year__isnull=True)
                | Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
                & (~Q(month=FEBRUARY, day=29) | Q(year__in=LEAP_YEARS)),
            ),
        ]

    def __str__(self) -> str:
        return "Entry"

    @property
    def seat(self) -> Seat:
        return {
            "table": "reflections_tenderdate", "column": "sealed", "row": self.pk, "revision": 1
        }  # fmt: skip


class TenderChange(models.Model):
    """That she took some day away, and when: planning looks for it. Which day, nobody knows."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+"
    )
    taken_away_at = models.DateTimeField(db_index=True)

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("person", "taken_away_at"),
            _("so that mail comes again where a tender day was taken away"),
            Until(_("one day"), forget="groups.reflections.models.tender.forget_changes"),
            not_taken="It says only that a day was taken away; gone within a day.",
            erase="groups.reflections.tender.erase_changes",
        )
    ]

    def __str__(self) -> str:
        return "Entry"


class TenderConsent(models.Model):
    """From her chair in one group: whoever leads it may know that a week is tender for her.

    No row is no. Taken back it is gone, and so it is when she has that chair no more.
    """

    membership = models.OneToOneField(
        Membership, models.CASCADE, primary_key=True, related_name="+"
    )
    told_since = models.DateTimeField()

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("membership", "told_since"),
            _("so that those who lead know of a tender week, where she wants that"),
            Until(
                _("until she takes it back, or leaves the group"),
                forget="groups.reflections.models.tender.forget_consents",
            ),
            export="groups.reflections.tender.consents_for_export",
            erase="groups.reflections.tender.erase_consents",
        )
    ]

    def __str__(self) -> str:
        return "Entry"
