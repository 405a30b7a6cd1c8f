"""What becomes of what she wrote in a group: keep it, take it, erase it. Hers alone to choose."""

from datetime import datetime
from typing import Any

from django.db import transaction

from facilitator.people.models import Person
from groups.ending import evenings_left
from groups.models import Group, Membership
from groups.reflections import giving
from groups.reflections.models import Farewell, PracticeAnswer, Reflection
from groups.reflections.writing import kept_or_told

__all__ = ["TooEarly", "can_choose", "choose", "chosen", "erase_farewells", "erase_written",
           "farewells_for_export"]  # fmt: skip

Choice = Farewell.Choice


class TooEarly(Exception):
    """The last evening is still to come; nothing was changed."""


def can_choose(group: Group, now: datetime) -> bool:
    """After the last evening, or once it was closed."""
    ends = group.meetings.on().numbered().values_list("ends_at", flat=True)
    return group.closed_at is not None or evenings_left(list(ends), now) == 0


def chosen(person: Person, group: Group) -> Farewell | None:
    """What she chose, if she did."""
    found = Farewell.objects.for_person(person).filter(membership__ended_at__isnull=True)
    return found.filter(membership__group=group).first()


def choose(person: Person, group: Group, choice: Choice, *, now: datetime) -> None:
    """Write it down, in place of an earlier choice; ERASE erases in the same commit.

    Membership.DoesNotExist: she is not in it; TooEarly; NotSavedError: nothing was changed.
    """
    if not can_choose(group, now):
        raise TooEarly
    with kept_or_told():
        mine = Membership.objects.active().get(group=group, person=person)
        if choice == Choice.ERASE:
            erase_written(person, group)
        Farewell.objects.update_or_create(
            membership=mine, defaults={"choice": choice, "chosen_at": now}
        )


def erase_written(person: Person, group: Group) -> int:
    """Every page that she wrote to an evening of this group, the basket's too, with every revision
    and all that she gave of it; and what she said of its practices. Pages to no evening stay."""
    with transaction.atomic():
        pages = Reflection.objects.for_person(person).filter(meeting__group=group)
        gone = giving.erase_pages(person, pages.values_list("pk", flat=True))
        said = PracticeAnswer.objects.for_person(person).filter(meeting__group=group)
        return gone + int(said.delete()[0])


def farewells_for_export(person: Person) -> list[dict[str, Any]]:
    """What she chose, group by group."""
    rows = Farewell.objects.for_person(person).select_related("membership__group")
    return [
        {"group": one.membership.group.name, "choice": one.choice, "chosen_at": one.chosen_at}
        for one in rows.order_by("chosen_at")
    ]


def erase_farewells(person: Person, now: datetime) -> int:
    """With her account."""
    return int(Farewell.objects.for_person(person).delete()[0])
