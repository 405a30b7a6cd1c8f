"""Leave a group, or be asked to leave; and forget what a finished group need not keep."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from facilitator.people.models import Person
from facilitator.trace.models import record
from groups.adapting import forget_copies
from groups.models import Group, Invitation, Membership, Reply
from groups.models.membership import LEADING, Role


class LastFacilitator(Exception):
    """Nobody else leads this group: somebody must, before she goes."""


def leave(membership: Membership, *, by: Person, now: datetime) -> bool:
    """End a membership: `by` herself, or the facilitator who asked her to go.

    The chair is free in the same commit. False when it had ended already. Raises LastFacilitator.
    """
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=membership.group_id)
        if membership.role in LEADING and is_last(membership, group, now):
            raise LastFacilitator
        still = Membership.objects.active().filter(pk=membership.pk)
        if still.update(ended_at=now, ended_by=by) != 1:
            return False
        if membership.role == Role.MEMBER:
            Group.objects.filter(pk=group.pk, taken__gt=0).update(taken=F("taken") - 1)
        if by.pk != membership.person_id:
            _close_invitations(membership, by=by, now=now)
        record(
            verb="left" if by.pk == membership.person_id else "removed", kind="membership",
            subject=membership.pk, now=now, actor=by.pk, owner=membership.person_id,
            group=group.pk,
        )  # fmt: skip
    return True


def is_last(membership: Membership, group: Group, now: datetime) -> bool:
    """Whether the group still meets and nobody else leads it."""
    if group.closed_at or not group.meetings.upcoming(now).exists():
        return False
    others = Membership.objects.active().leading().filter(group=group)
    return not others.exclude(pk=membership.pk).exists()


def _close_invitations(membership: Membership, *, by: Person, now: datetime) -> None:
    """Who was asked to leave does not come back with an invitation that is still open."""
    hers = Q(email__iexact=membership.person.email)
    Invitation.objects.open(now).filter(hers, group=membership.group_id).update(
        revoked_at=now, revoked_by=by
    )


def forget_finished(now: datetime) -> int:
    """On the day that was told: a group's replies, memberships and invitations go, a number stays.

    Nobody leads or sees it from then on but the coordinators; its dates and its programme remain,
    what it had changed in its plans does not. What was given in it goes by the same day, with its
    key (groups.reflections.parting.forgetting).
    """
    forgotten = 0
    for group in Group.objects.filter(members_were__isnull=True).past_their_day(now):
        with transaction.atomic():
            were = group.memberships.members().values("person").distinct().count()
            forgotten += Reply.objects.filter(meeting__group=group).delete()[0]
            forgotten += Membership.objects.filter(group=group).delete()[0]
            forgotten += Invitation.objects.filter(group=group).delete()[0]
            forgotten += forget_copies(group)
            Group.objects.filter(pk=group.pk).update(members_were=were, taken=0)
    return forgotten
