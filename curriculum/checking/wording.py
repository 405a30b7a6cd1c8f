"""Rules for the words in which a curriculum speaks (pure; English texts only).

Warnings, since a word can be right in its place. They look at what a member reads or hears: the
facilitator's caution and notes may name the words that are better not said.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from curriculum.checking.draft import BlockDraft, Draft, Finding, PlanDraft, Severity, Source
from curriculum.checking.reading_age import reading_age

__all__ = ["wording"]

OLDEST = 14  # years; the page should be easy at about 11
SHARING = ("round", "pairs", "group")
PASSING = re.compile(r"\bpass(?:es|ing|ed)?\b", re.IGNORECASE)
BLAME = (
    r"toxic", r"ungrateful\w*", r"ingratitude", r"selfish\w*", r"spoil(?:ed|t) (?:child|children)",
    r"manipulative", r"brainwash\w*", r"bad (?:mother|daughter|son|child)s?", r"scapegoats?",
    r"golden child",
)  # fmt: skip
DIAGNOSIS = (
    r"narcissis\w*", r"borderline", r"bipolar", r"psychopath\w*", r"sociopath\w*",
    r"co-?dependen\w*", r"gaslight\w*", r"trauma[- ]bond\w*", r"personality disorders?",
    r"parental alienation", r"empty[- ]nest syndrome", r"attachment disorders?",
)  # fmt: skip
PROMISE = (
    r"heal (?:your|the|this|that) (?:relationship|family|bond)s?",
    r"win (?:(?:her|him|them|your \w+|my \w+) )?back",
    r"(?:get|bring) (?:her|him|them|your \w+|my \w+) back",
    r"(?:she|he|they|your (?:child|children|daughter|son)) will (?:come|call|return|forgive)",
    r"(?:repair|fix|mend|save) (?:your|the|this) (?:relationship|family|bond)s?",
    r"reunite\w*",
)  # fmt: skip
LISTS = {"blame": BLAME, "diagnosis": DIAGNOSIS, "promise": PROMISE}
WORDS = {  # a blank in a list stands for any blanks, also the end of a line
    name: re.compile(r"\b(?:" + "|".join(found).replace(" ", r"\s+") + r")\b", re.IGNORECASE)
    for name, found in LISTS.items()
}
CAUSE = re.compile(
    r"\b(?:why|how come|what (?:went wrong|caused|made (?:her|him|them))|whose fault|"
    r"the (?:reason|cause))\b",
    re.IGNORECASE,
)
MEMBER_TEXTS = ("title", "theme", "aim", "page", "handout", "practice")


def wording(draft: Draft) -> Iterator[Finding]:
    """Everything that can be said about the words of an English curriculum."""
    if not draft.english:
        return
    for name in ("title", "subtitle", "agreements"):
        yield from loaded(draft.source, name, getattr(draft, name))
    for plan in draft.plans:
        yield from of_plan(plan)


def of_plan(plan: PlanDraft) -> Iterator[Finding]:
    for name in MEMBER_TEXTS:
        yield from loaded(plan.source, name, getattr(plan, name))
    for number, prompt in enumerate(plan.prompts, 1):
        yield from loaded(plan.source, f"prompt {number}", prompt)
        yield from hunting(plan.source, f"prompt {number}", prompt)
    for block in plan.blocks:
        yield from loaded(block.source, "title", block.title)
        yield from loaded(block.source, "words", block.words)
        yield from passing(block)
    age = reading_age(plan.page)
    if age is not None and age > OLDEST:
        words = _("The page reads as for an age of %(age)d; 11 is kind, 14 the most.")
        yield warning(plan.source, "page", "reading-age", words % {"age": round(age)})


def loaded(source: Source, name: str, text: str) -> Iterator[Finding]:
    """Words that blame, diagnose or promise, each with its line."""
    says = {
        "blame": _("“%(word)s” lays blame."),
        "diagnosis": _("“%(word)s” is a diagnosis, and nobody here makes one."),
        "promise": _("“%(word)s” promises what nobody can."),
    }
    for rule, pattern in WORDS.items():
        for found in pattern.finditer(text):
            words = says[rule] % {"word": " ".join(found[0].split())}
            yield warning(source, name, rule, words, text.count("\n", 0, found.start()))


def hunting(source: Source, name: str, text: str) -> Iterator[Finding]:
    """Looking for the cause made mood worse in one study; ask what is, and what may be next."""
    if found := CAUSE.search(text):
        words = _("“%(word)s” asks for the cause. Ask what is, or what may come next.")
        said = words % {"word": found[0]}
        yield warning(source, name, "why", said, text.count("\n", 0, found.start()))


def passing(block: BlockDraft) -> Iterator[Finding]:
    """Where people share, they are told that they may pass."""
    if block.kind in SHARING and not PASSING.search(f"{block.words}\n{block.notes}"):
        words = _("Say that passing is fine: people share in this block.")
        yield warning(block.source, "words", "passing", words)


def warning(source: Source, name: str, rule: str, words: str, down: int = 0) -> Finding:
    line = source.line_of(name) + down
    return Finding(source.file, line, rule, words, Severity.WARNING)
