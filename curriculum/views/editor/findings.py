"""What the linter finds in one plan, at the block and the field where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from curriculum.checking import Finding, PlanDraft, Severity, Source, check_plan
from curriculum.editing import TEXTS, Held
from curriculum.forms.block import BlockForm
from curriculum.forms.naming import on_screen
from curriculum.forms.texts import TextsForm
from curriculum.models import SessionPlan, Step

__all__ = ["Found", "found_in"]

APART = 10_000_000  # lines between two fields: more than any text has
AROUND = (*TEXTS, "number", "part", "blocks", "prompts")
MOST = 100  # questions


@dataclass(frozen=True)
class Found:
    """One fault. `block` None: it is about the plan itself; `field` names a field or AROUND."""

    words: str
    keeps_out: bool  # an error: it cannot be published so
    block: UUID | None
    field: str
    of: str = ""  # the block's name


def found_in(held: Held) -> list[Found]:
    """Every fault of the plan as it stands; those that keep it out first."""
    draft, places = placed(held)
    plan = held.plan
    main = plan.part == SessionPlan.Part.MAIN
    faults = check_plan(
        draft,
        language=plan.language,
        first=main and plan.number == getattr(plan, "first_number", None),
        last=main and plan.number == getattr(plan, "last_number", None),
    )
    found = [_found(one, *places[one.line // APART]) for one in faults]
    return sorted(found, key=lambda one: not one.keeps_out)


def _found(fault: Finding, block: UUID | None, field: str, name: str) -> Found:
    words = on_screen(fault.words, BlockForm if block else TextsForm)
    return Found(words, fault.severity == Severity.ERROR, block, field, name)


def placed(held: Held) -> tuple[PlanDraft, list[tuple[UUID | None, str, str]]]:
    """The plan as a draft in which every field has a line of its own, and what each line means."""
    places: list[tuple[UUID | None, str, str]] = [(None, "blocks", "")]

    def lines(of: UUID | None, name: str, fields: tuple[str, ...]) -> Source:
        at = {}
        for field in fields:
            at[field] = len(places) * APART
            places.append((of, field, name))
        return Source("", at[fields[0]], at)

    draft = held.draft
    asked = tuple(f"prompt {number}" for number in range(1, len(draft.prompts) + 1))
    source = lines(None, "", (*AROUND, *asked))
    blocks = tuple(
        replace(each, source=lines(row.pk, row.title, Step.SAYS))
        for each, row in zip(draft.blocks, held.blocks, strict=True)
    )
    return replace(draft, blocks=blocks, source=source), places


def of_block(found: list[Found], block: UUID) -> Iterator[Found]:
    return (one for one in found if one.block == block)
