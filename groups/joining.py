"""Arrive and take a chair; the last one is taken once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from facilitator.people.models import Person, canonical
from facilitator.trace.models import record
from groups.inviting import code_of, invitation_for, invite
from groups.models import Agreement, Group, Invitation, Membership
from groups.models.membership import LEADING, Role

__all__ = [
    "FullGroup",
    "NotHers",
    "NotOpen",
    "accept",
    "arrive",
    "code_of",
    "invitation_for",
    "invite",
    "is_in",
    "known",
    "may_return",
]


class NotOpen(Exception):
    """The invitation was used, revoked, or its time is over; or the group is closed."""


class FullGroup(Exception):
    """Every chair is taken; the invitation stays open."""


class NotHers(Exception):
    """She was asked to leave this group: only a newer invitation by mail brings her back."""


def known(email: str) -> Person | None:
    """Who signs in with this address, if anybody."""
    return Person.objects.filter(email_canonical=canonical(email), erased_at__isnull=True).first()


def is_in(group: Group, email: str) -> bool:
    """Whether somebody with this address is in the group now."""
    here = Membership.objects.active().filter(group=group)
    return bool(email) and here.filter(person__email_canonical=canonical(email)).exists()


def arrive(
    invitation: Invitation, *, email: str, name: str, now: datetime, pk: UUID | None = None
) -> Person:
    """A new person for this invitation, still without a key; her address was proved before.

    `pk` is the id that a passkey was made for. Call it and accept() in one transaction. Raises
    IntegrityError where the address is known.
    """
    from allauth.account.models import EmailAddress

    person = Person.objects.make(email=email, name=name, password=None, now=now, pk=pk)
    person.language = invitation.language
    if invitation.group:
        person.time_zone = invitation.group.time_zone
    person.save(update_fields=["language", "time_zone"])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def accept(
    invitation: Invitation, *, person: Person, agreement: Agreement | None, seen: bool,
    now: datetime,
) -> Membership | None:  # fmt: skip
    """Use the invitation once: a role in the house (None), or a place in the group.

    `agreement` is the version she read. Raises NotOpen, FullGroup, NotHers; then nothing happened.
    """
    with transaction.atomic():
        still = Invitation.objects.open(now).filter(pk=invitation.pk)
        if still.update(accepted_at=now, accepted_by=person) != 1:
            raise NotOpen
        group = invitation.group
        if group is None:
            _lift(invitation, person=person, now=now)
            return None
        return _sit_down(invitation, group, person=person, agreement=agreement, seen=seen, now=now)


def _lift(invitation: Invitation, *, person: Person, now: datetime) -> None:
    """Make her a facilitator or coordinator; the first coordinator is her own `coordinates_by`."""
    by = invitation.invited_by or person
    if invitation.role == Invitation.Role.COORDINATOR and not person.coordinates:
        person.coordinates_since, person.coordinates_by = now, by
    elif invitation.role == Invitation.Role.FACILITATOR and not person.leads:
        person.leads_since, person.leads_by = now, by
    person.save(update_fields=["coordinates_since", "coordinates_by", "leads_since", "leads_by"])
    record(
        verb="joined", kind="person", subject=person.pk, now=now, actor=person.pk, owner=person.pk
    )


def _sit_down(
    invitation: Invitation, group: Group, *, person: Person, agreement: Agreement | None,
    seen: bool, now: datetime,
) -> Membership:  # fmt: skip
    """Her membership. A member takes a chair; who is in the group already keeps what she has."""
    here = Membership.objects.active().filter(group=group, person=person).first()
    if here is not None:
        return here
    if not may_return(invitation, person):
        raise NotHers
    if Group.objects.over(now).filter(pk=group.pk).exists():
        raise NotOpen
    running = Group.objects.running().filter(pk=group.pk)
    if invitation.role == Role.MEMBER:
        if running.filter(taken__lt=F("capacity")).update(taken=F("taken") + 1) != 1:
            raise FullGroup if running.exists() else NotOpen
    elif not running.exists():
        raise NotOpen
    made = Membership.objects.create(
        group=group, person=person, role=invitation.role, joined_at=now,
        seen_since=now if seen or invitation.role in LEADING else None,
        agreed_to=agreement, agreed_at=now if agreement else None,
    )  # fmt: skip
    record(
        verb="joined", kind="membership", subject=made.pk, now=now, actor=person.pk,
        owner=person.pk, group=group.pk,
    )  # fmt: skip
    return made


def may_return(invitation: Invitation, person: Person) -> bool:
    """Whether she was never removed, or asked back since, by mail to her own address."""
    removed = Membership.objects.for_person(person).removed().filter(group=invitation.group)
    hers = canonical(invitation.email) == person.email_canonical
    return not removed.filter(ended_at__gt=invitation.invited_at).exists() and (
        hers or not removed.exists()
    )
