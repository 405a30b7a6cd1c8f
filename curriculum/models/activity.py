"""Activity: a timed step of a plan; "block" on the screen."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.models.frozen import Freezing, FreezingQuerySet
from curriculum.models.session_plan import SessionPlan
from curriculum.models.step import Step
from facilitator.keeping import NOT_PERSONAL, Keeps


class ActivityQuerySet(FreezingQuerySet["Activity"]):
    """Blocks, in the order in which they are run."""

    frozen_by = "plan__curriculum__published_at"
    parent = "plan"


class Activity(Freezing, Step):
    """One block of a plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(SessionPlan, models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField()

    objects: ClassVar = ActivityQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "plan", "position", *Step.SAYS),
            _("so that an evening has a plan"),
            NOT_PERSONAL,
        )
    ]

    class Meta(Step.Meta):
        ordering = ["plan", "position"]
        verbose_name_plural = "activities"
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="activity_position_once"),
            *Step.Meta.constraints,
        ]
