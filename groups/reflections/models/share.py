"""Share, Addressee, Answer: what she gave away of a page, to whom, and what came back."""

import uuid
from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import OTHER_KEY, Keeps, Sealed, Until
from facilitator.people.models import Person
from groups.models import Group, Membership
from groups.models.membership import LEADING, MembershipQuerySet
from groups.reflections.models.carried import Carried
from groups.reflections.models.page import Reflection, Seat

TAKEN_BACK = Until(
    _("until she takes it back, at the latest until her group is forgotten"),
    forget="groups.reflections.parting.forget_given",
)


class To(models.TextChoices):
    """Through which door: to those who lead whom she named, or to her group as a card."""

    FACILITATORS = "facilitators"
    GROUP = "group"


class ShareQuerySet(models.QuerySet["Share"]):
    def by(self, person: Person) -> "ShareQuerySet":
        """What she gave."""
        return self.filter(author=person)


class Share(models.Model):
    """A frozen copy of a page or of one part of it, under a key of its own that stands here.

    `wrapped` is that key, closed with the group's: taking back is deleting this row. A card
    without her name hides her from everybody who reads it, those who lead included.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="shares")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    page = models.ForeignKey(Reflection, models.CASCADE, related_name="shares")
    to = models.CharField(max_length=12, choices=To)
    whole = models.BooleanField()  # or one excerpt
    named = models.BooleanField()  # with her name
    offers_turn = models.BooleanField()  # she would like to speak of it
    sealed = models.BinaryField()
    wrapped = models.BinaryField()
    given_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    slip = models.UUIDField()  # the form that gave it: pressed twice is given once

    objects: ClassVar = ShareQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "author", "group", "page", "to", "whole", "named", "offers_turn", "given_at",
             "hidden_at", "hidden_by", "slip"),
            _("to show what she gave to those whom she gave it to"),
            TAKEN_BACK,
            export="groups.reflections.giving.given_for_export",
            erase="groups.reflections.giving.erase_given",
        ),
        Keeps(
            "sealed",
            _("the words that she gave away, for those alone whom she gave them to"),
            TAKEN_BACK,
            sealed=True,
            places="groups.reflections.models.share.texts",
            owner=OTHER_KEY,
        ),
        Keeps(
            "wrapped",
            _("the key of what she gave away"),
            TAKEN_BACK,
            sealed=True,
            places="groups.reflections.models.share.keys",
            owner="group",
        ),
    ]  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["group", "to", "-given_at"], name="share_of_a_group")]
        constraints = [
            models.UniqueConstraint(fields=["author", "slip"], name="share_once_a_slip"),
            models.UniqueConstraint(fields=["id", "to"], name="share_carries_its_door"),
            models.CheckConstraint(name="share_door", condition=Q(to__in=To.values)),
            models.CheckConstraint(
                name="share_unnamed_is_a_silent_card",
                condition=Q(named=True) | Q(to=To.GROUP, offers_turn=False),
            ),
            models.CheckConstraint(
                name="share_turn_is_a_cards", condition=Q(offers_turn=False) | Q(to=To.GROUP)
            ),
            models.CheckConstraint(
                name="share_hidden_is_a_card_and_by_somebody",
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True)
                | Q(hidden_at__isnull=False, hidden_by__isnull=False, to=To.GROUP),
            ),
        ]

    def __str__(self) -> str:
        return "Entry"

    def seat(self, column: str) -> Seat:
        """Where its words or its key belong."""
        return {"table": "reflections_share", "column": column, "row": self.pk, "revision": 1}

    @property
    def closed_key(self) -> Sealed:
        """Its key, as the group's box closed it."""
        seat = self.seat("wrapped")
        return Sealed(bytes(self.wrapped), owner=self.group_id, of_group=True, **seat)


def _hers() -> MembershipQuerySet:
    """Of each addressee: her memberships of the share's group, whenever."""
    found: MembershipQuerySet = Membership.objects.filter(
        group=OuterRef("share__group"), person=OuterRef("person")
    )
    return found


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    def readable(self) -> "AddresseeQuerySet":
        """Those who may read it now: in the group ever since, leading it where that was asked.

        Who left in between does not regain it; a change of role is no leaving.
        """
        here = _hers().filter(ended_at__isnull=True)
        left = _hers().filter(ended_at__gte=OuterRef("share__given_at"), became__isnull=True)
        return self.filter(
            Q(to=To.GROUP) | Exists(here.filter(role__in=LEADING)), Exists(here), ~Exists(left),
            share__group__closed_at__isnull=True,
        )  # fmt: skip

    def leading(self) -> "AddresseeQuerySet":
        """Those who lead its group now."""
        return self.filter(Exists(_hers().filter(ended_at__isnull=True, role__in=LEADING)))

    def for_person(self, person: Person) -> "AddresseeQuerySet":
        """What was given to her and she may read now; hidden cards too."""
        return self.readable().filter(person=person)


class Addressee(models.Model):
    """One person whom it was given to, at the click; `opened_at` is shown to the writer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    share = models.ForeignKey(Share, models.CASCADE, related_name="addressees")
    to = models.CharField(max_length=12, choices=To)  # as of the share
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = AddresseeQuerySet.as_manager()

    keeps = [
        Keeps(
            ("id", "share", "to", "person", "opened_at"),
            _("so that the writer knows who can read what she gave, and who did"),
            TAKEN_BACK,
            export="groups.reflections.giving.received_for_export",
            erase="groups.reflections.giving.erase_received",
        )
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["share", "person"], name="addressee_once"),
            models.UniqueConstraint(fields=["id", "to"], name="addressee_carries_its_door"),
            Carried(
                fields=["share", "to"], to=("reflections.Share", "id", "to"),
                name="addressee_door_of_its_share",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["person", "to"], name="addressee_of_a_person")]

    def __str__(self) -> str:
        return "Entry"


class Answer(models.Model):
    """A facilitator's private word on a page that was given to her; sealed with its key."""

    addressee = models.OneToOneField(
        Addressee, models.CASCADE, primary_key=True, related_name="answer"
    )
    to = models.CharField(max_length=12, choices=To)  # as of the share: a page, never a card
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField()

    objects: ClassVar = models.Manager()

    keeps = [
        Keeps(
            ("addressee", "to", "revision", "answered_at"),
            _("so that a facilitator can answer, to the writer alone"),
            TAKEN_BACK,
        ),
        Keeps(
            "sealed",
            _("a facilitator’s word on a page that was given to her"),
            TAKEN_BACK,
            sealed=True,
            places="groups.reflections.models.share.answers",
            owner=OTHER_KEY,
        ),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(name="answer_to_a_page", condition=Q(to=To.FACILITATORS)),
            Carried(
                fields=["addressee", "to"], to=("reflections.Addressee", "id", "to"),
                name="answer_door_of_its_share",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return "Entry"

    @property
    def seat(self) -> Seat:
        return {
            "table": "reflections_answer",
            "column": "sealed",
            "row": self.pk,
            "revision": self.revision,
        }


def keys() -> Iterator[Sealed]:
    """Every closed key, group by group."""
    for one in Share.objects.order_by("group", "pk").iterator(chunk_size=500):
        yield one.closed_key


def texts() -> Iterator[Sealed]:
    """Every sealed copy, group by group."""
    for one in Share.objects.order_by("group", "pk").iterator(chunk_size=500):
        yield Sealed(bytes(one.sealed), owner=one.pk, under=one.closed_key, **one.seat("sealed"))


def answers() -> Iterator[Sealed]:
    """Every sealed answer, group by group."""
    rows = Answer.objects.select_related("addressee__share").order_by("addressee__share__group")
    for one in rows.iterator(chunk_size=500):
        share = one.addressee.share
        yield Sealed(bytes(one.sealed), owner=share.pk, under=share.closed_key, **one.seat)
