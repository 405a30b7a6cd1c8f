"""Prompt: a question a member may write to."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.models.frozen import Freezing, FreezingQuerySet
from curriculum.models.session_plan import SessionPlan
from facilitator.keeping import NOT_PERSONAL, Keeps


class PromptQuerySet(FreezingQuerySet["Prompt"]):
    """Questions, the first of a plan first."""

    frozen_by = "plan__curriculum__published_at"
    parent = "plan"


class Prompt(Freezing):
    """One of a plan's questions, in order; the first is this week's question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(SessionPlan, models.CASCADE, related_name="prompts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    objects: ClassVar = PromptQuerySet.as_manager()

    keeps = [
        Keeps(("id", "plan", "position", "text"), _("so that there is a question"), NOT_PERSONAL)
    ]

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="prompt_position_once")
        ]

    def __str__(self) -> str:
        return self.text
