"""Prompt: a question a member may write to."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.models.session_plan import SessionPlan
from facilitator.keeping import NOT_PERSONAL, Keeps


class Prompt(models.Model):
    """One of a plan's questions, in order; the first is this week's question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(SessionPlan, models.CASCADE, related_name="prompts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

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
