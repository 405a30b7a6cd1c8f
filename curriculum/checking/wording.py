"""Rules for the words in which a curriculum speaks (pure; in the languages of words.py).

Warnings, since a word can be right in its place. They look at what a member reads or hears: the
facilitator's caution and notes may name the words that are better not said.
"""

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from curriculum.checking.draft import BlockDraft, Draft, Finding, PlanDraft, Severity, Source
from curriculum.checking.reading_age import reading_age
from curriculum.checking.words import CAUSE, LOADED, PASSING

__all__ = ["of_plan", "wording"]

MOST = 20  # findings of one kind in one text; whoever has more begins with these
OLDEST = 14  # years; the page should be easy at about 11
SHARING = ("round", "pairs", "group")
MEMBER_TEXTS = ("title", "theme", "aim", "page", "handout", "practice")


def wording(draft: Draft) -> Iterator[Finding]:
    """Everything that can be said about the words, each plan in its own language."""
    if draft.spoken() in LOADED:
        for name in ("title", "subtitle", "agreements"):
            yield from loaded(draft.source, name, getattr(draft, name), draft.spoken())
    for plan in draft.plans:
        if draft.spoken(plan) in LOADED:
            yield from of_plan(plan, draft.spoken(plan))


def of_plan(plan: PlanDraft, language: str) -> Iterator[Finding]:
    for name in MEMBER_TEXTS:
        yield from loaded(plan.source, name, getattr(plan, name), language)
    for number, prompt in enumerate(plan.prompts, 1):
        yield from loaded(plan.source, f"prompt {number}", prompt, language)
        yield from hunting(plan.source, f"prompt {number}", prompt, language)
    for block in plan.blocks:
        yield from loaded(block.source, "title", block.title, language)
        yield from loaded(block.source, "words", block.words, language)
        yield from passing(block, language)
    age = reading_age(plan.page) if language == "en" else None
    if age is not None and age > OLDEST:
        words = _("The page reads as for an age of %(age)d; 11 is kind, 14 the most.")
        yield warning(plan.source, "page", "reading-age", words % {"age": round(age)})


def loaded(source: Source, name: str, text: str, language: str) -> Iterator[Finding]:
    """Words that blame, diagnose or promise, each with its line."""
    says = {
        "blame": _("“%(word)s” lays blame."),
        "diagnosis": _("“%(word)s” is a diagnosis, and nobody here makes one."),
        "promise": _("“%(word)s” promises what nobody can."),
    }
    for rule, pattern in LOADED[language].items():
        for found in islice(pattern.finditer(text), MOST):
            words = says[rule] % {"word": " ".join(found[0].split())}
            yield warning(source, name, rule, words, text.count("\n", 0, found.start()))


def hunting(source: Source, name: str, text: str, language: str) -> Iterator[Finding]:
    """Looking for the cause made mood worse in one study; ask what is, and what may be next."""
    if found := CAUSE[language].search(text):
        words = _("“%(word)s” asks for the cause. Ask what is, or what may come next.")
        said = words % {"word": found[0]}
        yield warning(source, name, "why", said, text.count("\n", 0, found.start()))


def passing(block: BlockDraft, language: str) -> Iterator[Finding]:
    """Where people share, they are told that they may pass."""
    said = f"{block.words}\n{block.notes}"
    if block.kind in SHARING and not PASSING[language].search(said):
        words = _("Say that passing is fine: people share in this block.")
        yield warning(block.source, "words", "passing", words)


def warning(source: Source, name: str, rule: str, words: str, down: int = 0) -> Finding:
    line = source.line_of(name) + down
    return Finding(source.file, line, rule, words, Severity.WARNING)
