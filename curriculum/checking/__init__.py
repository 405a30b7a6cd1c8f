"""The linter of a curriculum: file, line, rule and a plain sentence for every fault (pure).

The rules and where they come from: design page "curriculum", the table of rules. Errors keep a
curriculum out; warnings do not. While something could not be read, only that is said.
"""

from curriculum.checking.about import about
from curriculum.checking.draft import BlockDraft, Draft, Finding, PlanDraft, Severity, Source
from curriculum.checking.plans import agrees, order, plan
from curriculum.checking.wording import of_plan, wording
from curriculum.checking.words import LOADED

__all__ = [
    "BlockDraft",
    "Draft",
    "Finding",
    "PlanDraft",
    "Severity",
    "Source",
    "check",
    "check_plan",
    "errors",
]


def check(draft: Draft) -> list[Finding]:
    """Every fault of the draft, in the order of files and lines."""
    if draft.faults:
        return sorted(draft.faults)
    found = [*about(draft), *order(draft), *wording(draft)]
    for one in draft.plans:
        found += plan(one)
    return sorted(found)


def check_plan(it: PlanDraft, *, language: str, first: bool, last: bool) -> list[Finding]:
    """Every fault of one plan in this language, for whoever does not have the others at hand.

    `first`, `last`: its place among the evenings. Whether the numbers count on is not asked.
    """
    spoken = language.split("-", maxsplit=1)[0]
    found = plan(it)
    told = of_plan(it, spoken) if spoken in LOADED else ()
    agreed = agrees(it, first=first, language=spoken) if first or last else ()
    return sorted([*found, *told, *agreed])


def errors(findings: list[Finding]) -> list[Finding]:
    """Those that keep a curriculum out."""
    return [finding for finding in findings if finding.severity == Severity.ERROR]
