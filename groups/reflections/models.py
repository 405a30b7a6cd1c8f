"""Reflection and Revision: private writing, sealed; nothing here can say what was written."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.models import Prompt
from facilitator.keeping import WITH_ACCOUNT, Keeps, Until
from facilitator.people.models import Person
from groups.models import Meeting

BASKET_FOR = timedelta(days=7)


def forget_basket(now: datetime) -> int:
    """Pages seven days in the basket are gone, with every revision."""
    return Reflection.objects.filter(deleted_at__lte=now - BASKET_FOR).delete()[0]


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def for_person(self, person: Person) -> "ReflectionQuerySet":
        return self.filter(person=person)

    def kept(self) -> "ReflectionQuerySet":
        return self.filter(deleted_at__isnull=True)

    def in_basket(self) -> "ReflectionQuerySet":
        return self.filter(deleted_at__isnull=False)


class Reflection(models.Model):
    """One page; "a page" on the screen. Its words stand in its revisions, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reflections")
    # Which evening's week it was begun in (null: in no group's week), and to which question.
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="reflections"
    )
    prompt = models.ForeignKey(Prompt, models.SET_NULL, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)  # the number of the newest revision
    deleted_at = models.DateTimeField(null=True, blank=True)  # in the basket since

    objects: ClassVar = ReflectionQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "person", "meeting", "prompt", "begun_at", "revision"),
            _("so that she finds her own pages"),
            WITH_ACCOUNT,
        ),
        Keeps(
            "deleted_at",
            _("so that she can put a page back"),
            Until(_("7 days in the basket"), forget="groups.reflections.models.forget_basket"),
        ),
    ]

    class Meta:
        indexes = [models.Index(fields=["person", "-begun_at"], name="reflection_of_a_person")]

    def __str__(self) -> str:
        return "Entry"


class Revision(models.Model):
    """One saved state of a page: append-only, sealed with its writer's key.

    `key` is the browser's idempotency key: the same save sent twice is one revision.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    key = models.UUIDField(null=True, blank=True)
    saved_at = models.DateTimeField()

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("id", "reflection", "number", "key", "saved_at"),
            _("so that no word is lost"),
            WITH_ACCOUNT,
        ),
        Keeps("sealed", _("her own words, which only she opens"), WITH_ACCOUNT, sealed=True),
    ]

    class Meta:
        ordering = ["reflection", "number"]
        constraints = [
            models.UniqueConstraint(fields=["reflection", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["reflection", "key"],
                condition=Q(key__isnull=False),
                name="revision_key_once",
            ),
        ]

    def __str__(self) -> str:
        return "Entry"
