"""Activity: a timed step of a plan; "block" on the screen."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from curriculum.models.frozen import Freezing, FreezingQuerySet
from curriculum.models.session_plan import SessionPlan
from facilitator.keeping import NOT_PERSONAL, Keeps


class ActivityQuerySet(FreezingQuerySet["Activity"]):
    """Blocks, in the order in which they are run."""

    frozen_by = "plan__curriculum__published_at"
    parent = "plan"


class Activity(Freezing):
    """One block. `trim` is the shortest it may become, in minutes; null = fixed length."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Opening")
        AGREE = "agree", _("Agreements")
        ROUND = "round", _("Round")
        INPUT = "input", _("Listening")
        QUIET = "quiet", _("Alone, on paper")
        PAIRS = "pairs", _("In twos")
        GROUP = "group", _("All together")
        REST = "rest", _("Rest")
        CLOSE = "close", _("Closing")

    class Role(models.TextChoices):
        LEAD = "lead", _("the facilitator")
        CO = "co", _("the co-facilitator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(SessionPlan, models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind)
    title = models.CharField(max_length=160)
    minutes = models.PositiveSmallIntegerField()
    trim = models.PositiveSmallIntegerField(null=True, blank=True)
    role = models.CharField(max_length=4, choices=Role, default=Role.LEAD)
    words = models.TextField(blank=True)  # Markdown: what the facilitator says, as one speaks
    notes = models.TextField(blank=True)  # Markdown: for her
    materials = models.TextField(blank=True)  # what to have ready
    shorten = models.TextField(blank=True)  # how to shorten it
    stall = models.TextField(blank=True)  # what to do when it stalls

    objects: ClassVar = ActivityQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "plan", "position", "kind", "title", "minutes", "trim", "role", "words",
             "notes", "materials", "shorten", "stall"),
            _("so that an evening has a plan"),
            NOT_PERSONAL,
        )
    ]  # fmt: skip

    class Meta:
        ordering = ["plan", "position"]
        verbose_name_plural = "activities"
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="activity_position_once"),
            models.CheckConstraint(name="activity_minutes", condition=Q(minutes__gte=1)),
            models.CheckConstraint(
                name="activity_trim_shorter",
                condition=Q(trim__isnull=True) | Q(trim__lt=F("minutes")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
