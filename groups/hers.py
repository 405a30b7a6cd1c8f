"""What of this room is hers: her places in groups, what she answered, how she was invited."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from facilitator.pages import saying
from facilitator.people.models import Person
from groups.leaving import LastFacilitator, is_last, leave
from groups.models import Group, Invitation, Membership, Reply

__all__ = [
    "erase_invitations", "erase_places", "erase_replies", "first", "invitations", "places",
    "replies", "told",
]  # fmt: skip


def places(person: Person) -> Iterator[dict[str, Any]]:
    """The groups that she is or was in."""
    hers = Membership.objects.for_person(person).select_related("group", "agreed_to")
    for each in hers.order_by("joined_at"):
        yield {
            "group": each.group.name, "role": each.role, "joined_at": each.joined_at,
            "ended_at": each.ended_at, "seen_since": each.seen_since, "agreed_at": each.agreed_at,
            "agreement": each.agreed_to.text if each.agreed_to else None,
        }  # fmt: skip


def replies(person: Person) -> Iterator[dict[str, Any]]:
    """What she answered before evenings, and the line that she added."""
    hers = Reply.objects.filter(membership__person=person).select_related("meeting__group")
    for each in hers.order_by("replied_at"):
        yield {
            "group": each.meeting.group.name, "evening": each.about, "answer": each.answer,
            "note": each.note, "replied_at": each.replied_at,
        }  # fmt: skip


def invitations(person: Person) -> Iterator[dict[str, Any]]:
    """How she was invited. Whom she invited herself is about others, and not in it."""
    for each in _hers(person).select_related("group").order_by("invited_at"):
        yield {
            "group": each.group.name if each.group else None, "role": each.role,
            "email": each.email, "name": each.name, "invited_at": each.invited_at,
            "accepted_at": each.accepted_at,
        }  # fmt: skip


def told(person: Person, now: datetime) -> list[str]:
    """Of each group that she is in: on which day what it kept is forgotten."""
    said = _("%(group)s: what this group kept is forgotten on %(day)s.")
    return [
        said % {"group": each.name, "day": saying.day(each.forget_on, now.date())}
        for each in Group.objects.for_person(person).order_by("forget_on", "name")
    ]


def first(person: Person, now: datetime) -> list[str]:
    """Each group that nobody would lead. Locks the groups that she leads, in one order."""
    said = []
    for group in Group.objects.led_by(person).select_for_update(of=("self",)).order_by("pk"):
        hers = Membership.objects.active().leading().get(group=group, person=person)
        if is_last(hers, group, now):
            words = _("Nobody else leads %(group)s. Invite somebody to lead it, or close it first.")
            said.append(words % {"group": group.name})
    return said


def erase_places(person: Person, now: datetime) -> int:
    """Her chairs are free. That somebody sat on them stays, as a number, until the term ends."""
    here = list(Membership.objects.active().for_person(person).order_by("group"))
    for each in here:
        try:
            leave(each, by=person, now=now)
        except LastFacilitator:  # in a restored backup: she has gone, whoever leads it now
            still = Membership.objects.active().filter(pk=each.pk)
            still.update(ended_at=now, ended_by=person)
    Membership.objects.for_person(person).update(seen_since=None)
    return len(here)


def erase_replies(person: Person, now: datetime) -> int:
    """Her lines go; whether somebody came stays, as a number, until the term ends."""
    return Reply.objects.filter(membership__person=person).update(note="")


def erase_invitations(person: Person, now: datetime) -> int:
    """How she was invited, with what waits to be sent about it."""
    return int(_hers(person).delete()[0])


def _hers(person: Person) -> Any:
    return Invitation.objects.filter(Q(accepted_by=person) | Q(email__iexact=person.email or "-"))
