"""Rules for the plans, one by one and in their order (pure)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from curriculum.checking.about import LONGEST_MEETING, SHORTEST_MEETING, one_line
from curriculum.checking.blocks import block, blocks
from curriculum.checking.draft import Draft, Finding, PlanDraft

__all__ = ["order", "plan"]

PARTS = ("main", "before", "after")
NEEDED = ("theme", "aim", "caution", "page")


def plan(it: PlanDraft) -> Iterator[Finding]:
    """Everything that can be said of one plan without the others."""
    yield from one_line(it.source, "title", it.title, 120)
    yield from contents(it)
    if it.part not in PARTS:
        yield of(it, "part", "parts", _("The part is main, before or after."))
    if not SHORTEST_MEETING <= it.minutes <= LONGEST_MEETING:
        yield of(it, "minutes", "limits", _("A meeting lasts from 10 to 600 minutes."))
    for one in it.blocks:
        yield from block(one)
    yield from blocks(it)


def contents(it: PlanDraft) -> Iterator[Finding]:
    """A plan has all its texts; before and after the evenings it asks and asks for nothing."""
    for name in ("title", *NEEDED):
        if not getattr(it, name).strip():
            yield of(it, name, "contents", _("The plan has no “%(name)s”.") % {"name": name})
    asked = len(it.prompts)
    for number, prompt in enumerate(it.prompts, 1):
        if not prompt.strip():
            yield of(it, f"prompt {number}", "contents", _("This question has no words."))
    if asked > 4 or (it.part == "main" and asked < 3):
        words = _("The plan has %(count)d questions; 3 or 4 are right.") % {"count": asked}
        yield of(it, "prompts", "contents", words)
    if it.part == "main" and not it.practice.strip():
        yield of(it, "practice", "contents", _("The plan has no practice."))


def order(draft: Draft) -> Iterator[Finding]:
    """The evenings count 1, 2, 3; what comes before is 0, what comes after goes on counting."""
    evenings = [it for it in draft.plans if it.part == "main"]
    if not evenings:
        words = _("There is no evening: at least one plan must be of the part main.")
        yield Finding(draft.source.file, draft.source.line, "numbers", words)
    after = [it for it in draft.plans if it.part == "after"]
    for number, it in enumerate([*evenings, *after], 1):
        if it.number != number:
            words = _("This plan should have the number %(number)d.") % {"number": number}
            yield of(it, "number", "numbers", words)
    for place, it in enumerate(it for it in draft.plans if it.part == "before"):
        if it.number != 0 or place:
            words = _("Only one plan comes before the evenings, and its number is 0.")
            yield of(it, "number", "numbers", words)
    yield from agreeing(evenings, english=draft.english)


def agreeing(evenings: list[PlanDraft], *, english: bool) -> Iterator[Finding]:
    """The first evening agrees on how to be together, and on what cannot be kept secret."""
    ends = evenings[:1] + evenings[1:][-1:]
    for it in ends:
        if all(one.kind != "agree" for one in it.blocks):
            words = _("The first and the last evening each have a block of the kind agree.")
            yield of(it, "blocks", "agree", words)
    for it in ends[:1]:
        agreements = [one for one in it.blocks if one.kind == "agree"]
        said = " ".join(f"{one.title} {one.words} {one.notes}" for one in agreements).casefold()
        if agreements and english and not says_limits(said):
            words = _("The agree block of the first evening does not say what cannot be kept "
                      "confidential.")  # fmt: skip
            line = agreements[0].source.line
            yield Finding(agreements[0].source.file, line, "confidential", words)


def says_limits(text: str) -> bool:
    plain = text.replace("’", "'")
    kept = any(word in plain for word in ("confiden", "secret"))
    bounds = ("cannot", "can't", "can not", "limit", "except", "unless")
    return kept and any(word in plain for word in bounds)


def of(it: PlanDraft, name: str, rule: str, words: str) -> Finding:
    return Finding(it.source.file, it.source.line_of(name), rule, words)
