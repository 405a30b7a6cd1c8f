"""Letter and LetterRevision: a letter that is never sent; nothing here can say what it says."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import Keeps, Sealed, Until
from facilitator.people.models import Person
from groups.models import Meeting
from groups.reflections.models.page import Seat

UNTIL_SHE_LETS_GO = Until(_("until she lets it go, at the latest with the account"))


def texts() -> Iterator[Sealed]:
    """Every sealed blob of the letters, owner by owner."""
    revisions = LetterRevision.objects.order_by("letter__person", "letter", "number")
    for one in revisions.select_related("letter").iterator(chunk_size=500):
        yield Sealed(blob=bytes(one.sealed), owner=one.letter.person_id, **one.seat)


class LetterQuerySet(models.QuerySet["Letter"]):
    def for_person(self, person: Person) -> "LetterQuerySet":
        """Hers, each with the evening that it waits for."""
        return self.filter(person=person).select_related("opens_with")

    def readable(self) -> "LetterQuerySet":
        """Those whose words she may read now: never sealed, or opened in their time."""
        return self.filter(Q(sealed_at__isnull=True) | Q(opened_at__isnull=False))

    def unsealed(self) -> "LetterQuerySet":
        return self.filter(sealed_at__isnull=True)


class Letter(models.Model):
    """One letter. Sealed, nobody opens it before its time, its writer neither.

    `opens_at` is the time that it was sealed for; `opens_with` the evening, which may move: then
    the evening's time counts, and when it was opened `opens_at` says it. `pad` is the editor that
    began it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="letters")
    pad = models.UUIDField()
    begun_at = models.DateTimeField()
    written_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)  # the number of the newest revision
    sealed_at = models.DateTimeField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    opens_with = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = LetterQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "person", "pad", "begun_at", "written_at", "revision", "sealed_at", "opens_at",
             "opens_with", "opened_at"),
            _("so that a letter lies there until the day that she chose"),
            UNTIL_SHE_LETS_GO,
            export="groups.reflections.letters.letters_for_export",
            erase="groups.reflections.letters.erase_letters",
        )
    ]  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["person", "-begun_at"], name="letter_of_a_person")]
        constraints = [
            models.UniqueConstraint(fields=["person", "pad"], name="letter_one_of_a_pad"),
            models.CheckConstraint(
                name="letter_sealed_until_later",
                condition=Q(
                    sealed_at__isnull=True,
                    opens_at__isnull=True,
                    opens_with__isnull=True,
                    opened_at__isnull=True,
                )
                | Q(
                    sealed_at__isnull=False,
                    opens_at__isnull=False,
                    opens_at__gt=F("sealed_at"),
                ),
            ),
            models.CheckConstraint(
                name="letter_opened_in_its_time",
                condition=Q(opened_at__isnull=True) | Q(opened_at__gte=F("opens_at")),
            ),
        ]

    def __str__(self) -> str:
        return "Entry"

    @property
    def until(self) -> datetime | None:
        """When it opens, as its evening stands now; None while it is not sealed."""
        waits = self.opened_at is None and self.opens_with is not None
        return self.opens_with.starts_at if waits and self.opens_with else self.opens_at


class LetterRevision(models.Model):
    """One saved state of a letter: append-only, sealed with its writer's key, as of a page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    key = models.UUIDField(null=True, blank=True)
    pad = models.UUIDField()
    seq = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("id", "letter", "number", "key", "pad", "seq", "saved_at"),
            _("so that no word is lost"),
            UNTIL_SHE_LETS_GO,
        ),
        Keeps(
            "sealed",
            _("her own words, which only she opens"),
            UNTIL_SHE_LETS_GO,
            sealed=True,
            places="groups.reflections.models.letter.texts",
            owner="letter__person",
        ),
    ]

    class Meta:
        ordering = ["letter", "number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="letter_revision_once"),
            models.UniqueConstraint(
                fields=["letter", "key"],
                condition=Q(key__isnull=False),
                name="letter_revision_key_once",
            ),
        ]

    def __str__(self) -> str:
        return "Entry"

    @property
    def seat(self) -> Seat:
        return {
            "table": "reflections_letterrevision",
            "column": "sealed",
            "row": self.pk,
            "revision": self.number,
        }
