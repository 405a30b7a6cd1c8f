"""Reply: what a member said beforehand."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps
from groups.models.group import YEAR_AFTER
from groups.models.meeting import Meeting
from groups.models.membership import Membership


class Reply(models.Model):
    """One answer for one meeting; a later one replaces it. What happened is Attendance."""

    class Answer(models.TextChoices):
        COMING = "coming", _("I will be there")
        APOLOGIES = "apologies", _("I can’t come")
        UNSURE = "unsure", _("I don’t know yet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="replies")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=9, choices=Answer)
    note = models.CharField(max_length=300, blank=True)  # a line for the facilitator
    replied_at = models.DateTimeField()

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("id", "meeting", "membership", "answer", "note", "replied_at"),
            _("so that the facilitator knows who is coming"),
            YEAR_AFTER,
        )
    ]

    class Meta:
        verbose_name_plural = "replies"
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="reply_once")]

    def __str__(self) -> str:
        return f"Reply {self.pk}"
