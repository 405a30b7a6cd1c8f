"""A plan laid on the clock, as its pages draw it: times, heights, and the strip of its shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from curriculum import running_order
from curriculum.models import Activity

__all__ = ["TINTS", "Block", "Laid", "lay"]

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
    starts: time  # on the wall
    tint: str
    height: int  # pixels
    left: str
    width: str
    name: str | None  # on the strip before its minutes; None: these have no room either


@dataclass(frozen=True)
class Laid:
    """The whole plan."""

    blocks: list[Block]
    starts: time
    ends: time  # on the wall, when the last block is over
    total: int  # minutes that the blocks take
    minutes: int  # that the meeting lasts

    @property
    def spare(self) -> int:
        """Minutes that no block fills; below zero it runs over."""
        return self.minutes - self.total

    @property
    def over(self) -> int:
        return -self.spare


def lay(activities: Sequence[Activity], starts: datetime, minutes: int) -> Laid:
    """The blocks one after another from `starts`, on its own wall."""
    timed = running_order.lay(activities, starts)
    total = running_order.total(activities)
    blocks, before = [], 0
    for each in timed:
        share, left = 100 * each.block.minutes / total, 100 * before / total
        before += each.block.minutes
        block = Block(
            each.block, each.starts.time(), TINTS[each.block.kind],
            height=max(LOWEST, round(each.block.minutes * PIXELS_A_MINUTE)),
            left=f"{left:.3f}%", width=f"{share:.3f}%", name=_name(each.block, share),
        )  # fmt: skip
        blocks.append(block)
    return Laid(blocks, starts.time(), timed[-1].ends.time() if timed else starts.time(), total,
                minutes)  # fmt: skip


def _name(activity: Activity, share: float) -> str | None:
    """What has room on the strip: its title, its kind, "" for the minutes alone, or nothing."""
    for name in (activity.title, activity.get_kind_display()):
        if len(f"{name} {activity.minutes}") * LETTER <= share:
            return str(name)
    return "" if share >= SHOWS_MINUTES else None
