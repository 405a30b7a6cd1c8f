"""Reflection and Revision: private writing, sealed; nothing here can say what was written."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar, TypedDict
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.models import Prompt
from facilitator.keeping import WITH_ACCOUNT, Keeps, Sealed, Until
from facilitator.people.models import Person
from groups.models import Meeting

BASKET_FOR = timedelta(days=7)


def forget_basket(now: datetime) -> int:
    """Pages seven days in the basket are gone, with every revision."""
    return Reflection.objects.filter(deleted_at__lte=now - BASKET_FOR).delete()[0]


def places() -> Iterator[Sealed]:
    """Every sealed blob of this room, owner by owner."""
    revisions = Revision.objects.order_by("reflection__person", "reflection", "number")
    for one in revisions.select_related("reflection").iterator(chunk_size=500):
        yield Sealed(blob=bytes(one.sealed), owner=one.reflection.person_id, **one.seat)


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def for_person(self, person: Person) -> "ReflectionQuerySet":
        return self.filter(person=person)

    def kept(self) -> "ReflectionQuerySet":
        return self.filter(deleted_at__isnull=True)

    def in_basket(self, now: datetime) -> "ReflectionQuerySet":
        """Deleted, and still to be had back."""
        return self.filter(deleted_at__gt=now - BASKET_FOR)


class Reflection(models.Model):
    """One page; "a page" on the screen. Its words stand in its revisions, sealed.

    `pad` is the editor that began it: one open editor begins one page, however often it asks.
    `beside` is the page that another device was writing on at the same time; both are kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reflections")
    # Which evening's week it was begun in (null: in no group's week), and to which question.
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="reflections"
    )
    prompt = models.ForeignKey(Prompt, models.SET_NULL, null=True, blank=True, related_name="+")
    beside = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="besides"
    )
    pad = models.UUIDField(null=True, blank=True)
    begun_at = models.DateTimeField()
    written_at = models.DateTimeField()  # when the newest revision was saved
    revision = models.PositiveIntegerField(default=0)  # the number of the newest revision
    deleted_at = models.DateTimeField(null=True, blank=True)  # in the basket since

    objects: ClassVar = ReflectionQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "person", "meeting", "prompt", "beside", "pad", "begun_at", "written_at",
             "revision"),
            _("so that she finds her own pages"),
            WITH_ACCOUNT,
            export="groups.reflections.taking.pages",
            erase="groups.reflections.taking.erase_pages",
        ),
        Keeps(
            "deleted_at",
            _("so that she can put a page back"),
            Until(_("7 days in the basket"), forget="groups.reflections.models.page.forget_basket"),
        ),
    ]  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["person", "-begun_at"], name="reflection_of_a_person"),
            models.Index(fields=["person", "written_at"], name="reflection_written_since"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "pad"],
                condition=Q(pad__isnull=False, beside__isnull=True),
                name="reflection_one_of_a_pad",
            ),
            models.UniqueConstraint(
                fields=["beside", "pad"],
                condition=Q(pad__isnull=False, beside__isnull=False),
                name="reflection_one_beside_of_a_pad",
            ),
        ]

    def __str__(self) -> str:
        return "Entry"


class Seat(TypedDict):
    """Where a sealed blob belongs; it opens nowhere else."""

    table: str
    column: str
    row: UUID
    revision: int


def seat_of(row: UUID, number: int) -> Seat:
    """Where the words of a revision belong."""
    return {
        "table": "reflections_revision", "column": "sealed", "row": row, "revision": number
    }  # fmt: skip


class Revision(models.Model):
    """One saved state of a page: append-only, sealed with its writer's key.

    `key` is the browser's idempotency key: the same save sent twice is one revision.
    `pad` and `seq` are the open editor it came from and its count: later words of one editor
    follow its earlier ones, words of two editors stand on two pages.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    key = models.UUIDField(null=True, blank=True)
    pad = models.UUIDField(null=True, blank=True)
    seq = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("id", "reflection", "number", "key", "pad", "seq", "saved_at"),
            _("so that no word is lost"),
            WITH_ACCOUNT,
        ),
        Keeps(
            "sealed",
            _("her own words, which only she opens"),
            WITH_ACCOUNT,
            sealed=True,
            places="groups.reflections.models.page.places",
            owner="reflection__person",
            thrown_away="reflection__deleted_at",
        ),
    ]

    class Meta:
        ordering = ["reflection", "number"]
        indexes = [models.Index(fields=["key"], name="revision_by_key")]
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

    @property
    def seat(self) -> Seat:
        return seat_of(self.pk, self.number)
