"""Room arithmetic: whether everybody's turn fits into the rounds of a plan, and what would (pure).

A round needs its people times their seconds, rounded up to whole minutes. What a suggestion gives
to a round that is too short it takes from minutes to spare, then from blocks that may shrink, never
below their limit, and never from the closing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

__all__ = ["Round", "Suggestion", "Take", "fitting_seconds", "needs", "rounds", "suggest"]

ROUND, CLOSE = "round", "close"
STEP = 5  # seconds


class Block(Protocol):
    """As running_order.Block, with its kind."""

    @property
    def kind(self) -> Any: ...  # a word of Step.Kind

    @property
    def minutes(self) -> int: ...

    @property
    def trim(self) -> int | None: ...


B = TypeVar("B", bound=Block)


@dataclass(frozen=True)
class Round(Generic[B]):
    """A round with the minutes that it needs for this room."""

    block: B
    needs: int

    @property
    def short(self) -> int:
        """Minutes that are missing; 0 where it fits."""
        return max(0, self.needs - self.block.minutes)


@dataclass(frozen=True)
class Take(Generic[B]):
    """So many minutes taken from a block."""

    block: B
    minutes: int

    @property
    def left(self) -> int:
        return self.block.minutes - self.minutes


@dataclass(frozen=True)
class Suggestion(Generic[B]):
    """`minutes` of every block afterwards, in their order; where they come from, and go to."""

    minutes: tuple[int, ...]
    takes: tuple[Take[B], ...] = ()
    gives: tuple[Round[B], ...] = field(default=())
    spare: int = 0  # minutes that no block had filled, and that it uses


def needs(people: int, seconds: int) -> int:
    """Whole minutes for everybody's turn."""
    return -(-people * seconds // 60)


def rounds(blocks: Sequence[B], *, people: int, seconds: int) -> list[Round[B]]:
    """Every round of the plan with what it needs."""
    needed = needs(people, seconds)
    return [Round(block, needed) for block in blocks if block.kind == ROUND]


def suggest(
    blocks: Sequence[B], *, people: int, seconds: int, spare: int = 0
) -> Suggestion[B] | None:
    """How every round gets what it needs; None: they have it already, or there is not enough.

    `spare`: minutes of the meeting that no block fills. The fewest blocks give: first who can
    give the most.
    """
    needed = needs(people, seconds)
    short = [each for each in rounds(blocks, people=people, seconds=seconds) if each.short]
    missing = sum(each.short for each in short)
    used = min(missing, max(0, spare))
    takes = _takes(blocks, missing - used, needed)
    if not short or sum(each.minutes for each in takes) + used < missing:
        return None
    after = [
        block.minutes
        + sum(each.short for each in short if each.block is block)
        - sum(each.minutes for each in takes if each.block is block)
        for block in blocks
    ]
    return Suggestion(tuple(after), tuple(takes), tuple(short), used)


def fitting_seconds(blocks: Sequence[Block], *, people: int) -> int:
    """The most seconds for each, in steps of five, with which every round fits as it is."""
    lengths = [block.minutes for block in blocks if block.kind == ROUND]
    if not lengths or people < 1:
        return 0
    return min(lengths) * 60 // people // STEP * STEP


def _takes(blocks: Sequence[B], missing: int, needed: int) -> list[Take[B]]:
    """Who gives how much of the missing minutes, in the order of the plan."""
    can = {at: _gives(block, needed) for at, block in enumerate(blocks)}
    asked: dict[int, int] = {}
    for at in sorted(can, key=lambda one: -can[one]):
        asked[at] = min(can[at], missing)
        missing -= asked[at]
    return [Take(blocks[at], taken) for at, taken in sorted(asked.items()) if taken]


def _gives(block: Block, needed: int) -> int:
    """Minutes that it can do without.

    A round keeps what it needs. One that may be left out keeps half: less is not worth beginning.
    """
    if block.trim is None or block.kind == CLOSE:
        return 0
    lowest = block.trim or -(-block.minutes // 2)
    if block.kind == ROUND:
        lowest = max(lowest, needed)
    return max(0, block.minutes - lowest)
