"""A draft as rows, and rows as a draft."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from curriculum.checking import BlockDraft, Draft, PlanDraft
from curriculum.models import Activity, Curriculum, Prompt, SessionPlan

__all__ = ["draft_of", "made", "plan_draft"]

NOT_COLUMNS = {"plans", "blocks", "prompts", "source", "faults", "translation_of"}


def columns(of: type[Draft | PlanDraft | BlockDraft]) -> list[str]:
    return [each.name for each in fields(of) if each.name not in NOT_COLUMNS]


CURRICULUM, PLAN, BLOCK = columns(Draft), columns(PlanDraft), columns(BlockDraft)


def made(draft: Draft, **known: Any) -> Curriculum:
    """The rows of a draft that is whole; `known` is what a draft does not say."""
    curriculum = Curriculum.objects.create(**known, **values(draft, CURRICULUM))
    plans = SessionPlan.objects.bulk_create(
        SessionPlan(
            curriculum=curriculum,
            **values(plan, PLAN) | {"language": plan.language or draft.language},
        )
        for plan in draft.plans
    )
    beside = list(zip(plans, draft.plans, strict=True))
    Activity.objects.bulk_create(
        Activity(plan=row, position=position, **values(block, BLOCK))
        for row, plan in beside
        for position, block in enumerate(plan.blocks, 1)
    )
    Prompt.objects.bulk_create(
        Prompt(plan=row, position=position, text=plain(text))
        for row, plan in beside
        for position, text in enumerate(plan.prompts, 1)
    )
    return curriculum


def draft_of(curriculum: Curriculum) -> Draft:
    """The whole curriculum as a draft; it knows no file and no line."""
    rows = curriculum.plans.order_by("number").prefetch_related("activities", "prompts")
    plans = (
        replace(
            plan_draft(row, in_order(row.activities), in_order(row.prompts)),
            language="" if row.language == curriculum.language else row.language,
        )
        for row in rows
    )
    return Draft(**values(curriculum, CURRICULUM), plans=tuple(plans))


def plan_draft(
    row: SessionPlan, blocks: Iterable[Activity], prompts: Iterable[Prompt]
) -> PlanDraft:
    """One plan as a draft, with its blocks and questions in the order in which they are given.

    It is not said in which language: alone it has no curriculum to differ from.
    """
    return PlanDraft(
        **values(row, PLAN) | {"language": ""},
        blocks=tuple(BlockDraft(**values(it, BLOCK)) for it in blocks),
        prompts=tuple(plain(it.text) for it in prompts),
    )


def in_order(rows: Any) -> list[Any]:
    return sorted(rows.all(), key=lambda row: row.position)


def values(of: object, names: list[str]) -> dict[str, Any]:
    """These fields of a row or a draft, texts with plain line ends."""
    return {name: plain(getattr(of, name)) for name in names}


def plain(value: Any) -> Any:
    """A text with plain line ends, whichever browser it came from; anything else as it is."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
