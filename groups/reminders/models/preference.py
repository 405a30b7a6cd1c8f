"""Preference: how a person wants to be told; "email choices" on the screen."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import WITH_ACCOUNT, Keeps
from facilitator.people.models import Person

REFUSED_FOR_GOOD = 2  # an address refused so often is not written to again


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def of(self, person: Person) -> "Preference":
        """Her choices, or the defaults, not saved."""
        return self.filter(person=person).first() or Preference(person=person)


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
    # A break: no mail that she could stop comes, until then or (null) until she says.
    break_since = models.DateTimeField(null=True, blank=True)
    break_until = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)  # planning looks for what is new

    objects: ClassVar = PreferenceQuerySet.as_manager()

    keeps = [
        Keeps(
            (
                "person",
                "level",
                "question_since",
                "muted",
                "refused",
                "break_since",
                "break_until",
                "changed_at",
            ),
            _("to tell her in the way she wishes"),
            WITH_ACCOUNT,
            export="groups.reminders.hers.choices",
            erase="groups.reminders.hers.erase_choices",
        )
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="preference_break_ends_later",
                condition=Q(break_until__isnull=True)
                | Q(break_since__isnull=False, break_until__gt=F("break_since")),
            )
        ]

    def __str__(self) -> str:
        return f"Preference {self.pk}"

    def wants(self, kind: str) -> bool:
        """Whether she lets messages of this kind come."""
        return self.level != self.Level.NONE and kind not in self.muted

    def rests(self, at: datetime) -> bool:
        """Whether she takes a break at that time."""
        if self.break_since is None or at < self.break_since:
            return False
        return self.break_until is None or at < self.break_until

    @property
    def unreachable(self) -> bool:
        return self.refused >= REFUSED_FOR_GOOD

    def mute(self, kind: str, now: datetime) -> None:
        """Stop one kind; saved at once."""
        self.muted = sorted({*self.muted, kind})
        self.changed_at = now
        self.save()
