"""A plan as she walks through it: one block at a time, and which of her notes stands where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from curriculum import running_order
from curriculum.models import Activity
from groups.adapting import origins
from groups.evenings import aloud
from groups.evenings.notes import Note
from groups.models import Meeting

__all__ = ["Stop", "Walk", "walk"]


@dataclass(frozen=True)
class Stop:
    """One block. `key` is its id in the programme: her note is known by it."""

    activity: Activity
    starts: datetime  # on the wall of the evening
    number: int  # from 1
    key: UUID

    @property
    def aloud(self) -> int:
        """Minutes to say its words."""
        return aloud.minutes(self.activity.words)


@dataclass(frozen=True)
class Walk:
    """The blocks in their order, and which of them she is at."""

    blocks: tuple[Stop, ...]
    number: int  # from 1
    origin: UUID  # the id of the plan in the programme

    @property
    def block(self) -> Stop:
        return self.blocks[self.number - 1]

    @property
    def before(self) -> Stop | None:
        return self.blocks[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> Stop | None:
        return None if self.is_last else self.blocks[self.number]

    @property
    def is_last(self) -> bool:
        return self.number >= len(self.blocks)

    @property
    def aloud(self) -> int:
        """Minutes to say all of it."""
        return aloud.minutes("\n".join(each.activity.words for each in self.blocks))

    def title_of(self, key: UUID) -> str:
        """The block's name; empty where it is gone."""
        return next((each.activity.title for each in self.blocks if each.key == key), "")

    def notes(self, kept: Mapping[UUID, Note]) -> tuple[dict[UUID, Note], list[Note]]:
        """Block key -> her note; and the notes whose block is not in the plan any more.

        A block that went and came back by undo has another id: then its name tells.
        """
        here = {key: note for key, note in kept.items() if self.title_of(key)}
        left = [note for key, note in kept.items() if key not in here]
        for stop in self.blocks:
            same = next((each for each in left if each.title == stop.activity.title), None)
            if same is not None and stop.key not in here:
                here[stop.key] = same
                left.remove(same)
        return here, left


def walk(meeting: Meeting, number: int) -> Walk:
    """The walk at block `number`, or at the nearest there is. 2 queries at most."""
    activities = list(meeting.plan.activities.order_by("position"))
    starts = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    known = origins(meeting.plan, activities)
    timed = running_order.lay(activities, starts)
    stops = tuple(
        Stop(each.block, each.starts, at, known[each.block.pk]) for at, each in enumerate(timed, 1)
    )
    origin = meeting.plan.copied_from_id or meeting.plan_id
    return Walk(stops, max(1, min(number, len(stops))), origin)
