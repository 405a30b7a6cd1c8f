"""Look: when planning, sending, beat and the watchdog last worked."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import NOT_PERSONAL, Keeps


class LookManager(models.Manager["Look"]):
    def saw(self, caller: str, now: datetime) -> None:
        """Write down that `caller` worked; one statement, and never backwards."""
        self.bulk_create(
            [Look(caller=caller, at=now)],
            update_conflicts=True,
            unique_fields=["caller"],
            update_fields=["at"],
        )


class Look(models.Model):
    """One row per caller: plan, everything (a plan of everything), send, beat, watchdog.

    And "nobody": when a mail was last asked for to an address that nobody has (accounts.py).
    """

    caller = models.CharField(max_length=12, primary_key=True)
    at = models.DateTimeField()

    objects: ClassVar = LookManager()

    keeps = [Keeps(("caller", "at"), _("to see that the messages are at work"), NOT_PERSONAL)]

    def __str__(self) -> str:
        return f"{self.caller} {self.at:%Y-%m-%d %H:%M}"
