"""Contact and Wish: how she may be reached after the ending, and by whom; Farewell: her choice.

All three hang on her membership: whoever left has ended them, and they are forgotten with it.
None says when a wish was made: that would tell who answered whom.
"""

import uuid
from collections.abc import Iterator
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import OTHER_KEY, Keeps, Sealed, Until
from facilitator.people.models import Person
from groups.models import Membership
from groups.models.group import YEAR_AFTER
from groups.reflections.models.page import Seat

WHILE_IN = Until(
    _("until she takes it back or leaves, at the latest until her group is forgotten"),
    forget="groups.reflections.parting.forget_contacts",
)


class Contact(models.Model):
    """How she may be reached, in her own words, under a key of its own that stands here.

    `wrapped` is that key, closed with the group's: taking back is deleting this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.OneToOneField(Membership, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    wrapped = models.BinaryField()

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("id", "membership"),
            _("so that those who both say yes can stay in touch"),
            WHILE_IN,
            export="groups.reflections.parting.contacts_for_export",
            erase="groups.reflections.parting.erase_contacts",
        ),
        Keeps(
            "sealed",
            _("how she may be reached, for those alone who chose each other"),
            WHILE_IN,
            sealed=True,
            places="groups.reflections.models.contact.texts",
            owner=OTHER_KEY,
        ),
        Keeps(
            "wrapped",
            _("the key of how she may be reached"),
            WHILE_IN,
            sealed=True,
            places="groups.reflections.models.contact.keys",
            owner="membership__group",
        ),
    ]

    def __str__(self) -> str:
        return "Entry"

    @property
    def group_id(self) -> UUID:
        """Whose key closes its key."""
        group: UUID = self.membership.group_id
        return group

    def seat(self, column: str) -> Seat:
        """Where its words or its key belong."""
        return {"table": "reflections_contact", "column": column, "row": self.pk, "revision": 1}

    @property
    def closed_key(self) -> Sealed:
        """Its key, as the group's box closed it."""
        seat = self.seat("wrapped")
        return Sealed(bytes(self.wrapped), owner=self.group_id, of_group=True, **seat)


class Wish(models.Model):
    """One would like to stay in touch with another. A yes alone is seen by nobody but its giver."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    to = models.ForeignKey(Membership, models.CASCADE, related_name="+")

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("id", "by", "to"),
            _("so that contact is exchanged only where both say yes"),
            WHILE_IN,
        )
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "to"], name="wish_once_each_way"),
            models.CheckConstraint(name="wish_to_another", condition=~Q(by=F("to"))),
        ]

    def __str__(self) -> str:
        return "Entry"


class FarewellQuerySet(models.QuerySet["Farewell"]):
    def for_person(self, person: Person) -> "FarewellQuerySet":
        return self.filter(membership__person=person)


class Farewell(models.Model):
    """What she chose for what she wrote in a group; shown to her alone, counted by nobody."""

    class Choice(models.TextChoices):
        KEEP = "keep", _("Keep what I wrote")
        TAKE = "take", _("Take it with me")
        ERASE = "erase", _("Erase what I wrote")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.OneToOneField(Membership, models.CASCADE, related_name="+")
    choice = models.CharField(max_length=5, choices=Choice)
    chosen_at = models.DateTimeField()

    objects: ClassVar = FarewellQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "membership", "choice", "chosen_at"),
            _("so that she finds what she chose for what she wrote in a group"),
            YEAR_AFTER,
            export="groups.reflections.parting.farewells_for_export",
            erase="groups.reflections.parting.erase_farewells",
        )
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="farewell_one_of_three", condition=Q(choice__in=["keep", "take", "erase"])
            )
        ]

    def __str__(self) -> str:
        return "Entry"


def _by_group() -> Iterator[Contact]:
    rows = Contact.objects.select_related("membership").order_by("membership__group", "pk")
    yield from rows.iterator(chunk_size=500)


def keys() -> Iterator[Sealed]:
    """Every closed key, group by group."""
    for one in _by_group():
        yield one.closed_key


def texts() -> Iterator[Sealed]:
    """Every sealed text, group by group."""
    for one in _by_group():
        yield Sealed(bytes(one.sealed), owner=one.pk, under=one.closed_key, **one.seat("sealed"))
