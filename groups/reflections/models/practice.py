"""PracticeAnswer: what became of an evening's practice, in her own three words; sealed."""

import uuid
from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import WITH_ACCOUNT, Keeps, Sealed
from facilitator.people.models import Person
from groups.models import Meeting
from groups.reflections.models.page import Seat


class Said(models.TextChoices):
    """What she may say of it. Never a number, and none of them is better."""

    DID = "did", _("Did it")
    LITTLE = "little", _("A little")
    NOT = "not", _("Not this week")


def places() -> Iterator[Sealed]:
    """Every sealed answer, owner by owner."""
    for one in PracticeAnswer.objects.order_by("person", "pk").iterator(chunk_size=500):
        yield Sealed(blob=bytes(one.sealed), owner=one.person_id, **one.seat)


class PracticeQuerySet(models.QuerySet["PracticeAnswer"]):
    def for_person(self, person: Person) -> "PracticeQuerySet":
        return self.filter(person=person)


class PracticeAnswer(models.Model):
    """One for each person and evening. The three answers are the same length when sealed.

    No time is kept: when she answered says something about her week, and nobody needs it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="practised")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    objects: ClassVar = PracticeQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "person", "meeting"),
            _("so that she finds what she said about the practice of an evening"),
            WITH_ACCOUNT,
            export="groups.reflections.practising.for_export",
            erase="groups.reflections.practising.erase",
        ),
        Keeps(
            "sealed",
            _("what became of a practice, which only she opens"),
            WITH_ACCOUNT,
            sealed=True,
            places="groups.reflections.models.practice.places",
            owner="person",
        ),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "meeting"], name="practice_once_an_evening")
        ]

    def __str__(self) -> str:
        return "Entry"

    @property
    def seat(self) -> Seat:
        return {
            "table": "reflections_practiceanswer", "column": "sealed", "row": self.pk, "revision": 1
        }  # fmt: skip
