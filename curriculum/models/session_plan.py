"""SessionPlan: one meeting's worth, numbered."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.models.curriculum import Curriculum
from curriculum.models.frozen import Freezing, FreezingQuerySet
from facilitator.keeping import NOT_PERSONAL, Keeps


class SessionPlanQuerySet(FreezingQuerySet["SessionPlan"]):
    """Plans, in the order of their numbers."""

    frozen_by = "curriculum__published_at"
    parent = "curriculum"


class SessionPlan(Freezing):
    """One plan of a curriculum. `number` 0 is Session 0; a reunion is the last + 1."""

    class Part(models.TextChoices):
        MAIN = "main", _("one of the evenings")
        BEFORE = "before", _("before the first")
        AFTER = "after", _("after the last")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    curriculum = models.ForeignKey(Curriculum, models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=6, choices=Part, default=Part.MAIN)
    title = models.CharField(max_length=120)
    theme = models.TextField()
    aim = models.TextField()
    minutes = models.PositiveSmallIntegerField(default=90)
    page = models.TextField()  # Markdown: what members read, about four minutes
    practice = models.TextField(blank=True)
    caution = models.TextField()
    handout = models.TextField(blank=True)  # Markdown

    objects: ClassVar = SessionPlanQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "curriculum", "number", "part", "title", "theme", "aim", "minutes", "page",
             "practice", "caution", "handout"),
            _("so that an evening has a plan"),
            NOT_PERSONAL,
        )
    ]  # fmt: skip

    class Meta:
        ordering = ["curriculum", "number"]
        constraints = [
            models.UniqueConstraint(fields=["curriculum", "number"], name="plan_number_once"),
            models.CheckConstraint(
                name="plan_minutes_sensible", condition=models.Q(minutes__range=(10, 600))
            ),
        ]

    def __str__(self) -> str:
        return self.title
