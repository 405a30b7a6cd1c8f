"""Hold a plan for one change: nobody else changes it meanwhile, and the change can be undone."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django.db import models, transaction

from curriculum.checking import PlanDraft
from curriculum.importing import plan_draft, write_plan
from curriculum.models import Activity, Change, Frozen, Prompt, SessionPlan
from curriculum.models.session_plan import SessionPlanQuerySet
from facilitator.people.models import Person

__all__ = [
    "PUT_BACK",
    "ROOM",
    "UNDO",
    "Full",
    "Held",
    "Overtaken",
    "changing",
    "copied_id",
    "document",
    "field_of",
    "look",
]

GOES_ON = timedelta(minutes=5)  # one person at one text: one change, not one for each pause
UNDO, PUT_BACK, ROOM = "undo", "put back", "room"  # changes of the whole plan


class Overtaken(Exception):
    """Somebody else has changed the same thing since she saw it; nothing was written.

    `by` and `at` say who and when; `held` how the plan stands now.
    """

    def __init__(self, held: "Held", change: Change) -> None:
        super().__init__(change.about)
        self.held, self.by, self.at = held, change.by, change.at


class Full(Exception):  # the word we say
    """A plan has as many blocks, or questions, as can be read back; its words say so."""


@dataclass
class Held:
    """A plan with its blocks and questions in order, locked until the change is written.

    `source`: what an evening's own plan was copied from, in the same queries. `moved`: the blocks
    that standing changes took to another place.
    """

    plan: SessionPlan
    blocks: list[Activity]
    prompts: list[Prompt]
    newest: UUID | None = None  # the id of its newest change
    source: "Held | None" = None
    moved: set[UUID] = field(default_factory=set)

    @property
    def draft(self) -> PlanDraft:
        return plan_draft(self.plan, self.blocks, self.prompts)

    def block(self, block_id: UUID) -> Activity:
        """The block, also by the id that it had before the plan was copied for one meeting.

        Activity.DoesNotExist: it was taken out meanwhile, or never was in this plan.
        """
        for block in self.blocks:
            if block.pk in {block_id, copied_id(self.plan.pk, block_id)}:
                return block
        raise Activity.DoesNotExist

    def origin(self, block: Activity) -> UUID:
        """What a page knows a block by: its id, or the one that it had before the plan was copied.

        So a page calls it the same before and after the first change of an evening's plan.
        """
        return self._origins.get(block.pk, block.pk)

    @cached_property
    def _origins(self) -> dict[UUID, UUID]:
        before = self.source.blocks if self.source else []
        return {copied_id(self.plan.pk, block.pk): block.pk for block in before}


def copied_id(plan_id: UUID, block_id: UUID) -> UUID:
    """The id of a block in a copy of its plan: a page that shows the old one still finds it."""
    return uuid5(plan_id, str(block_id))


def field_of(block_id: UUID, field: str) -> str:
    """What a change of one field of a block is about."""
    return f"{block_id} {field}"


def document(held: Held) -> str:
    """The plan's own text (FORMAT.md): what a change keeps of how it was before."""
    return write_plan(held.draft)


@contextmanager
def changing(
    plans: SessionPlanQuerySet, plan_id: UUID | None, *, about: "str | Callable[[Held], str]",
    by: Person, now: datetime, saw: int | None = None, goes_on: bool = False,
) -> Iterator[Held]:  # fmt: skip
    """The plan for one change. Afterwards its edition is one higher, if anything is different.

    `plans`: those that `by` may change; SessionPlan.DoesNotExist for any other. `plan_id` None:
    there is but one among them. `about` may ask the plan that is held. `saw`: the edition she had
    before her; Overtaken when somebody else changed the same thing since. `goes_on`: what she types
    at one text within five minutes is one change. Frozen when the plan is published.
    5 queries besides those of the change itself.
    """
    with transaction.atomic():
        held = _hold(plans, plan_id)
        said = about(held) if callable(about) else about
        if saw is not None and saw < held.plan.edition:
            _refuse_overtaken(held, said, by, saw)
        before = document(held)
        yield held
        if document(held) != before:
            change = Change(about=said, by=by, at=now, before=before)
            _write_down(held, change, goes_on=goes_on)


def look(plans: SessionPlanQuerySet, plan_id: UUID | None = None) -> Held:
    """The plan as it stands, not locked: to show it, published or not. 3 queries."""
    changes = Change.objects.filter(plan=models.OuterRef("pk")).order_by("-edition")
    found: Any = plans.select_related("curriculum", "copied_from").annotate(
        newest_change=models.Subquery(changes.values("pk")[:1]),
        moves=models.Subquery(changes.standing().moves()),
    )
    plan = found.get() if plan_id is None else found.get(pk=plan_id)
    both = [each for each in (plan, plan.copied_from) if each is not None]
    blocks, prompts = (_of(both, rows.order_by("position")) for rows in (
        Activity.objects.filter(plan__in=both), Prompt.objects.filter(plan__in=both),
    ))  # fmt: skip
    held, *source = (Held(each, blocks[each.pk], prompts[each.pk]) for each in both)
    held.newest, held.moved = plan.newest_change, Change.moved(plan.moves or "")
    held.source = source[0] if source else None
    return held


def _of(plans: list[SessionPlan], rows: Any) -> dict[UUID, list[Any]]:
    """The rows of each plan, in their order."""
    known, found = {each.pk: each for each in plans}, defaultdict[UUID, list[Any]](list)
    for row in rows:
        row.plan = known[row.plan_id]
        found[row.plan_id].append(row)
    return found


def _hold(plans: SessionPlanQuerySet, plan_id: UUID | None) -> Held:
    held = look(plans.select_for_update(of=("self",)), plan_id)
    if held.plan.curriculum is not None and held.plan.curriculum.published_at is not None:
        raise Frozen
    return held


def _refuse_overtaken(held: Held, about: str, by: Person, saw: int) -> None:
    theirs = (
        held.plan.changes.filter(edition__gt=saw, about__in=[about, UNDO, PUT_BACK, ROOM])
        .exclude(by=by)
        .select_related("by")
        .order_by("-edition")
        .first()
    )
    if theirs is not None:
        raise Overtaken(held, theirs)


def _write_down(held: Held, change: Change, *, goes_on: bool) -> None:
    """The new edition, and the change: a new one, or she goes on with the one before."""
    plan = held.plan
    plan.edition += 1
    open_still = models.Q(curriculum=None) | models.Q(curriculum__published_at=None)
    rows = SessionPlan.objects.known_open().filter(open_still, pk=plan.pk)
    if not rows.update(edition=plan.edition):  # published while we waited for the plan
        raise Frozen
    if goes_on:
        same = Change.objects.standing().filter(
            pk__in=[held.newest], about=change.about, by=change.by, at__gt=change.at - GOES_ON
        )
        if same.update(edition=plan.edition, at=change.at):
            return
    change.plan, change.edition = plan, plan.edition
    if change.about == UNDO:
        change.undone_at = change.at  # what undoing did is not undone in its turn: it goes on back
    change.save(force_insert=True)
    held.newest = change.pk
    held.moved |= Change.moved(change.about)
