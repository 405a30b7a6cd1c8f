"""Undo: a plan as it was before a change. Undoing is a change, too, and nothing is lost by it."""

from datetime import datetime
from uuid import UUID

from curriculum.checking import BlockDraft, PlanDraft
from curriculum.editing.blocks import reorder, rows, set_block
from curriculum.editing.changing import PUT_BACK, UNDO, Held, changing
from curriculum.editing.texts import TEXTS, set_prompts, set_texts
from curriculum.importing import read_plan
from curriculum.models import Activity, Change, Step
from curriculum.models.session_plan import SessionPlanQuerySet
from facilitator.people.models import Person

__all__ = ["put_back", "restore", "undo"]


def undo(
    plans: SessionPlanQuerySet, plan_id: UUID | None, *, by: Person, now: datetime,
    only: UUID | None = None,
) -> Change | None:  # fmt: skip
    """Take back the newest change that stands, whoever made it; None: there is none.

    Never an older one first: that would take the newer ones with it. `only`: the id of the change
    that she means; None as well when another is the newest by now, or hers is undone already.
    """
    with changing(plans, plan_id, about=UNDO, by=by, now=now) as held:
        newest: Change | None = held.plan.changes.standing().select_related("by").first()
        if newest is None or only not in {None, newest.pk}:
            return None
        restore(held, read_plan(newest.before))
        newest.undone_at = now
        newest.save(update_fields=["undone_at"])
    return newest


def put_back(
    plans: SessionPlanQuerySet, plan_id: UUID | None, change_id: UUID, *, by: Person, now: datetime
) -> Held:
    """The plan as it was before one of its changes; Change.DoesNotExist: it has none such."""
    with changing(plans, plan_id, about=PUT_BACK, by=by, now=now) as held:
        restore(held, read_plan(held.plan.changes.get(pk=change_id).before))
    return held


def restore(held: Held, draft: PlanDraft) -> None:
    """Make the plan what `draft` says. A block keeps its row as long as it keeps its name."""
    set_texts(held, **{name: getattr(draft, name) for name in TEXTS})
    set_prompts(held, list(draft.prompts))
    left, kept = list(held.blocks), list[Activity]()
    new: list[Activity] = []
    for wanted in draft.blocks:
        block = next((each for each in left if each.title == wanted.title), None)
        if block is None:
            block = _made(held, wanted, after=len(new))
            new.append(block)
        else:
            left.remove(block)
            if values(block) != values(wanted):
                set_block(held, block, **values(wanted))
        kept.append(block)
    rows(held).filter(pk__in=[each.pk for each in left]).delete()
    rows(held).bulk_create(new)
    held.blocks = kept
    reorder(held)


def _made(held: Held, wanted: BlockDraft, *, after: int) -> Activity:
    last = max((each.position for each in held.blocks), default=0)
    return Activity(plan=held.plan, position=last + after + 1, **values(wanted))


def values(of: Activity | BlockDraft) -> dict[str, object]:
    return {name: getattr(of, name) for name in Step.SAYS}
