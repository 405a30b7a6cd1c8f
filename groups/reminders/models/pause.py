"""Pause: until when a channel is left alone because nobody answered at its other end."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import NOT_PERSONAL, Keeps

SHORTEST, LONGEST = timedelta(seconds=30), timedelta(minutes=10)


class PauseManager(models.Manager["Pause"]):
    def open(self, channel: str, *, code: str, now: datetime) -> None:
        """Leave the channel alone: 30 seconds, then twice as long each time, at most 10 minutes."""
        row, _new = self.get_or_create(channel=channel, defaults={"until": now})
        wait = min(LONGEST, SHORTEST * 2 ** min(row.failures, 10))
        # Two processes that failed together are one failure: the second finds it counted.
        self.filter(channel=channel, failures=row.failures).update(
            failures=row.failures + 1, until=now + wait, code=code[:24]
        )

    def end(self, channel: str) -> None:
        """The other end answers again."""
        self.filter(channel=channel, failures__gt=0).update(failures=0, code="")


class Pause(models.Model):
    """One row per channel that ever failed to connect; `failures` in a row, 0 when it works."""

    channel = models.CharField(max_length=8, primary_key=True)
    until = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=24, blank=True)  # the last answer's number or name

    objects: ClassVar = PauseManager()

    keeps = [
        Keeps(
            ("channel", "until", "failures", "code"),
            _("to leave a mail server alone that does not answer"),
            NOT_PERSONAL,
        )
    ]

    def __str__(self) -> str:
        return f"{self.channel} until {self.until:%Y-%m-%d %H:%M}"
