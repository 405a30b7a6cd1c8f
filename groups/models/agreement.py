"""Agreement: how a group looks after one another, in versions."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import NOT_PERSONAL, Keeps
from groups.models.group import Group


class Agreement(models.Model):
    """One version of a group's agreement; never edited, only followed by the next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()  # Markdown
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    keeps = [
        Keeps(
            ("id", "group", "version", "text", "written_at", "written_by"),
            _("so that everybody knows what was agreed"),
            NOT_PERSONAL,
            not_taken="The group's record; what she agreed to is taken with her place.",
            not_erased="The group's record; the id leads to an emptied row.",
        )
    ]

    class Meta:
        ordering = ["group", "version"]
        constraints = [
            models.UniqueConstraint(fields=["group", "version"], name="agreement_version_once")
        ]

    def __str__(self) -> str:
        return f"Agreement {self.pk}"
