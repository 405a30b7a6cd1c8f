"""Reply: what a member said beforehand."""

import uuid
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps
from groups.models.group import YEAR_AFTER
from groups.models.meeting import Meeting
from groups.models.membership import Membership


class TooLate(Exception):
    """The meeting has begun, or was cancelled: what happens now is attendance."""


class MovedSince(Exception):
    """The evening is not any more when the page said that it was, as she answered."""


class ReplyQuerySet(models.QuerySet["Reply"]):
    def standing(self) -> "ReplyQuerySet":
        """Said about the time at which the evening begins now."""
        return self.filter(about=F("meeting__starts_at"))

    def say(
        self, meeting: Meeting, membership: Membership, *, answer: str, note: str, now: datetime,
        seen: int | None = None,
    ) -> "Reply":  # fmt: skip
        """Say whether she comes; a later answer replaces the earlier. Raises TooLate, MovedSince.

        `seen` is the start that stood on her page, in seconds of the epoch.
        """
        if meeting.cancelled_at or meeting.starts_at <= now:
            raise TooLate
        if seen is not None and seen != int(meeting.starts_at.timestamp()):
            raise MovedSince
        said = {"answer": answer, "note": note, "about": meeting.starts_at, "replied_at": now}
        reply, _made = self.update_or_create(meeting=meeting, membership=membership, defaults=said)
        reply.meeting = meeting  # as it is in hand: spares a query
        return reply


class Reply(models.Model):
    """One answer for one meeting; a later one replaces it. What happened is Attendance.

    It is about the time that she was asked for: after a move it does not stand until she answers
    again, or the evening goes back. Another place leaves it standing (docs/adr/0006).
    """

    class Answer(models.TextChoices):
        COMING = "coming", _("I will be there")
        APOLOGIES = "apologies", _("I can’t come")
        UNSURE = "unsure", _("I don’t know yet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="replies")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=9, choices=Answer)
    note = models.CharField(max_length=300, blank=True)  # a line for the facilitator
    about = models.DateTimeField()  # when the evening was to begin, as she answered
    replied_at = models.DateTimeField()

    objects: ClassVar = ReplyQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "meeting", "membership", "answer", "note", "about", "replied_at"),
            _("so that the facilitator knows who is coming"),
            YEAR_AFTER,
            export="groups.hers.replies",
            erase="groups.hers.erase_replies",
        )
    ]

    class Meta:
        verbose_name_plural = "replies"
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="reply_once")]

    def __str__(self) -> str:
        return f"Reply {self.pk}"

    @property
    def stands(self) -> bool:
        """Whether the evening begins when she answered that it would."""
        return self.about == self.meeting.starts_at

    @property
    def was(self) -> datetime:
        """When it was to begin, as she answered, on the wall clock of the evening."""
        return self.about.astimezone(ZoneInfo(self.meeting.time_zone)).replace(tzinfo=None)
