"""A plan laid on the clock of one evening, as its pages draw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from curriculum import running_order
from curriculum.models import Activity
from groups.models import Meeting

TINTS = {
    "open": "together", "agree": "together", "group": "together", "close": "together",
    "round": "round", "input": "listening", "quiet": "alone", "pairs": "alone", "rest": "rest",
}  # fmt: skip
PIXELS_A_MINUTE, LOWEST = 7.4, 74  # of a block's height
LETTER, SHOWS_MINUTES = 0.85, 5  # per cent of the strip that a letter, and a number, need


@dataclass(frozen=True)
class Block:
    """One block with its time, its height, and where it lies on the strip, in per cent."""

    activity: Activity
    starts: datetime  # on the wall of the evening
    tint: str
    height: int  # pixels
    left: str
    width: str
    words: str  # on the strip: the name, the minutes, or nothing

    @property
    def classes(self) -> str:
        return f"k-{self.tint}"


@dataclass(frozen=True)
class Laid:
    """The whole evening."""

    blocks: list[Block]
    total: int  # minutes that the blocks take
    spare: int  # minutes that no block fills; below zero it runs over
    ends: datetime  # on the wall, when the last block is over


def lay(meeting: Meeting, activities: Sequence[Activity]) -> Laid:
    """The blocks one after another from the moment the evening starts."""
    starts = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    timed = running_order.lay(activities, starts)
    total = running_order.total(activities)
    blocks, before = [], 0
    for each in timed:
        blocks.append(_block(each.block, each.starts, before=before, total=total))
        before += each.block.minutes
    return Laid(blocks, total, meeting.minutes - total, timed[-1].ends if timed else starts)


def _block(activity: Activity, starts: datetime, *, before: int, total: int) -> Block:
    share = 100 * activity.minutes / total
    said = [f"{name} {activity.minutes}" for name in (activity.title, activity.get_kind_display())]
    said += [str(activity.minutes)] if share >= SHOWS_MINUTES else []
    words = next((each for each in said if each.isdigit() or len(each) * LETTER <= share), "")
    return Block(
        activity, starts, TINTS[activity.kind],
        height=max(LOWEST, round(activity.minutes * PIXELS_A_MINUTE)),
        left=f"{100 * before / total:.3f}%", width=f"{share:.3f}%", words=words,
    )  # fmt: skip
