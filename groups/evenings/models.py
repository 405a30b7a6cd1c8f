"""RehearsalNote: what a facilitator notes for herself at a block, sealed with her own key."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar, TypedDict
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps, Sealed, Until
from facilitator.people.models import Person
from groups.models import Group

KEPT_AFTER = timedelta(days=90)


def forget(now: datetime) -> int:
    """The notes of groups whose last evening was more than 90 days ago."""
    finished = Group.objects.finished_before(now - KEPT_AFTER)
    ids = list(finished.filter(rehearsal_notes__isnull=False).values_list("pk", flat=True))
    return RehearsalNote.objects.filter(group__in=ids).delete()[0]


def places() -> Iterator[Sealed]:
    """Every sealed blob of this room, owner by owner."""
    for one in RehearsalNote.objects.order_by("person", "pk").iterator(chunk_size=500):
        yield Sealed(blob=bytes(one.sealed), owner=one.person_id, **one.seat)


class Seat(TypedDict):
    """Where a sealed blob belongs; it opens nowhere else."""

    table: str
    column: str
    row: UUID
    revision: int


class RehearsalNoteQuerySet(models.QuerySet["RehearsalNote"]):
    def for_person(self, person: Person) -> "RehearsalNoteQuerySet":
        return self.filter(person=person)


class RehearsalNote(models.Model):
    """Her note at one block, for one group. Nobody else opens it, not who leads with her.

    `block` is the block's id in the programme, so that the note stays with it when the plan is
    copied for one evening, and when an evening's plan moves on to the next. A block that came in
    with a copy has its own id. No foreign key: a note outlives its block, and is shown then too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="rehearsal_notes"
    )
    group = models.ForeignKey(Group, models.CASCADE, related_name="rehearsal_notes")
    plan = models.UUIDField()  # the programme's plan that the block was in
    block = models.UUIDField()
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects: ClassVar = RehearsalNoteQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "person", "group", "plan", "block", "revision", "saved_at"),
            _("so that a facilitator finds her own notes"),
            Until(_("90 days after the last evening"), forget="groups.evenings.models.forget"),
            export="groups.evenings.notes.of_hers",
            erase="groups.evenings.notes.erase",
        ),
        Keeps(
            "sealed",
            _("a facilitator’s own notes on her plan, which only she opens"),
            Until(_("90 days after the last evening"), forget="groups.evenings.models.forget"),
            sealed=True,
            places="groups.evenings.models.places",
            owner="person",
        ),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "group", "block"], name="rehearsal_note_once")
        ]

    def __str__(self) -> str:
        return "Entry"

    @property
    def seat(self) -> Seat:
        return {
            "table": "evenings_rehearsalnote",
            "column": "sealed",
            "row": self.pk,
            "revision": self.revision,
        }
