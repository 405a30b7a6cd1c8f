"""What an evening's own plan has changed beside its programme, and put it back: a block, or all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from curriculum import editing
from curriculum.checking import PlanDraft
from curriculum.comparing import Pair, compare_plans, pairs, phrases
from curriculum.editing.changing import PUT_BACK
from curriculum.editing.texts import TEXTS, set_prompts, set_texts
from curriculum.editing.undoing import restore, values
from curriculum.models import Activity
from facilitator.people.models import Person
from groups.adapting import own_plans
from groups.models import Meeting

__all__ = ["ALL", "AROUND", "Beside", "ChangedMeanwhile", "beside", "put_back"]

ALL, AROUND = "all", "around"  # the whole plan; what stands around the blocks

LONG = ("words", "notes", "materials", "shorten", "stall")  # texts of a block


class ChangedMeanwhile(Exception):
    """The plan is not any more as the page showed it; nothing was put back."""


@dataclass(frozen=True)
class Changed:
    """One block that is different: as it was, as it is, and whether it only stands elsewhere."""

    was: Activity | None
    now: Activity | None
    pair: Pair

    @property
    def key(self) -> UUID:
        """What names it in a form: its id in the evening's own plan, or else in the programme's."""
        known = self.now or self.was
        assert known is not None  # noqa: S101  a pair has one of them
        return known.pk

    @property
    def texts(self) -> set[str]:
        """The texts to show side by side: those that differ, or all where there is but one side."""
        was, now = self.was, self.now
        if was is None or now is None:
            return set(LONG)
        return {name for name in LONG if getattr(was, name) != getattr(now, name)}

    @property
    def words(self) -> list[str]:
        """What is different, in phrases."""
        return phrases(self.pair)


@dataclass(frozen=True)
class Beside:
    """An evening's own plan beside the programme's."""

    blocks: tuple[Changed, ...]
    around: tuple[str, ...]  # what else is different, in phrases
    draft: PlanDraft  # of the programme's plan
    there: dict[UUID, UUID | None]  # the programme's blocks in their order, and which each is now

    @property
    def same(self) -> bool:
        return not self.blocks and not self.around


def beside(held: editing.Held) -> Beside | None:
    """What was changed; None where the evening follows the programme's own plan. No query."""
    if held.source is None:
        return None
    steps, old, new = held.source.blocks, held.source.draft, held.draft
    was = {id(draft): row for draft, row in zip(old.blocks, steps, strict=True)}
    now = {id(draft): row for draft, row in zip(new.blocks, held.blocks, strict=True)}
    at = [place for place, block in enumerate(held.blocks) if block.pk in held.moved]
    both = [
        Changed(was.get(id(each.old)), now.get(id(each.new)), each)
        for each in pairs(old, new, moved=at)
    ]
    became = {each.was.pk: each.now.pk for each in both if each.was and each.now}
    return Beside(
        blocks=tuple(each for each in both if not each.pair.same),
        around=tuple(compare_plans(replace(old, blocks=()), replace(new, blocks=()))),
        draft=old,
        there={step.pk: became.get(step.pk) for step in steps},
    )


def put_back(meeting: Meeting, which: str, *, saw: int, by: Person, now: datetime) -> None:
    """`which`: ALL, AROUND, or the key of a changed block; one change, which undo takes back.

    ChangedMeanwhile: the plan's edition is not any more what she saw, or it has no such block.
    """
    plans = own_plans(meeting)
    with editing.changing(plans, meeting.plan_id, about=PUT_BACK, by=by, now=now) as held:
        found = beside(held)
        if found is None or held.plan.edition != saw:
            raise ChangedMeanwhile
        if which == ALL:
            restore(held, found.draft)
        elif which == AROUND:
            set_texts(held, **{name: getattr(found.draft, name) for name in TEXTS})
            set_prompts(held, list(found.draft.prompts))
        else:
            _put_back_block(held, found, which)


def _put_back_block(held: editing.Held, found: Beside, which: str) -> None:
    changed = next((each for each in found.blocks if str(each.key) == which), None)
    if changed is None:
        raise ChangedMeanwhile
    if changed.was is None and changed.now is not None:
        editing.remove_block(held, changed.now)
    elif changed.was is not None and changed.now is None:
        _bring_back(held, found, changed.was)
    elif changed.was is not None and changed.now is not None:
        editing.set_block(held, changed.now, **values(changed.was))
        if changed.pair.moved:
            at = held.blocks.index(changed.now)
            others = [each for each in held.blocks if each is not changed.now]
            editing.move_block(held, changed.now, _place(found, changed.was, others) - at)


def _bring_back(held: editing.Held, found: Beside, was: Activity) -> None:
    """The block with the id that its copy had, as long as no other block has it by now."""
    known = {each.pk for each in held.blocks}
    copied = editing.copied_id(held.plan.pk, was.pk)
    own = {} if copied in known else {"id": copied}
    at = _place(found, was, held.blocks)
    editing.add_block(held, at, **values(was), **own)


def _place(found: Beside, was: Activity, among: Sequence[Activity]) -> int:
    """Where it belongs: after the nearest block that it followed in the programme."""
    at = {each.pk: place for place, each in enumerate(among)}
    order = list(found.there)
    for step_id in reversed(order[: order.index(was.pk)]):
        now = found.there[step_id]
        if now in at:
            return at[now] + 1
    return 0
