"""Rules for the plans, one by one and in their order (pure)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from curriculum.checking.about import LONGEST_MEETING, SHORTEST_MEETING, code, long, one_line
from curriculum.checking.blocks import block, blocks
from curriculum.checking.draft import Draft, Finding, PlanDraft
from curriculum.checking.words import LIMITS

__all__ = ["agrees", "order", "plan"]

PARTS = ("main", "before", "after")
NEEDED = ("theme", "aim", "caution", "page")
TEXTS = (*NEEDED, "handout", "practice")


def plan(it: PlanDraft) -> Iterator[Finding]:
    """Everything that can be said of one plan without the others."""
    yield from one_line(it.source, "title", it.title, 120)
    yield from one_line(it.source, "language", it.language, 10)
    yield from code(it.source, it.language, "language")
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
    for name in TEXTS:
        yield from long(it.source, name, getattr(it, name))
    asked = len(it.prompts)
    for number, prompt in enumerate(it.prompts, 1):
        yield from long(it.source, f"prompt {number}", prompt)
        if not prompt.strip():
            yield of(it, f"prompt {number}", "contents", _("This question has no words."))
    if asked > 4 or (it.part == "main" and asked < 3):
        words = _("The plan has %(count)d questions; 3 or 4 are right.") % {"count": asked}
        yield of(it, "prompts", "contents", words)
    if it.part == "main" and not it.practice.strip():
        yield of(it, "practice", "contents", _("The plan has no practice."))


def order(draft: Draft) -> Iterator[Finding]:
    """The evenings count 1, 2, 3; what comes before is 0, what comes after goes on counting.

    Of a part only what the original cannot mend; the rest is asked when it is whole.
    """
    if draft.translation_of:
        yield from once(draft.plans)
        return
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
    yield from agreeing(evenings, draft)


def once(plans: tuple[PlanDraft, ...]) -> Iterator[Finding]:
    """Each plan of a part has a number, and no other has it."""
    seen: set[int] = set()
    for it in plans:
        if it.number is None or it.number < 0:
            yield of(it, "number", "numbers", _("The plan does not say its “number”."))
        elif it.number in seen:
            words = _("Another plan has the number %(number)d already.")
            yield of(it, "number", "numbers", words % {"number": it.number})
        else:
            seen.add(it.number)


def agreeing(evenings: list[PlanDraft], draft: Draft) -> Iterator[Finding]:
    """The first evening agrees on how to be together, and on what cannot be kept secret."""
    for place, it in enumerate(evenings[:1] + evenings[1:][-1:]):
        yield from agrees(it, first=place == 0, language=draft.spoken(it))


def agrees(it: PlanDraft, *, first: bool, language: str) -> Iterator[Finding]:
    """The first evening, or the last: it has an agree block; the first says its limits there."""
    agreements = [one for one in it.blocks if one.kind == "agree"]
    if not agreements:
        words = _("The first and the last evening each have a block of the kind “agree”.")
        yield of(it, "blocks", "agree", words)
    said = " ".join(f"{one.title} {one.words} {one.notes}" for one in agreements).casefold()
    if first and agreements and not says_limits(said, language):
        words = _("The “agree” block of the first evening does not say what cannot be kept "
                  "confidential.")  # fmt: skip
        source = agreements[0].source
        yield Finding(source.file, source.line, "confidential", words)


def says_limits(text: str, language: str) -> bool:
    """A word of keeping and a word of its bounds; true in a language that we do not know."""
    if language not in LIMITS:
        return True
    kept, bounds = LIMITS[language]
    plain = text.replace("’", "'")
    return any(word in plain for word in kept) and any(word in plain for word in bounds)


def of(it: PlanDraft, name: str, rule: str, words: str) -> Finding:
    return Finding(it.source.file, it.source.line_of(name), rule, words)
