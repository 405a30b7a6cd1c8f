"""Those who lead may know that a week is tender for her, if she says so: the week, and no more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from facilitator.people.models import Person
from groups.models import Group, Meeting, Membership
from groups.models.membership import MembershipQuerySet
from groups.reflections.models import TenderConsent
from groups.reflections.tender.asking import days_of
from groups.reflections.tender.days import in_week

__all__ = ["Choice", "choices", "consents_for_export", "erase_consents", "tell", "tell_no_more",
           "weeks"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Her chair in one group, who leads it, and whether they may know."""

    seat: UUID
    group: str
    leading: list[str]
    told: bool


def choices(person: Person) -> list[Choice]:
    """One for each chair that she has; three queries."""
    seats = list(_seats(person).select_related("group").order_by("group__name", "pk"))
    leading: dict[UUID, list[str]] = defaultdict(list)
    active = Membership.objects.active().leading().order_by("-role", "joined_at")
    for group, name in active.filter(group__in=[one.group_id for one in seats]).values_list(
        "group_id", "person__name"
    ):
        leading[group].append(name)
    told = set(TenderConsent.objects.filter(membership__in=seats).values_list("pk", flat=True))
    return [Choice(one.pk, one.group.name, leading[one.group_id], one.pk in told) for one in seats]


def tell(person: Person, seat_id: UUID, now: datetime) -> None:
    """From now on those who lead there may know; twice is once.

    Membership.DoesNotExist: no chair of hers.
    """
    seat = _seats(person).get(pk=seat_id)
    TenderConsent.objects.get_or_create(membership=seat, defaults={"told_since": now})


def tell_no_more(person: Person, seat_id: UUID) -> None:
    """From this commit on nobody is told there; twice is once. Errors as of `tell`."""
    TenderConsent.objects.filter(membership=_seats(person).get(pk=seat_id)).delete()


def _seats(person: Person) -> MembershipQuerySet:
    """Her chairs in groups that are not closed. Who leads a group has none there."""
    hers: MembershipQuerySet = Membership.objects.active().members().for_person(person)
    return hers.filter(group__closed_at__isnull=True)


def weeks(person: Person, meetings: Iterable[Meeting]) -> dict[UUID, list[str]]:
    """Meeting -> the names of those for whom its week is tender and who let `person` know.

    Of groups that she leads now, and for whoever has a chair there now; two queries at most.
    """
    asked = list(meetings)
    led = Group.objects.led_by(person).filter(pk__in={one.group_id for one in asked})
    seats = Membership.objects.active().members().filter(group__in=led, person__is_active=True)
    told: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    rows = TenderConsent.objects.filter(membership__in=seats)
    for group, who, name in rows.values_list(
        "membership__group_id", "membership__person_id", "membership__person__name"
    ):
        told[group][who] = name
    days = days_of({who for names in told.values() for who in names})
    found = {}
    for one in asked:
        names = told.get(one.group_id, {})
        tender = [name for who, name in names.items() if in_week(days[who], one.on_date)]
        found[one.pk] = sorted(tender, key=str.casefold)
    return found


def consents_for_export(person: Person) -> Iterator[dict[str, Any]]:
    """In which groups those who lead may know, and since when."""
    rows = TenderConsent.objects.filter(membership__person=person)
    for one in rows.select_related("membership__group").order_by("told_since"):
        yield {"group": one.membership.group.name, "since": one.told_since}


def erase_consents(person: Person, now: datetime) -> int:
    """With her account."""
    gone: int = TenderConsent.objects.filter(membership__person=person).delete()[0]
    return gone
