"""Move or cancel evenings: this one, this and the following, or all that have not begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from facilitator.people.models import Person
from groups.models import Group, Meeting
from groups.scheduling import Slot, TooFar, recurring

LONGEST_AHEAD = timedelta(days=3 * 366)


class Scope(models.TextChoices):
    """Which evenings move."""

    THIS = "this", _("Only this one")
    FOLLOWING = "following", _("This one and the following")
    ALL = "all", _("Every one that has not begun")


@dataclass(frozen=True)
class Step:
    """One evening and where it goes."""

    meeting: Meeting
    to: Slot
    place: str

    @property
    def changes(self) -> bool:
        """Whether anything is different afterwards."""
        here = self.meeting
        return (here.starts_at, here.ends_at, here.place) != (
            self.to.starts_at, self.to.ends_at, self.place,
        )  # fmt: skip


class WouldCross(Exception):
    """An evening would no longer lie between its neighbours. `other` is the one in the way."""

    def __init__(self, other: Meeting) -> None:
        super().__init__("two evenings of a group would overlap or change places")
        self.other = other


class ForgottenSoon(TooFar):
    """So late that what the group kept is forgotten within 30 days, or before. `until` is the
    latest day on which it may meet; that day does not move (docs/adr/0022)."""

    def __init__(self, until: date) -> None:
        super().__init__("the group's records are forgotten soon after this date")
        self.until = until


class InThePast(Exception):
    """The new time is over already."""


def steps(meeting: Meeting, to: Slot, *, scope: str, place: str, now: datetime) -> list[Step]:
    """What would move where. The others move by as many days, to the same new time.

    The rhythm is that of the evenings. Session 0 and a reunion have a day of their own: they move
    alone, and nothing moves with them (ADR 9).

    Raises WouldCross, InThePast, ForgottenSoon, scheduling.TooFar; changes nothing.
    """
    everyone = list(meeting.group.meetings.on().select_related("plan").order_by("starts_at"))
    days = (to.on - meeting.on_date).days
    found: list[Step] = []
    for each in everyone:
        if each.pk == meeting.pk:
            # As it is in hand, not as it stands by now: whoever moved it meanwhile is not undone.
            found.append(Step(meeting, to, place))
        elif _moves(each, meeting, scope=scope, now=now):
            found.append(Step(each, _along(each, to, days=days), place))
    _check(everyone, found, now=now)
    return found


def _moves(each: Meeting, meeting: Meeting, *, scope: str, now: datetime) -> bool:
    """Whether another evening moves with this one; those that have begun never do."""
    if scope == Scope.THIS or each.starts_at <= now or not (each.counts and meeting.counts):
        return False
    return scope == Scope.ALL or each.starts_at > meeting.starts_at


def _along(each: Meeting, to: Slot, *, days: int) -> Slot:
    try:
        on = each.on_date + timedelta(days=days)
    except OverflowError:
        raise TooFar("the calendar ends before the last evening") from None
    return recurring(on, to.begins, to.zone, minutes=each.minutes)


def _check(everyone: Sequence[Meeting], found: Sequence[Step], *, now: datetime) -> None:
    """Every evening still ends before the next begins, in the order they had, and in the future."""
    moved = {step.meeting.pk: step.to for step in found}
    for step in found:
        if step.to.starts_at <= now:
            raise InThePast
        if step.to.starts_at > now + LONGEST_AHEAD:
            raise TooFar("this date is more than three years ahead")
        _check_memory(step.meeting.group, step.to, since=step.meeting.on_date)
    for earlier, later in pairwise(everyone):
        ends = moved[earlier.pk].ends_at if earlier.pk in moved else earlier.ends_at
        begins = moved[later.pk].starts_at if later.pk in moved else later.starts_at
        if ends > begins:
            raise WouldCross(later if earlier.pk in moved else earlier)


def _check_memory(group: Group, to: Slot, *, since: date) -> None:
    """Nobody meets shortly before the day that she was told, unless it was so already."""
    if to.on > max(group.meets_until, since):
        raise ForgottenSoon(group.meets_until)


def move(found: Sequence[Step], *, by: Person, now: datetime, tell: bool = True) -> int:
    """Move them all or none; how many changed. Raises MovedMeanwhile, ToldAlready, WouldCross.

    The last goes first when they move on, so that no two ever start at the same time. Their order
    is looked at once more: another evening may have moved since `found` was made.
    """
    changing = [step for step in found if step.changes]
    if not changing:
        return 0
    on = changing[0].to.starts_at >= changing[0].meeting.starts_at
    with transaction.atomic():
        group = _alone(changing[0].meeting.group_id)
        _check(list(group.meetings.on().order_by("starts_at")), changing, now=now)
        for step in reversed(changing) if on else changing:
            step.meeting.move(step.to, place=step.place, by=by, now=now, tell=tell)
    return len(changing)


def _alone(group_id: UUID) -> Group:
    """The group, kept from whoever else moves or cancels one of its evenings, until the commit."""
    return Group.objects.select_for_update().get(pk=group_id)


def added_date(meeting: Meeting) -> Slot:
    """The date that a cancelled evening adds at the end: one interval after the last.

    Raises WouldCross where the reunion lies there, ForgottenSoon, scheduling.TooFar.
    """
    coming = meeting.group.meetings.on().select_related("plan").order_by("starts_at")
    last = coming.numbered().last() or meeting
    slot = _along(
        last, Slot(last.on_date, last.begins, last.time_zone, 0, last.starts_at, last.ends_at),
        days=7 * meeting.group.every_weeks,
    )  # fmt: skip
    for other in coming.filter(starts_at__gt=last.starts_at, starts_at__lt=slot.ends_at):
        raise WouldCross(other)
    _check_memory(meeting.group, slot, since=last.on_date)
    return slot


def cancel(meeting: Meeting, *, shift: bool, by: Person, now: datetime) -> Meeting | None:
    """Do not meet then. Without `shift` its plan is left out.

    With it each later date takes the plan of the one before, and a date is added for the last:
    that one is returned. Numbers belong to dates and never change. Session 0 and a reunion give
    their plan to no other date. Raises MovedMeanwhile; with `shift` what added_date raises.
    """
    with transaction.atomic():
        _alone(meeting.group_id)
        meeting.refresh_from_db(fields=["plan"])  # it moved on if an earlier one was cancelled
        slot = added_date(meeting) if shift and meeting.counts else None
        meeting.cancel(by=by, now=now)
        if slot is None:
            return None
        rest = meeting.group.meetings.on().numbered()
        later = list(rest.filter(starts_at__gt=meeting.starts_at).order_by("starts_at"))
        plans = [meeting.plan_id, *(each.plan_id for each in later)]
        for each, plan in zip(later, plans, strict=False):
            each.plan_id = plan
            each.save(update_fields=["plan"])
        return _add(meeting, slot, plan_id=plans[-1])


def _add(meeting: Meeting, slot: Slot, *, plan_id: UUID) -> Meeting:
    """One more evening of the group, numbered after the last."""
    numbers = meeting.group.meetings.aggregate(highest=models.Max("number"))
    return Meeting.objects.create(
        group=meeting.group, plan_id=plan_id, number=numbers["highest"] + 1, on_date=slot.on,
        begins=slot.begins, time_zone=slot.zone, fold=slot.fold, minutes=meeting.minutes,
        starts_at=slot.starts_at, ends_at=slot.ends_at, place=meeting.group.place,
    )  # fmt: skip


def relocate(group: Group, before: str, *, by: Person, now: datetime) -> int:
    """Take the evenings to come that were at `before` to the group's new place; how many."""
    place = Group.objects.values_list("place", flat=True).get(pk=group.pk)
    found = list(group.meetings.not_begun(now).filter(place=before))
    for each in found:
        slot = Slot(
            each.on_date, each.begins, each.time_zone, each.fold, each.starts_at, each.ends_at
        )
        each.move(slot, place=place, by=by, now=now)
    return len(found)
