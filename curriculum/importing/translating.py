"""A translation may hold only some of the plans; its original has the others.

On the way in, what is missing is copied from the original, so that nobody who reads has to look in
two places; each plan says its own language. On the way out, what is still as it came is left out.
The original is published, or a draft of the same owner: nobody reads a draft of another that way.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import models
from django.db.models import Q

from curriculum.checking import Draft, PlanDraft, Source
from curriculum.importing.refused import missing
from curriculum.importing.rows import draft_of
from curriculum.models import Curriculum

__all__ = ["filled", "part_of"]

TEXTS = ("agreements", "guide")


def filled(draft: Draft, *, owner: models.Model | None) -> Draft:
    """The draft made whole: a translation with what its original has besides, in that language.

    Refused when the original is not here. A fault of what came from there is said of the line that
    names the original.
    """
    if not draft.translation_of:
        return draft
    original = original_of(draft.key, draft.translation_of, draft.version or 0, owner)
    if original is None:
        raise missing(draft)
    theirs = draft_of(original)
    own = {plan.number for plan in draft.plans}
    here = Source(draft.source.file, draft.source.line_of("translation_of"))
    more = [placed(plan, here) for plan in lent(theirs, draft) if plan.number not in own]
    plans = sorted([*draft.plans, *more], key=lambda plan: plan.number or 0)
    return replace(
        draft,
        translation_of="",
        plans=tuple(plans),
        **borrowed(theirs, draft),
    )


def part_of(curriculum: Curriculum) -> Draft:
    """What a file of it holds: of a translation, what is not as in its original, if that is here.

    Whatever was changed since it came in is kept, also where it is not translated yet.
    """
    whole = draft_of(curriculum)
    language = curriculum.translation_of
    of = (curriculum.key, language, curriculum.version, curriculum.owner)
    original = original_of(*of) if language else None
    if original is None:
        return whole
    theirs = draft_of(original)
    same = {plan.number: plan for plan in lent(theirs, whole)}
    plans = tuple(plan for plan in whole.plans if plan != same.get(plan.number))
    as_there = [name for name in TEXTS if getattr(whole, name) == getattr(theirs, name)]
    without: dict[str, Any] = {of: "" for name in as_there for of in (name, f"{name}_language")}
    return replace(whole, translation_of=language, plans=plans, **without)


def original_of(
    key: str, language: str, version: int, owner: models.Model | None
) -> Curriculum | None:
    """The one that this owner may read, published or her own; `owner` null is the house itself."""
    hers = Q(published_at__isnull=False) | (Q(owner=owner) if owner else Q(owner__isnull=True))
    found: Curriculum | None = Curriculum.objects.filter(
        hers, key=key, language=language, version=version
    ).first()
    return found


def lent(theirs: Draft, to: Draft) -> Iterator[PlanDraft]:
    """The original's plans as they stand in a translation: each says its language."""
    for plan in theirs.plans:
        language = plan.language or theirs.language
        yield replace(plan, language="" if language == to.language else language)


def borrowed(theirs: Draft, to: Draft) -> dict[str, Any]:
    """Agreements and guide where the translation has none, each with the language it is in."""
    found: dict[str, Any] = {}
    for name in TEXTS:
        words = getattr(theirs, name)
        if words and not getattr(to, name):
            language = getattr(theirs, f"{name}_language") or theirs.language
            found |= {name: words, f"{name}_language": "" if language == to.language else language}
    return found


def placed(plan: PlanDraft, source: Source) -> PlanDraft:
    """The plan as if it stood there."""
    blocks = tuple(replace(block, source=source) for block in plan.blocks)
    return replace(plan, blocks=blocks, source=source)
