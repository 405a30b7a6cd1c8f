"""What she is about to give: to whom, which words, and exactly what they will see."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.models import Group, Membership
from groups.reflections import reading
from groups.reflections.giving.sealing import NotGivenError, or_not_given, seal
from groups.reflections.models import Addressee, Reflection, Share, To
from groups.reflections.sheet import as_typed

__all__ = ["Card", "ChangedError", "Circle", "Look", "NotGivenError", "Offer", "circles", "give",
           "look", "paragraphs"]  # fmt: skip


class ChangedError(Exception):
    """Her page, or who would read it, changed since she looked; nothing was given."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in one of her groups."""

    id: UUID
    name: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Circle:
    """One of her groups, with everybody in it but herself, those who lead first."""

    group: Group
    others: list[Seat]

    @property
    def leading(self) -> list[Seat]:
        return [one for one in self.others if one.leads]


@dataclass(frozen=True, slots=True)
class Offer:
    """What she chose. `people`: which of those who lead; None: the first of them.

    `part` is "whole", a paragraph's number as in `paragraphs`, or "own": then `own` is the part.
    """

    to: To
    group: UUID | None = None  # None: the group that comes first
    people: frozenset[UUID] | None = None
    part: str = "whole"
    own: str = field(default="", repr=False)
    named: bool = True
    offers_turn: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What others see of it, and nothing more. `author` is empty where she gave no name."""

    words: str = field(repr=False)
    author: str
    whole: bool
    offers_turn: bool
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """The preview. `problem` names what is missing yet, else `card`, `readers` and `seen` stand.

    `seen` is proof of what she was shown: give() gives that, or nothing.
    """

    problem: str = ""
    circle: Circle | None = None
    card: Card | None = field(default=None, repr=False)
    readers: Collection[Seat] = ()
    seen: str = ""


def circles(person: Person, *, now: datetime, first: UUID | None = None) -> list[Circle]:
    """Her groups that are not over, `first` before the others; two queries for any number."""
    going = Group.objects.going_on(now)
    hers = Membership.objects.active().for_person(person).filter(group__in=going)
    groups = {one.group_id: one.group for one in hers.select_related("group").order_by("joined_at")}
    rows = Membership.objects.active().filter(group__in=groups).exclude(person=person)
    rows = rows.select_related("person").order_by("joined_at", "person__name")
    found: dict[UUID, list[Seat]] = {pk: [] for pk in groups}
    for one in sorted(rows, key=lambda row: (not row.leads, row.role != "facilitator")):
        found[one.group_id].append(Seat(one.person_id, one.person.name, one.leads))
    made = [Circle(group, found[pk]) for pk, group in groups.items()]
    return sorted(made, key=lambda circle: circle.group.pk != first)


@sensitive_variables()
def paragraphs(words: str) -> list[str]:
    """The parts that an empty line divides, each as it stands in the page."""
    return [part for each in re.split(r"\n\s*\n", words) if (part := each.strip())]


def look(person: Person, page_id: UUID, offer: Offer, *, now: datetime) -> Look:
    """What they would see, and who. Reflection.DoesNotExist: not hers, or in the basket;
    CannotOpenError."""
    opened = reading.open_page(person, page_id)
    if opened.page.deleted_at:
        raise Reflection.DoesNotExist
    meeting = opened.page.meeting
    found = circles(person, now=now, first=meeting.group_id if meeting else None)
    return _look(person, opened.sheet.words, offer, found, now=now)


@sensitive_variables()
def _look(person: Person, words: str, offer: Offer, found: list[Circle], *, now: datetime) -> Look:
    circle = next((one for one in found if offer.group in (None, one.group.pk)), None)
    if circle is None:
        return Look("group")
    readers = _readers(circle, offer)
    if not readers:
        return Look("people", circle)
    part = _part(words, offer)
    if not part.strip():
        return Look("empty" if offer.part == "whole" else "part", circle)
    card = Card(part, person.name if offer.named else "", offer.part == "whole",
                offer.offers_turn and offer.named, now)  # fmt: skip
    return Look("", circle, card, readers, _proof(person, circle, card, readers, offer.to))


def _readers(circle: Circle, offer: Offer) -> list[Seat]:
    if offer.to == To.GROUP:
        return circle.others
    if offer.people is None:
        return circle.leading[:1]
    chosen = [one for one in circle.leading if one.id in offer.people]
    # A door of one group that one woman leads names her; the ticks are for other groups.
    only = circle.leading if offer.group and len(circle.leading) == 1 else []
    return chosen or only


@sensitive_variables()
def _part(words: str, offer: Offer) -> str:
    """The words to be given: they stand in her page, or there are none."""
    if offer.part == "whole":
        return words
    if offer.part == "own":
        own = as_typed(offer.own).strip()
        return own if own and own in words else ""
    parts, number = paragraphs(words), offer.part
    known = number.isascii() and number.isdigit() and len(number) < 6 and int(number) < len(parts)
    return parts[int(number)] if known else ""


@sensitive_variables()
def _proof(person: Person, circle: Circle, card: Card, readers: Collection[Seat], to: To) -> str:
    """All that the preview says, but its date."""
    said = [
        str(person.pk), str(circle.group.pk), to.value, card.words, card.author, card.whole,
        card.offers_turn, sorted(str(one.id) for one in readers),
    ]  # fmt: skip
    return salted_hmac("reflections.given", json.dumps(said), algorithm="sha256").hexdigest()


@sensitive_variables()
def give(
    person: Person, page_id: UUID, offer: Offer, *, seen: str, slip: UUID, now: datetime
) -> Share:
    """Give what she was shown, once for each slip.

    ChangedError: it would be something else by now. Reflection.DoesNotExist as of look();
    CannotOpenError, NotGivenError.
    """
    with or_not_given(), transaction.atomic():
        # Deleting the page waits for this, and takes back what it finds.
        Reflection.objects.for_person(person).kept().select_for_update(of=("self",)).get(pk=page_id)
        if there := Share.objects.by(person).filter(slip=slip).first():
            return there
        shown = look(person, page_id, offer, now=now)
        if not shown.card or not shown.circle or not constant_time_compare(shown.seen, seen):
            raise ChangedError
        share = Share(
            author=person, group=shown.circle.group, page_id=page_id, to=offer.to, slip=slip,
            whole=shown.card.whole, named=bool(shown.card.author), given_at=now,
            offers_turn=shown.card.offers_turn,
        )  # fmt: skip
        seal(share, shown.card.words)
        share.save(force_insert=True)
        Addressee.objects.bulk_create(
            Addressee(share=share, to=offer.to, person_id=one.id) for one in shown.readers
        )
        return share
