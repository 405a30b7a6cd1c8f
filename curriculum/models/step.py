"""Step: what a block says and how long it takes, in a plan or in the library."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Step"]


class Step(models.Model):
    """A timed step. `trim` is the shortest it may become, in minutes; null = fixed length."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Opening")
        AGREE = "agree", _("Agreements")
        ROUND = "round", _("Round")
        INPUT = "input", _("Listening")
        QUIET = "quiet", _("Alone, on paper")
        PAIRS = "pairs", _("In twos")
        GROUP = "group", _("All together")
        REST = "rest", _("Rest")
        CLOSE = "close", _("Closing")

    class Role(models.TextChoices):
        LEAD = "lead", _("the facilitator")
        CO = "co", _("the co-facilitator")

    SAYS: ClassVar = (
        "kind", "title", "minutes", "trim", "role", "words", "notes", "materials", "shorten",
        "stall",
    )  # fmt: skip

    kind = models.CharField(max_length=5, choices=Kind)
    title = models.CharField(max_length=160)
    minutes = models.PositiveSmallIntegerField()
    trim = models.PositiveSmallIntegerField(null=True, blank=True)
    role = models.CharField(max_length=4, choices=Role, default=Role.LEAD)
    words = models.TextField(blank=True)  # Markdown: what the facilitator says, as one speaks
    notes = models.TextField(blank=True)  # Markdown: for her
    materials = models.TextField(blank=True)  # what to have ready
    shorten = models.TextField(blank=True)  # how to shorten it
    stall = models.TextField(blank=True)  # what to do when it stalls

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_minutes", condition=Q(minutes__gte=1)),
            models.CheckConstraint(
                name="%(class)s_trim_shorter",
                condition=Q(trim__isnull=True) | Q(trim__lt=F("minutes")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
