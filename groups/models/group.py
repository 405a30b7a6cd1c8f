"""Group: people meeting along a curriculum, in a rhythm."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from curriculum.models import Curriculum
from facilitator.keeping import Keeps, Until
from facilitator.people.models import Person, check_zone
from groups.ending import OVER, latest

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

YEAR_AFTER = Until(
    _("12 months after the last evening, on the day that everybody is told as she joins"),
    forget="groups.leaving.forget_finished",
    told="groups.hers.told",
)


class GroupQuerySet(models.QuerySet["Group"]):
    def running(self) -> "GroupQuerySet":
        return self.filter(closed_at__isnull=True)

    def for_person(self, person: Person) -> "GroupQuerySet":
        """The groups she is in now, in whichever role."""
        return self.filter(memberships__person=person, memberships__ended_at__isnull=True)

    def led_by(self, person: Person) -> "GroupQuerySet":
        """The groups she leads now, as facilitator or co-facilitator."""
        return self.filter(
            memberships__person=person,
            memberships__ended_at__isnull=True,
            memberships__role__in=["facilitator", "co_facilitator"],
        )

    def finished_before(self, moment: datetime) -> "GroupQuerySet":
        """Every evening was over by then, cancelled ones too; a group without any never."""
        return self.annotate(last_ends_at=models.Max("meetings__ends_at")).filter(
            last_ends_at__lt=moment
        )

    def over(self, now: datetime) -> "GroupQuerySet":
        """Closed, or two weeks after the last meeting: only read any more. As ending.is_over."""
        met = Group.objects.filter(
            meetings__cancelled_at__isnull=True, meetings__starts_at__isnull=False
        )
        lately = Group.objects.filter(
            meetings__cancelled_at__isnull=True, meetings__ends_at__gt=now - OVER
        )
        ended = Q(pk__in=met.values("pk")) & ~Q(pk__in=lately.values("pk"))
        return self.filter(Q(closed_at__isnull=False) | ended)

    def going_on(self, now: datetime) -> "GroupQuerySet":
        """Not over."""
        return self.exclude(pk__in=Group.objects.over(now).values("pk"))

    def past_their_day(self, now: datetime) -> list["Group"]:
        """Those whose day of forgetting has begun, each by its own clock."""
        near = self.filter(forget_on__lte=(now + timedelta(hours=14)).date())
        return [group for group in near if group.is_past(now)]

    def coordinated_by(self, person: Person) -> "GroupQuerySet":
        """All of them for a coordinator, none for anybody else."""
        return self.all() if person.coordinates else self.none()


class Group(models.Model):
    """A group is pinned to the version of the curriculum it began with.

    Wall time and zone are the source; the UTC instants stand on each Meeting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=80)
    curriculum = models.ForeignKey(Curriculum, models.PROTECT, related_name="groups")
    first_on = models.DateField(_("first evening"))
    begins = models.TimeField(_("starts"))  # on the wall clock of `time_zone`
    minutes = models.PositiveSmallIntegerField(default=90)
    every_weeks = models.PositiveSmallIntegerField(_("every"), default=1)
    time_zone = models.CharField(max_length=64, validators=[check_zone])
    place = models.CharField(_("place, or a video link"), max_length=200)
    directions = models.TextField(_("how to get there"), blank=True)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1, for help lines
    capacity = models.PositiveSmallIntegerField(_("chairs"), default=10)
    taken = models.PositiveSmallIntegerField(default=0)  # raised by a conditional UPDATE only
    # How many took a chair in all; written when the memberships are forgotten.
    members_were = models.PositiveSmallIntegerField(null=True, blank=True)
    # The day on which what it kept is forgotten: told at joining, and never moved.
    forget_on = models.DateField()
    reminds_twice_since = models.DateTimeField(null=True, blank=True)  # 3 hours before, as well
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = GroupQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "name", "curriculum", "first_on", "begins", "minutes", "every_weeks",
             "time_zone", "place", "directions", "country", "capacity", "taken",
             "members_were", "forget_on", "reminds_twice_since", "created_at", "created_by",
             "closed_at", "closed_by"),
            _("so that a group can meet"),
            Until(_("as long as the group's records")),
            not_taken="The group's record; it names her as an id alone.",
            not_erased="The group's record; the id leads to an emptied row.",
        )
    ]  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(name="group_has_a_chair", condition=Q(capacity__gte=1)),
            models.CheckConstraint(
                name="group_taken_within_capacity", condition=Q(taken__lte=F("capacity"))
            ),
            models.CheckConstraint(name="group_rhythm", condition=Q(every_weeks__in=[1, 2])),
            models.CheckConstraint(name="group_minutes", condition=Q(minutes__range=(10, 600))),
            models.CheckConstraint(
                name="group_forgotten_after_it_met", condition=Q(forget_on__gt=F("first_on"))
            ),
            models.CheckConstraint(
                name="group_closed_both_or_neither",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chairs_left(self) -> int:
        return self.capacity - self.taken

    @property
    def meets_until(self) -> date:
        """The latest day on which it may meet, so that people have time before it is forgotten."""
        return latest(self.forget_on)

    def is_past(self, now: datetime) -> bool:
        """Whether the day has begun on which what it kept is forgotten, by its own clock."""
        return now.astimezone(ZoneInfo(self.time_zone)).date() >= self.forget_on

    @property
    def gathering(self) -> str:
        """What one meeting is called, by the time it starts: morning, evening, or meeting."""
        return str(gathering(self.begins))

    @property
    def gatherings(self) -> str:
        """The same, of several."""
        return str(gathering(self.begins, several=True))


def gathering(begins: time, *, several: bool = False) -> "str | _StrPromise":
    """Morning before noon, evening from five, meeting in between."""
    if begins.hour < 12:
        return _("mornings") if several else _("morning")
    if begins.hour >= 17:
        return _("evenings") if several else _("evening")
    return _("meetings") if several else _("meeting")


def uses(programmes: Collection[UUID]) -> dict[UUID, int]:
    """How many groups, running or closed, are bound to each of these programmes."""
    rows = Group.objects.filter(curriculum__in=programmes).order_by().values("curriculum")
    return dict(rows.annotate(count=models.Count("pk")).values_list("curriculum", "count"))
