"""Change the blocks of a plan that is held: minutes, words, order."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from curriculum.editing.changing import Full, Held
from curriculum.importing import MOST
from curriculum.models import Activity, Step

__all__ = ["add_block", "move_block", "remove_block", "reorder", "set_block", "step_minutes"]

LONGEST = 600  # minutes, as a plan
ASIDE = 10_000  # added to every place while they change: two blocks never share one


def set_block(held: Held, block: Activity, **values: Any) -> None:
    """Give a block these values. One query. ValueError: minutes that no block can have.

    A limit that the block can no longer be trimmed to follows its minutes down.
    """
    for name, value in values.items():
        if name not in Step.SAYS:
            raise ValueError(name)
        setattr(block, name, value)
    if not 1 <= block.minutes <= LONGEST:
        raise ValueError("minutes")
    if block.trim is not None and block.trim >= block.minutes:
        block.trim = block.minutes - 1
    changed = dict.fromkeys([*values, "trim"])
    rows(held).filter(pk=block.pk).update(**{name: getattr(block, name) for name in changed})


def step_minutes(held: Held, block: Activity, by: int) -> None:
    """So many minutes more, or fewer where `by` is below zero; at least one stays."""
    set_block(held, block, minutes=min(LONGEST, max(1, block.minutes + by)))


def add_block(held: Held, at: int | None = None, **values: Any) -> Activity:
    """A new block at place `at`, counted from 0; None: before the closing, or at the end. Full."""
    if len(held.blocks) >= MOST:
        words = _("%(count)d blocks are as many as a plan can hold. Take one out first.")
        raise Full(words % {"count": MOST})
    if at is None:
        ends = held.blocks and held.blocks[-1].kind == Step.Kind.CLOSE
        at = len(held.blocks) - 1 if ends else len(held.blocks)
    last = max((each.position for each in held.blocks), default=0)
    block = Activity(plan=held.plan, position=last + 1, **values)
    rows(held).bulk_create([block])
    held.blocks.insert(at, block)
    reorder(held)
    return block


def move_block(held: Held, block: Activity, places: int) -> int:
    """So many places later, or earlier where `places` is below zero. Its place, from 0."""
    at = held.blocks.index(block)
    to = min(len(held.blocks) - 1, max(0, at + places))
    if to != at:
        held.blocks.insert(to, held.blocks.pop(at))
        reorder(held)
    return to


def remove_block(held: Held, block: Activity) -> None:
    held.blocks.remove(block)
    rows(held).filter(pk=block.pk).delete()


def reorder(held: Held) -> None:
    """Write down the order in which the blocks stand. 2 queries, or none."""
    if all(block.position == place for place, block in enumerate(held.blocks, 1)):
        return
    rows(held).update(position=F("position") + ASIDE)
    for position, block in enumerate(held.blocks, 1):
        block.position = position
    rows(held).bulk_update(held.blocks, ["position"])


def rows(held: Held) -> Any:
    """The blocks of the plan; nobody else changes or publishes it now."""
    return Activity.objects.known_open().filter(plan=held.plan)
