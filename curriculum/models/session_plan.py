"""SessionPlan: one meeting's worth, numbered."""

import uuid
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.models.curriculum import Curriculum
from curriculum.models.frozen import Freezing, FreezingQuerySet
from facilitator.keeping import NOT_PERSONAL, Keeps


class SessionPlanQuerySet(FreezingQuerySet["SessionPlan"]):
    """Plans, in the order of their numbers."""

    frozen_by = "curriculum__published_at"
    parent = "curriculum"


class SessionPlan(Freezing):
    """One plan of a curriculum, or of one meeting alone. `number` 0 is Session 0; a reunion is the
    last + 1.

    A plan that was adapted for one meeting belongs to no curriculum: it is a copy of
    `copied_from`, which stays as it is. `edition` rises with each change: an editor says which
    one it saw, so that two people never write over each other unseen.
    """

    class Part(models.TextChoices):
        MAIN = "main", _("one of the evenings")
        BEFORE = "before", _("before the first")
        AFTER = "after", _("after the last")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    curriculum = models.ForeignKey(
        Curriculum, models.CASCADE, related_name="plans", null=True, blank=True
    )
    copied_from = models.ForeignKey(
        "self", models.PROTECT, related_name="copies", null=True, blank=True
    )
    language = models.CharField(max_length=10)  # of its words; in a translation it may be another
    edition = models.PositiveIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=6, choices=Part, default=Part.MAIN)
    title = models.CharField(max_length=120)
    theme = models.TextField()
    aim = models.TextField()
    minutes = models.PositiveSmallIntegerField(default=90)
    page = models.TextField()  # Markdown: what members read, about four minutes
    practice = models.TextField(blank=True)
    caution = models.TextField()
    handout = models.TextField(blank=True)  # Markdown

    objects: ClassVar = SessionPlanQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "curriculum", "copied_from", "language", "edition", "number", "part", "title",
             "theme", "aim", "minutes", "page", "practice", "caution", "handout"),
            _("so that an evening has a plan"),
            NOT_PERSONAL,
        )
    ]  # fmt: skip

    class Meta:
        ordering = ["curriculum", "number"]
        constraints = [
            models.UniqueConstraint(fields=["curriculum", "number"], name="plan_number_once"),
            models.CheckConstraint(
                name="plan_of_a_curriculum_or_of_a_meeting",
                condition=models.Q(curriculum__isnull=False, copied_from__isnull=True)
                | models.Q(curriculum__isnull=True, copied_from__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_minutes_sensible", condition=models.Q(minutes__range=(10, 600))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def origin(self) -> UUID:
        """What a page knows it by: its id, or, adapted for one meeting, the id of its source."""
        return self.copied_from_id or self.pk

    @property
    def seen(self) -> str:
        """What a page says that it saw: which edition, of which plan."""
        return f"{self.edition}.{self.origin}"

    @property
    def programme(self) -> Curriculum:
        """The curriculum that it is from, also where it was adapted for one meeting."""
        of: Curriculum | None = self.curriculum
        if of is None:
            assert self.copied_from is not None  # noqa: S101  a constraint says so
            return self.copied_from.programme
        return of
