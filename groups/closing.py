"""Give a group its facilitator, and close a group."""

from datetime import datetime

from django.db import transaction

from facilitator.people.models import Person
from facilitator.trace.models import record
from groups.models import Group, Invitation, Membership
from groups.models.membership import Role


def give(group: Group, person: Person, *, by: Person, now: datetime) -> Membership:
    """Let her lead the group from now on. Who leads it already keeps what she has.

    A member who begins to lead gives up her chair to do so.
    """
    with transaction.atomic():
        locked = Group.objects.select_for_update().get(pk=group.pk)
        here = Membership.objects.active().filter(group=group, person=person).first()
        if here is not None and here.leads:
            return here
        if here is not None:
            here.ended_at, here.ended_by = now, by  # before the next: one is active at a time
            here.save(update_fields=["ended_at", "ended_by"])
            locked.taken -= 1
            locked.save(update_fields=["taken"])
        made = Membership.objects.create(
            group=group, person=person, role=Role.FACILITATOR, joined_at=now, seen_since=now
        )
        if here is not None:
            here.became = made
            here.save(update_fields=["became"])
        record(
            verb="assigned", kind="membership", subject=made.pk, now=now, actor=by.pk,
            owner=person.pk, group=group.pk,
        )  # fmt: skip
    return made


def close(group: Group, *, by: Person, now: datetime) -> int:
    """Close it once: evenings not begun are cancelled, open invitations drawn back.

    Memberships and what was written stay. How many evenings were cancelled.
    """
    with transaction.atomic():
        still = Group.objects.running().filter(pk=group.pk)
        if still.update(closed_at=now, closed_by=by) != 1:
            return 0
        left = list(group.meetings.not_begun(now))
        for meeting in left:
            meeting.cancel(by=by, now=now)
        Invitation.objects.open(now).filter(group=group).update(revoked_at=now, revoked_by=by)
        record(verb="closed", kind="group", subject=group.pk, now=now, actor=by.pk, group=group.pk)
    return len(left)
