"""Keepsake: the book of sentences that she picked from her own pages; one sealed document."""

import uuid
from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps, Sealed
from facilitator.people.models import Person
from groups.reflections.models.letter import UNTIL_SHE_LETS_GO
from groups.reflections.models.page import Seat


def books() -> Iterator[Sealed]:
    """Every sealed book, owner by owner."""
    for one in Keepsake.objects.order_by("person").iterator(chunk_size=500):
        yield Sealed(blob=bytes(one.sealed), owner=one.person_id, **one.seat)


class KeepsakeQuerySet(models.QuerySet["Keepsake"]):
    def for_person(self, person: Person) -> "KeepsakeQuerySet":
        return self.filter(person=person)


class Keepsake(models.Model):
    """One for each person. Its sentences, their order and its title are sealed as one.

    A change seals the same row again: what she takes out is not kept in an older state. There is no
    time, because nobody needs one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="keepsakes")
    revision = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()

    objects: ClassVar = KeepsakeQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "person", "revision"),
            _("so that the sentences that she picked stay together in her book"),
            UNTIL_SHE_LETS_GO,
            export="groups.reflections.keepsakes.for_export",
            erase="groups.reflections.keepsakes.erase",
        ),
        Keeps(
            "sealed",
            _("her own sentences, which only she opens"),
            UNTIL_SHE_LETS_GO,
            sealed=True,
            places="groups.reflections.models.keepsake.books",
            owner="person",
        ),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="keepsake_one_each"),
            models.CheckConstraint(name="keepsake_counted", condition=Q(revision__gte=1)),
        ]

    def __str__(self) -> str:
        return "Entry"

    @property
    def seat(self) -> Seat:
        return {
            "table": "reflections_keepsake", "column": "sealed", "row": self.pk,
            "revision": self.revision,
        }  # fmt: skip
