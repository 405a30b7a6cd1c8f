"""Contact after the ending: exchanged only where both say yes.

A yes alone looks like nothing to the other: the same page, the same queries, no mail, no count.
Both ends are memberships, so leaving ends it at once, and coming back does not bring it back.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.ending import evenings_left
from groups.models import Group, Membership
from groups.models.membership import LEADING, MembershipQuerySet
from groups.reflections.giving.sealing import Opener, or_cannot_open, or_not_given, seal
from groups.reflections.models import Contact, Wish

__all__ = ["Other", "Staying", "contacts_for_export", "erase_contacts", "has_begun", "save",
           "staying", "take_back"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else in her group. `chosen`: by her. `words`: only where both chose each other."""

    id: UUID
    name: str
    leads: bool
    chosen: bool
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Staying:
    """Her side of it: her own words, and everybody whom she can choose.

    `seen`: the others may see her name; else nobody could choose her, and there is nobody here.
    `spoilt`: what she wrote stands there, and its bytes no longer open.
    """

    seen: bool
    words: str = field(default="", repr=False)
    others: list[Other] = field(default_factory=list)
    spoilt: bool = False

    @property
    def both(self) -> list[Other]:
        """Those who chose her as she chose them."""
        return [one for one in self.others if one.words]


def has_begun(group: Group, now: datetime) -> bool:
    """From the third evening before the last on, and in a group that was closed."""
    ends = group.meetings.on().numbered().values_list("ends_at", flat=True)
    return group.closed_at is not None or evenings_left(list(ends), now) is not None


@sensitive_variables()
def staying(person: Person, group: Group) -> Staying:
    """What she wrote, whom she chose, and the words of those who chose her too.

    Five queries, and one to the keyring where she wrote something herself: the same whether
    somebody chose her or not. Membership.DoesNotExist: she is not in it; CannotOpenError.
    """
    mine = _here(group).get(person=person)
    with or_cannot_open():
        opener = Opener()
        hers = Contact.objects.select_related("membership").filter(membership=mine).first()
        to = set(Wish.objects.filter(by=mine).values_list("to", flat=True))
        back = Wish.objects.filter(by=OuterRef("membership"), to=mine)
        agreed = Contact.objects.filter(Exists(back), membership__in=to if hers else [])
        said = {
            one.membership_id: opener.words_or_none(one) or ""
            for one in agreed.select_related("membership")
        }
        words = opener.words_or_none(hers) if hers else ""
    seen = mine.leads or mine.seen_since is not None
    return Staying(
        seen,
        words or "",
        [
            Other(one.pk, one.person.name, one.leads, one.pk in to, said.get(one.pk, ""))
            for one in (_others(group, mine) if seen else [])
        ],
        spoilt=words is None,
    )


@sensitive_variables()
def save(person: Person, group: Group, *, words: str, to: Collection[UUID]) -> None:
    """Her words and whom she chooses, in place of what stood; without words it is taken back.

    Membership.DoesNotExist: she left meanwhile; NotGivenError: nothing was changed.
    """
    with or_not_given(), transaction.atomic():
        # No key of the row is touched, so that two who choose each other never wait in a ring.
        mine = _here(group).select_for_update(no_key=True, of=("self",)).get(person=person)
        _clear(mine)
        if not words:
            return
        contact = Contact(membership=mine)
        seal(contact, words)
        contact.save(force_insert=True)
        chosen = [one for one in _others(group, mine) if one.pk in to]
        Wish.objects.bulk_create(Wish(by=mine, to=one) for one in chosen)


def take_back(person: Person, group: Group) -> None:
    """Gone for everybody at once; twice is once. Membership.DoesNotExist: she is not in it."""
    with transaction.atomic():
        _clear(_here(group).select_for_update(no_key=True, of=("self",)).get(person=person))


@sensitive_variables()
def contacts_for_export(person: Person) -> list[dict[str, Any]]:
    """Her own words and her own choices; nobody else's words, and not who chose her."""
    rows = Contact.objects.filter(membership__person=person)
    with or_cannot_open():
        opener = Opener()
        return [
            {
                "group": one.membership.group.name,
                "words": opener.words_or_none(one),
                "to": list(
                    Wish.objects.filter(by=one.membership)
                    .order_by("to__person__name")
                    .values_list("to__person__name", flat=True)
                ),
            }
            for one in rows.select_related("membership__group").order_by("membership__joined_at")
        ]


def erase_contacts(person: Person, now: datetime) -> int:
    """With her account: her words, her wishes, and the wishes of others for her."""
    gone = Contact.objects.filter(membership__person=person).delete()[0]
    return int(gone + Wish.objects.filter(Q(by__person=person) | Q(to__person=person)).delete()[0])


def _here(group: Group) -> MembershipQuerySet:
    found: MembershipQuerySet = Membership.objects.active().filter(group=group)
    return found


def _others(group: Group, mine: Membership) -> list[Membership]:
    """Those whose names all may see, those who lead first."""
    seen = _here(group).filter(Q(role__in=LEADING) | Q(seen_since__isnull=False))
    rows = seen.exclude(pk=mine.pk).select_related("person").order_by("person__name", "pk")
    return sorted(rows, key=lambda one: not one.leads)


def _clear(mine: Membership) -> None:
    Contact.objects.filter(membership=mine).delete()
    Wish.objects.filter(by=mine).delete()
