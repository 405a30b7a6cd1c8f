"""Start a group: every evening of a programme laid at once, its agreement, and who leads it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib import resources
from uuid import UUID

from django.db import IntegrityError, transaction

from facilitator.people.models import Person
from facilitator.trace.models import record
from groups.ending import forgotten_on
from groups.models import Agreement, Group, Meeting, Membership
from groups.models.membership import Role
from groups.outlining import Outline, Sitting


def start(
    key: UUID, outline: Outline, *, name: str, place: str, capacity: int, by: Person, now: datetime
) -> tuple[Group, bool]:
    """The group, led by `by`, and whether it is new.

    `key` is the form's own id and becomes the group's: the same form sent twice starts one group.
    Raises scheduling.CannotMeetThen, or PermissionError where the id is somebody else's.
    """
    sittings = outline.sittings
    first = next(each for each in sittings if each.counts)
    group = Group(
        pk=key, name=name, curriculum=outline.curriculum, first_on=first.slot.on,
        begins=outline.begins, minutes=outline.curriculum.minutes,
        every_weeks=outline.every_weeks, time_zone=outline.time_zone, place=place,
        country=country_of(outline.time_zone), capacity=capacity, created_at=now, created_by=by,
        forget_on=forgotten_on(max(each.slot.on for each in sittings)),
    )  # fmt: skip
    try:
        with transaction.atomic():
            group.save(force_insert=True)
            _furnish(group, sittings, by=by, now=now)
    except IntegrityError:
        same = Group.objects.filter(pk=key, created_by=by).first()
        if same is None:
            raise PermissionError("this id is taken") from None
        return same, False
    return group, True


def _furnish(group: Group, sittings: Sequence[Sitting], *, by: Person, now: datetime) -> None:
    """Meetings, agreement, facilitator, and a line of the trace."""
    Meeting.objects.bulk_create(
        Meeting(
            group=group, plan=each.plan, number=each.number, on_date=each.slot.on,
            begins=each.slot.begins, time_zone=each.slot.zone, fold=each.slot.fold,
            minutes=each.plan.minutes, place=group.place, starts_at=each.slot.starts_at,
            ends_at=each.slot.ends_at,
        )
        for each in sittings
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
