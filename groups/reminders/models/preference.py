"""Preference: how a person wants to be told; "email choices" on the screen."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import WITH_ACCOUNT, Keeps


class Preference(models.Model):
    """One row per person who chose; no row means the defaults below."""

    class Level(models.TextChoices):
        USUAL = "usual", _("Usual")
        QUIET = "quiet", _("Very quiet")
        NONE = "none", _("None")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="preference"
    )
    level = models.CharField(
        _("how much a mail says"), max_length=5, choices=Level, default="usual"
    )
    # Word half-way through the week that a question waits; only if she asked for it.
    question_since = models.DateTimeField(null=True, blank=True)
    muted = models.JSONField(default=list, blank=True)  # kinds she stopped, by name
    refused = models.PositiveSmallIntegerField(default=0)  # times her address was refused for good

    keeps = [
        Keeps(
            ("person", "level", "question_since", "muted", "refused"),
            _("to tell her in the way she wishes"),
            WITH_ACCOUNT,
        )
    ]

    def __str__(self) -> str:
        return f"Preference {self.pk}"
