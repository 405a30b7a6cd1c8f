"""Curriculum: an ordered set of session plans by an author; published = frozen."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.models.frozen import Freezing, FreezingQuerySet
from facilitator.keeping import NOT_PERSONAL, Keeps


class CurriculumQuerySet(FreezingQuerySet["Curriculum"]):
    """Programmes; the published ones can be read and copied, and nothing else."""

    def published(self) -> "CurriculumQuerySet":
        return self.filter(published_at__isnull=False)

    def newest(self) -> "CurriculumQuerySet":
        """Only the newest published version of each key and language."""
        newer = Curriculum.objects.published().filter(
            key=models.OuterRef("key"),
            language=models.OuterRef("language"),
            version__gt=models.OuterRef("version"),
        )
        return self.published().filter(~models.Exists(newer))


class Curriculum(Freezing):
    """A programme on the screen. `key` is the same in every version and language.

    From `published_at` on it and all that belongs to it is frozen: every write raises Frozen. A
    group points to one row, and so keeps the version it began with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    subtitle = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=120)
    licence = models.CharField(max_length=60)
    attribution = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)  # the usual length of one meeting
    agreements = models.TextField(blank=True)  # Markdown: what a group may start from
    guide = models.TextField(blank=True)  # Markdown: for facilitators alone
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(  # null where the built-in was imported by a command
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = CurriculumQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "key", "version", "language", "title", "subtitle", "author", "licence",
             "attribution", "minutes", "agreements", "guide", "published_at", "published_by"),
            _("so that a programme can be run"),
            NOT_PERSONAL,
        )
    ]  # fmt: skip

    class Meta:
        verbose_name_plural = "curricula"
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language", "version"], name="curriculum_version_once"
            ),
            models.CheckConstraint(
                name="curriculum_published_by_somebody_at_some_time",
                condition=Q(published_at__isnull=False) | Q(published_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, version {self.version})"

    def publish(self, *, now: datetime, by: models.Model | None) -> None:
        """Freeze it: from here on it is copied, not changed. Frozen when it already was."""
        self.published_at, self.published_by = now, by  # type: ignore[assignment]  # a Person
        self.save(update_fields=["published_at", "published_by"])
