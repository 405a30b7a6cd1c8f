"""What a group will be before it exists: which plans it works through, and when (no writes).

The evenings are the plans of the part "main". What comes before the first (Session 0) and after
the last (a reunion) is no evening: it is not counted, and no skipped week pushes it on.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property

from curriculum.models import Curriculum, SessionPlan
from groups.scheduling import CannotMeetThen, Slot, TooFar, later, lay, recurring

MOST = 60  # evenings of one group, unless its programme has more
AHEAD, AFTER = 1, 6  # weeks: Session 0 before the first evening, a reunion after the last
LONGEST_AFTER = timedelta(days=366)

Lineup = tuple[int, ...]  # the numbers of the plans, in the order a group works through them
MAIN = SessionPlan.Part.MAIN


class NotBefore(CannotMeetThen):
    """What comes before the first evening would not be over by then."""


class NotAfter(CannotMeetThen):
    """A reunion would begin before the last evening is over, or more than a year after it."""


@dataclass(frozen=True)
class Sitting:
    """One meeting to be: `number` is what its address will say."""

    number: int
    plan: SessionPlan
    slot: Slot

    @property
    def counts(self) -> bool:
        """Whether it is one of the evenings."""
        return self.plan.part == MAIN


@dataclass(frozen=True)
class Outline:
    """Enough of a group to show its dates. Without a `lineup`: every evening of the programme."""

    curriculum: Curriculum
    first_on: date
    begins: time  # on the wall clock of `time_zone`
    time_zone: str
    every_weeks: int = 1
    skip: tuple[date, ...] = ()
    lineup: Lineup | None = None
    before: bool = False  # with Session 0, where the programme has one
    before_on: date | None = None  # else a week before the first evening
    after: bool = False  # with the reunion, where the programme has one
    after_on: date | None = None  # else six weeks after the last evening

    @cached_property
    def sittings(self) -> list[Sitting]:
        """All of it in order of time. Raises NotBefore, NotAfter, scheduling.TooFar."""
        evenings = self._evenings()
        if not evenings:
            return []
        first, last = evenings[0].slot, evenings[-1].slot
        return [
            *([self._ahead(first)] if self.before and part(self.plans, "before") else []),
            *evenings,
            *([self._reunion(last, len(evenings) + 1)] if self._meets_again else []),
        ]

    @cached_property
    def plans(self) -> Sequence[SessionPlan]:
        return plans(self.curriculum)

    @property
    def _meets_again(self) -> bool:
        return self.after and part(self.plans, "after") is not None

    def _evenings(self) -> list[Sitting]:
        mains = {plan.number: plan for plan in self.plans if plan.part == MAIN}
        numbers = tuple(mains) if self.lineup is None else self.lineup
        chosen = [mains[number] for number in numbers]
        slots = lay(
            self.first_on, self.begins, self.time_zone, minutes=[p.minutes for p in chosen],
            every_weeks=self.every_weeks, skip=self.skip,
        )  # fmt: skip
        pairs = enumerate(zip(chosen, slots, strict=True), 1)
        return [Sitting(number, plan, slot) for number, (plan, slot) in pairs]

    def _ahead(self, first: Slot) -> Sitting:
        plan = part(self.plans, "before")
        assert plan is not None  # noqa: S101  asked by the caller
        try:
            slot = self._slot(self.before_on or later(first.on, -AHEAD), plan)
        except TooFar:
            raise NotBefore("the calendar begins after this date") from None
        if slot.ends_at > first.starts_at:
            raise NotBefore("the first evening begins before this is over")
        return Sitting(0, plan, slot)

    def _reunion(self, last: Slot, number: int) -> Sitting:
        plan = part(self.plans, "after")
        assert plan is not None  # noqa: S101  asked by the caller
        try:
            slot = self._slot(self.after_on or later(last.on, AFTER), plan)
        except TooFar:
            raise NotAfter("the calendar ends before this date") from None
        if slot.starts_at < last.ends_at or slot.on - last.on > LONGEST_AFTER:
            raise NotAfter("a reunion lies after the last evening, within a year")
        return Sitting(number, plan, slot)

    def _slot(self, on: date, plan: SessionPlan) -> Slot:
        """At the hour of the group, which is no time typed by hand: a gap gives way."""
        return recurring(on, self.begins, self.time_zone, minutes=plan.minutes)


def plans(curriculum: Curriculum) -> list[SessionPlan]:
    """All of a programme, by number; no query where they were fetched with it."""
    return sorted(curriculum.plans.all(), key=lambda plan: plan.number)


def part(found: Sequence[SessionPlan], name: str) -> SessionPlan | None:
    """The first plan of a part."""
    return next((plan for plan in found if plan.part == name), None)


def of_length(lineup: Lineup, usual: Lineup, length: int) -> Lineup:
    """So many evenings: what comes twice goes first, then from the one before the ending back.

    More of them: what was left out comes back, then the later ones come once more, each right
    after itself, and never the ending.
    """
    found = lineup
    while len(found) > max(length, 0):
        found = without(found, _spared(found))
    inner = usual[:-1] or usual
    while len(found) < length and inner:
        missing = [number for number in usual if number not in found]
        counts = Counter(found)
        rarest = min(reversed(inner), key=lambda each: counts[each])
        found = put_back(found, missing[-1]) if missing else once_more(found, rarest)
    return found


def _spared(lineup: Lineup) -> int:
    """The place (from 1) of the evening that goes first."""
    places = range(len(lineup), 0, -1)
    twice = [each for each in places if lineup.index(lineup[each - 1]) < each - 1]
    return next(iter(twice), len(lineup) - 1 if len(lineup) > 2 else len(lineup))


def without(lineup: Lineup, place: int) -> Lineup:
    """Without the evening at this place, counted from 1; unchanged where there is none."""
    return lineup[: place - 1] + lineup[place:] if 0 < place <= len(lineup) else lineup


def put_back(lineup: Lineup, number: int) -> Lineup:
    """With a plan that was left out, before the first that comes later in the programme."""
    at = next((at for at, each in enumerate(lineup) if each > number), len(lineup))
    return (*lineup[:at], number, *lineup[at:])


def once_more(lineup: Lineup, number: int, after: int | None = None) -> Lineup:
    """The same plan again after that many evenings; else right after its last."""
    if after is None:
        after = max((at for at, each in enumerate(lineup, 1) if each == number), default=0)
        if not after:
            return put_back(lineup, number)
    return (*lineup[:after], number, *lineup[after:])
