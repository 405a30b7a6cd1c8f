"""Start a group: every evening of a programme laid at once, its agreement, and who leads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib import resources
from uuid import UUID

from django.db import IntegrityError, transaction

from curriculum.models import Curriculum, SessionPlan
from facilitator.people.models import Person
from facilitator.trace.models import record
from groups.models import Agreement, Group, Meeting, Membership
from groups.models.membership import Role
from groups.scheduling import Slot, lay


@dataclass(frozen=True)
class Outline:
    """What a group will be: enough to show its evenings before it exists."""

    curriculum: Curriculum
    first_on: date
    begins: time  # on the wall clock of `time_zone`
    time_zone: str
    every_weeks: int = 1
    skip: tuple[date, ...] = ()

    def evenings(self) -> list[tuple[SessionPlan, Slot]]:
        """Each plan with its slot. Raises scheduling.TooFar."""
        plans = self.plans()
        slots = lay(
            self.first_on, self.begins, self.time_zone, minutes=[p.minutes for p in plans],
            every_weeks=self.every_weeks, skip=self.skip,
        )  # fmt: skip
        return list(zip(plans, slots, strict=True))

    def plans(self) -> Sequence[SessionPlan]:
        """The numbered evenings; what comes before the first or after the last is laid later."""
        return list(self.curriculum.plans.filter(part=SessionPlan.Part.MAIN).order_by("number"))


def start(
    key: UUID, outline: Outline, *, name: str, place: str, capacity: int, by: Person, now: datetime
) -> tuple[Group, bool]:
    """The group, led by `by`, and whether it is new.

    `key` is the form's own id and becomes the group's: the same form sent twice starts one group.
    Raises scheduling.TooFar, or PermissionError where the id is somebody else's.
    """
    evenings = outline.evenings()
    group = Group(
        pk=key, name=name, curriculum=outline.curriculum, first_on=evenings[0][1].on,
        begins=outline.begins, minutes=outline.curriculum.minutes,
        every_weeks=outline.every_weeks, time_zone=outline.time_zone, place=place,
        country=country_of(outline.time_zone), capacity=capacity, created_at=now, created_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            group.save(force_insert=True)
            _furnish(group, evenings, by=by, now=now)
    except IntegrityError:
        same = Group.objects.filter(pk=key, created_by=by).first()
        if same is None:
            raise PermissionError("this id is taken") from None
        return same, False
    return group, True


def _furnish(
    group: Group, evenings: Sequence[tuple[SessionPlan, Slot]], *, by: Person, now: datetime
) -> None:
    """Meetings, agreement, facilitator, and a line of the trace."""
    Meeting.objects.bulk_create(
        Meeting(
            group=group, plan=plan, number=plan.number, on_date=slot.on, begins=slot.begins,
            time_zone=slot.zone, fold=slot.fold, minutes=plan.minutes, place=group.place,
            starts_at=slot.starts_at, ends_at=slot.ends_at,
        )
        for plan, slot in evenings
    )  # fmt: skip
    agreement = Agreement.objects.create(
        group=group, version=1, text=group.curriculum.agreements, written_at=now, written_by=by
    )
    Membership.objects.create(
        group=group, person=by, role=Role.FACILITATOR, joined_at=now, seen_since=now,
        agreed_to=agreement, agreed_at=now,
    )  # fmt: skip
    record(verb="started", kind="group", subject=group.pk, now=now, actor=by.pk, group=group.pk)


@cache
def _countries() -> dict[str, str]:
    """Zone name -> country code, from the zone table that ships with tzdata."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def country_of(zone: str) -> str:
    """The country of a zone, for its help lines; empty for zones of no country, such as UTC."""
    return _countries().get(zone, "")
