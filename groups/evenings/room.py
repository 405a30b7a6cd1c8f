"""Who is expected on one evening, and whether everybody's turn fits into its rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q

from curriculum import editing, turns
from curriculum.editing import Held
from curriculum.editing.changing import ROOM
from facilitator.people.models import Person
from groups.adapting import adapt, own_plans
from groups.models import Meeting, Membership, Reply
from groups.putting_back import ChangedMeanwhile

__all__ = ["SECONDS", "Expected", "Room", "expected", "fit", "room"]

SECONDS = 90


@dataclass(frozen=True)
class Expected:
    """How many members said what about this time of the evening."""

    coming: int = 0
    unsure: int = 0
    unheard: int = 0
    away: int = 0

    @property
    def people(self) -> int:
        """Everybody who did not say that she cannot come."""
        return self.coming + self.unsure + self.unheard


@dataclass(frozen=True)
class Room:
    """The rounds of a plan for so many people with so many seconds each."""

    people: int
    seconds: int
    rounds: list[turns.Round[Any]]
    suggestion: turns.Suggestion[Any] | None
    fitting: int  # seconds with which every round fits as it is

    @property
    def short(self) -> bool:
        return any(each.short for each in self.rounds)


def expected(meeting: Meeting) -> Expected:
    """Counted from the replies that stand. One query."""
    about = Q(replies__meeting=meeting, replies__about=meeting.starts_at)
    members = Membership.objects.active().members().filter(group=meeting.group_id)
    said = list(
        members.annotate(said=FilteredRelation("replies", condition=about))
        .annotate(answer=F("said__answer"))
        .values_list("answer", flat=True)
    )
    return Expected(
        said.count(Reply.Answer.COMING), said.count(Reply.Answer.UNSURE), said.count(None),
        said.count(Reply.Answer.APOLOGIES),
    )  # fmt: skip


def room(blocks: Sequence[Any], meeting: Meeting, *, people: int, seconds: int) -> Room:
    """The arithmetic of these blocks; no query."""
    spare = meeting.minutes - sum(each.minutes for each in blocks)
    return Room(
        people,
        seconds,
        turns.rounds(blocks, people=people, seconds=seconds),
        turns.suggest(blocks, people=people, seconds=seconds, spare=spare),
        turns.fitting_seconds(blocks, people=people),
    )


def fit(
    meeting: Meeting, *, people: int, seconds: int, saw: int, by: Person, now: datetime
) -> Held:
    """Do what is suggested, as one change; the plan is copied for the evening when need be.

    ChangedMeanwhile: the plan is not any more what she saw. TooLate as of adapt.
    """
    adapt(meeting, by=by, now=now)
    plans = own_plans(meeting)
    with editing.changing(plans, meeting.plan_id, about=ROOM, by=by, now=now) as held:
        found = room(held.blocks, meeting, people=people, seconds=seconds).suggestion
        if held.plan.edition != saw or found is None:
            raise ChangedMeanwhile
        for block, minutes in zip(held.blocks, found.minutes, strict=True):
            if block.minutes != minutes:
                editing.set_block(held, block, minutes=minutes)
    return held
