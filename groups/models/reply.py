"""Reply: what a member said beforehand."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps
from groups.models.group import YEAR_AFTER
from groups.models.meeting import Meeting
from groups.models.membership import Membership


class TooLate(Exception):
    """The meeting has begun, or was cancelled: what happens now is attendance."""


class ReplyQuerySet(models.QuerySet["Reply"]):
    def say(
        self, meeting: Meeting, membership: Membership, *, answer: str, note: str, now: datetime
    ) -> "Reply":
        """Say whether she comes; a later answer replaces the earlier. Raises TooLate."""
        if meeting.cancelled_at or meeting.starts_at <= now:
            raise TooLate
        said = {"answer": answer, "note": note, "replied_at": now}
        reply, _made = self.update_or_create(meeting=meeting, membership=membership, defaults=said)
        return reply


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

    objects: ClassVar = ReplyQuerySet.as_manager()

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
