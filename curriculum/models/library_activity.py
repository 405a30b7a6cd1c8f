"""LibraryActivity: a block kept for use in any plan."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.models.step import Step
from facilitator.keeping import WITH_ACCOUNT, Keeps
from facilitator.people.models import Person


class LibraryActivityQuerySet(models.QuerySet["LibraryActivity"]):
    """Blocks of the library, by title."""

    def for_person(self, person: Person) -> "LibraryActivityQuerySet":
        """The starter set, and what she kept herself."""
        return self.filter(Q(owner__isnull=True) | Q(owner=person))


class LibraryActivity(Step):
    """`owner` null: one of the starter set, which came with the house in `language`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=10)
    kept_at = models.DateTimeField()

    objects: ClassVar = LibraryActivityQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "owner", "language", "kept_at", *Step.SAYS),
            _("so that whoever keeps a block can use it again"),
            WITH_ACCOUNT,
            export="curriculum.hers.blocks",
            erase="curriculum.hers.erase_blocks",
        )
    ]

    class Meta(Step.Meta):
        ordering = ["title", "pk"]
        verbose_name_plural = "library activities"
        constraints = [
            models.UniqueConstraint(
                fields=["language", "title"],
                condition=Q(owner__isnull=True),
                name="library_starter_once",
            ),
            *Step.Meta.constraints,
        ]
