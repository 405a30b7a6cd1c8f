"""Meeting: one gathering at a time and place; "evening" on the screen."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from curriculum.models import SessionPlan
from facilitator.keeping import NOT_PERSONAL, Keeps
from facilitator.people.models import Person, check_zone
from facilitator.trace.models import record
from groups.models.group import Group
from groups.scheduling import Slot


class MovedMeanwhile(Exception):
    """Somebody else changed the meeting, or it began, since this change was begun."""


class ToldAlready(Exception):
    """Somebody was told a time of this meeting: a change of it cannot be quiet."""


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def on(self) -> "MeetingQuerySet":
        """Not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def numbered(self) -> "MeetingQuerySet":
        """The evenings of the programme: neither what comes before them nor the reunion."""
        return self.filter(plan__part=SessionPlan.Part.MAIN)

    def upcoming(self, now: datetime) -> "MeetingQuerySet":
        """Not cancelled and not over, the nearest first."""
        return self.on().filter(ends_at__gt=now).order_by("starts_at")

    def begun(self, now: datetime) -> "MeetingQuerySet":
        """Not cancelled and begun, the latest first."""
        return self.on().filter(starts_at__lte=now).order_by("-starts_at")

    def not_begun(self, now: datetime) -> "MeetingQuerySet":
        """Not cancelled and still to begin: the ones that can be moved."""
        return self.on().filter(starts_at__gt=now).order_by("starts_at")

    def for_person(self, person: Person) -> "MeetingQuerySet":
        """The meetings of the groups she is in now."""
        return self.filter(
            group__memberships__person=person, group__memberships__ended_at__isnull=True
        )

    def led_by(self, person: Person) -> "MeetingQuerySet":
        """The meetings of the groups she leads now."""
        return self.filter(
            group__memberships__person=person,
            group__memberships__ended_at__isnull=True,
            group__memberships__role__in=["facilitator", "co_facilitator"],
        )

    def latest_begun(self, now: datetime) -> "MeetingQuerySet":
        """One for each group: the last that has begun and was not cancelled."""
        later = Meeting.objects.begun(now).filter(
            group=models.OuterRef("group"), starts_at__gt=models.OuterRef("starts_at")
        )
        return self.begun(now).filter(~models.Exists(later))

    def this_week(self, whose: "Person | Group", now: datetime) -> "Meeting | None":
        """The evening whose question and practice are this week's; None before the first.

        For somebody in two groups, the one that began last.
        """
        mine = self.filter(group=whose) if isinstance(whose, Group) else self.for_person(whose)
        return mine.latest_begun(now).select_related("group", "plan").first()


class Meeting(models.Model):
    """A meeting. `number` is given once, never renumbered: 0 is what comes before the evenings, a
    reunion has the last + 1.

    `on_date` and `begins` on the wall clock of `time_zone` are the source; `starts_at` and
    `ends_at` are derived. `version` rises with every change of time or place: older reminders
    become unsendable in that commit, and planning sees version > planned_version.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="meetings")
    plan = models.ForeignKey(SessionPlan, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    on_date = models.DateField()
    begins = models.TimeField()
    time_zone = models.CharField(max_length=64, validators=[check_zone])
    fold = models.PositiveSmallIntegerField(default=0)  # 1: the second of two equal times
    minutes = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    planned_version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Members who knew nothing of the older time need not be told of its change (decision 14).
    quiet_version = models.PositiveIntegerField(default=1)
    # The newest version that anybody was told, written by sending; 0 while nobody knows a time.
    told_version = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = MeetingQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "group", "plan", "number", "on_date", "begins", "time_zone", "fold", "minutes",
             "starts_at", "ends_at", "place", "version", "planned_version", "quiet_version",
             "told_version", "changed_at", "changed_by", "cancelled_at", "cancelled_by"),
            _("so that people know when and where"),
            NOT_PERSONAL,
            not_taken="The group's record; it names her as an id alone.",
            not_erased="The group's record; the id leads to an emptied row.",
        )
    ]  # fmt: skip

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="meeting_number_once"),
            models.UniqueConstraint(
                fields=["group", "starts_at"],
                condition=Q(cancelled_at__isnull=True),
                name="meeting_one_at_a_time",
            ),
            models.CheckConstraint(
                name="meeting_ends_later", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="meeting_fold", condition=Q(fold__in=[0, 1])),
            models.CheckConstraint(
                name="meeting_cancelled_both_or_neither",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_changed_both_or_neither",
                condition=Q(changed_at__isnull=True, changed_by__isnull=True)
                | Q(changed_at__isnull=False, changed_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="meeting_soon"),
            models.Index(
                fields=["id"],
                condition=Q(version__gt=F("planned_version")),
                name="meeting_needs_planning",
            ),
        ]

    def __str__(self) -> str:
        return f"Meeting {self.pk}"

    @property
    def counts(self) -> bool:
        """Whether it is one of the evenings; Session 0 and a reunion are not (ADR 9)."""
        return bool(self.plan.part == SessionPlan.Part.MAIN)

    def move(self, to: Slot, *, place: str, by: Person, now: datetime, tell: bool = True) -> None:
        """Meet at another time or place. Raises MovedMeanwhile, ToldAlready; nothing is half done.

        Only the version that is in hand moves: a second mover must look first.
        """
        if not tell and self.told_version:
            raise ToldAlready
        changed: dict[str, object] = {
            "on_date": to.on, "begins": to.begins, "time_zone": to.zone, "fold": to.fold,
            "starts_at": to.starts_at, "ends_at": to.ends_at, "place": place,
        }  # fmt: skip
        if not tell:
            changed["quiet_version"] = self.version + 1
        self._change(changed, by=by, now=now, verb="moved")

    def cancel(self, *, by: Person, now: datetime) -> None:
        """Do not meet. Raises MovedMeanwhile."""
        self._change({"cancelled_at": now, "cancelled_by": by}, by=by, now=now, verb="cancelled")

    def _change(self, changed: dict[str, object], *, by: Person, now: datetime, verb: str) -> None:
        """One commit: the change, the next version, who and when, and a line of the trace."""
        changed |= {"version": self.version + 1, "changed_at": now, "changed_by": by}
        with transaction.atomic():
            still = Meeting.objects.not_begun(now).filter(pk=self.pk, version=self.version)
            if still.order_by().update(**changed) != 1:
                raise MovedMeanwhile
            record(
                verb=verb, kind="meeting", subject=self.pk, now=now, actor=by.pk,
                group=self.group_id,
            )  # fmt: skip
        for name, value in changed.items():
            setattr(self, name, value)
