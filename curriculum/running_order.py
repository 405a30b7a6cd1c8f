"""RunningOrder: a plan's blocks laid on the clock of one meeting; computed, never stored (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, Protocol, TypeVar

__all__ = ["Block", "Timed", "lay", "left", "shortest", "total"]


class Block(Protocol):
    """What the clock must know of a block, in whole minutes; `trim` None = fixed length."""

    @property
    def minutes(self) -> int: ...

    @property
    def trim(self) -> int | None: ...


B = TypeVar("B", bound=Block)


@dataclass(frozen=True)
class Timed(Generic[B]):
    """A block with the moments it begins and ends, both in the zone of the meeting's start."""

    block: B
    starts: datetime
    ends: datetime


def lay(blocks: Iterable[B], starts: datetime) -> list[Timed[B]]:
    """The blocks one after another from `starts`, each where the one before it ends.

    Minutes are real minutes: an evening in which the clocks change is as long as any other.
    ValueError for a `starts` without a zone.
    """
    if starts.tzinfo is None:
        raise ValueError("A running order begins at a moment with a time zone.")
    laid = []
    at = starts.astimezone(UTC)
    for block in blocks:
        ends = at + timedelta(minutes=block.minutes)
        laid.append(Timed(block, at.astimezone(starts.tzinfo), ends.astimezone(starts.tzinfo)))
        at = ends
    return laid


def total(blocks: Iterable[Block]) -> int:
    """How many minutes the blocks take."""
    return sum(block.minutes for block in blocks)


def shortest(blocks: Iterable[Block]) -> int:
    """How many minutes they take when each is trimmed as far as it goes."""
    return sum(block.minutes if block.trim is None else block.trim for block in blocks)


def left(blocks: Iterable[Block], minutes: int) -> int:
    """The minutes of a meeting of `minutes` that no block fills; below zero it runs over."""
    return minutes - total(blocks)
