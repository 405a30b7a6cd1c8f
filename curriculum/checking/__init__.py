"""The linter of a curriculum: file, line, rule and a plain sentence for every fault (pure).

The rules and where they come from: design page "curriculum", the table of rules. Errors keep a
curriculum out; warnings do not. While something could not be read, only that is said.
"""

from curriculum.checking.about import about
from curriculum.checking.draft import BlockDraft, Draft, Finding, PlanDraft, Severity, Source
from curriculum.checking.plans import order, plan
from curriculum.checking.wording import wording

__all__ = [
    "BlockDraft",
    "Draft",
    "Finding",
    "PlanDraft",
    "Severity",
    "Source",
    "check",
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


def errors(findings: list[Finding]) -> list[Finding]:
    """Those that keep a curriculum out."""
    return [finding for finding in findings if finding.severity == Severity.ERROR]
