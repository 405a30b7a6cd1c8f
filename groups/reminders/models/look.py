"""Look: when planning, sending, beat and the watchdog last worked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import NOT_PERSONAL, Keeps


class Look(models.Model):
    """One row per caller: plan, send, beat, watchdog."""

    caller = models.CharField(max_length=12, primary_key=True)
    at = models.DateTimeField()

    keeps = [Keeps(("caller", "at"), _("to see that the messages are at work"), NOT_PERSONAL)]

    def __str__(self) -> str:
        return f"{self.caller} {self.at:%Y-%m-%d %H:%M}"
