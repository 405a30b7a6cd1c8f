"""Rules for the blocks of a plan, and for the clock they are laid on (pure)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from curriculum.checking.about import LONGEST_MEETING, long, one_line
from curriculum.checking.draft import BlockDraft, Finding, PlanDraft, Severity

__all__ = ["KINDS", "block", "blocks"]

KINDS = ("open", "agree", "round", "input", "quiet", "pairs", "group", "rest", "close")
ROLES = ("lead", "co")
TEXTS = ("words", "notes", "materials", "shorten", "stall")
SHORTEST_CLOSE = 8  # minutes
SAVED, OF = 12, 90  # trimmed as far as it goes, a plan saves 12 of 90 minutes


def block(it: BlockDraft) -> Iterator[Finding]:
    """A kind of the list, a title, minutes, and how far it may be trimmed."""
    yield from one_line(it.source, "title", it.title, 160)
    for name in TEXTS:
        yield from long(it.source, name, getattr(it, name))
    if not it.title.strip():
        yield at(it, "title", "block", _("The block has no title."))
    if it.kind not in KINDS:
        words = _("The kind of a block is one of %(kinds)s.") % {"kinds": ", ".join(KINDS)}
        yield at(it, "kind", "block", words)
    if it.role not in ROLES:
        yield at(it, "role", "block", _("The role is lead or co."))
    if it.minutes is None or not 1 <= it.minutes <= LONGEST_MEETING:
        yield at(it, "minutes", "block", _("A block takes at least one minute, at most 600."))
    elif it.trim is not None and not 0 <= it.trim < it.minutes:
        words = _("“trim” must be less than the block's minutes, and not below 0.")
        yield at(it, "trim", "block", words)


def blocks(plan: PlanDraft) -> Iterator[Finding]:
    """How many, how long together, and how they end."""
    count = len(plan.blocks)
    if not 4 <= count <= 10:
        words = _("The plan has %(count)d blocks; 4 to 10 are right.") % {"count": count}
        yield of(plan, "blocks", words)
    yield from closing(plan)
    minutes = [it.minutes for it in plan.blocks if it.minutes is not None]
    if len(minutes) == count and count and sum(minutes) != plan.minutes:
        words = _("The blocks take %(sum)d minutes, the plan %(whole)d.")
        yield of(plan, "minutes", words % {"sum": sum(minutes), "whole": plan.minutes})
    yield from trimming(plan)


def closing(plan: PlanDraft) -> Iterator[Finding]:
    """Exactly one closing, the last block, whole and long enough."""
    closings = [it for it in plan.blocks if it.kind == "close"]
    if len(closings) != 1 or plan.blocks[-1].kind != "close":
        words = _("A plan has exactly one block of the kind “close”, and it is the last.")
        yield of(plan, "close", words)
    for it in closings[-1:]:
        if it.trim is not None:
            words = _("The closing is never cut: it has no “trim”.")
            yield at(it, "trim", "close", words)
        if it.minutes is not None and it.minutes < SHORTEST_CLOSE:
            yield at(it, "minutes", "close", _("The closing takes at least 8 minutes."))


def trimming(plan: PlanDraft) -> Iterator[Finding]:
    """Without touching its closing, a plan can save 12 of 90 minutes."""
    saved = sum(
        it.minutes - it.trim
        for it in plan.blocks
        if it.minutes is not None and it.trim is not None and it.kind != "close"
    )
    if saved * OF < plan.minutes * SAVED:
        needed = -(-plan.minutes * SAVED // OF)
        words = _("Trimmed as far as it goes the plan saves %(saved)d minutes; it should be able "
                  "to save %(needed)d.")  # fmt: skip
        said = words % {"saved": saved, "needed": needed}
        line = plan.source.line_of("blocks")
        yield Finding(plan.source.file, line, "trim", said, Severity.WARNING)


def at(it: BlockDraft, name: str, rule: str, words: str) -> Finding:
    return Finding(it.source.file, it.source.line_of(name), rule, words)


def of(plan: PlanDraft, rule: str, words: str) -> Finding:
    return Finding(plan.source.file, plan.source.line_of("blocks"), rule, words)
