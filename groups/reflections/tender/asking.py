"""What planning may ask: whether a moment is near a tender day. Which day it is, is not said."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from groups.models import Membership
from groups.models.membership import MembershipQuerySet
from groups.reflections.models import TenderChange, TenderDate
from groups.reflections.tender.days import Day, near

__all__ = ["Tender", "days_of", "marked_since", "tender"]


@dataclass(frozen=True, slots=True)
class Tender:
    """Answers for the people whom it was made for; of anybody else it knows no day."""

    _days: Mapping[UUID, Sequence[Day]] = field(default_factory=dict, repr=False)

    def near(self, person: UUID, at: datetime, zone: str) -> bool:
        """Whether `at`, on the clock of `zone`, is such a day of hers or the day before one."""
        days = self._days.get(person)
        return bool(days) and near(days or (), at.astimezone(ZoneInfo(zone)).date())


def tender(people: Collection[UUID]) -> Tender:
    """For these people. One query; none for nobody."""
    return Tender(days_of(people))


def days_of(people: Collection[UUID]) -> Mapping[UUID, Sequence[Day]]:
    """Person -> her days, without a word. One query; none for nobody."""
    found: dict[UUID, list[Day]] = defaultdict(list)
    rows = TenderDate.objects.filter(person__in=people) if people else TenderDate.objects.none()
    for person, month, day, year in rows.values_list("person_id", "month", "day", "year"):
        found[person].append(Day(month, day, year))
    return found


def marked_since(since: datetime) -> MembershipQuerySet:
    """The chairs of everybody who has marked a day since then, or taken one away."""
    marked = TenderDate.objects.filter(created_at__gt=since).values("person")
    away = TenderChange.objects.filter(taken_away_at__gt=since).values("person")
    seats: MembershipQuerySet = Membership.objects.active().filter(
        Q(person__in=marked) | Q(person__in=away)
    )
    return seats
