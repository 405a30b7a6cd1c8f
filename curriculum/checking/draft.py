"""A curriculum as it was written down, before it is believed; all of it knows file and line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["BlockDraft", "Draft", "Finding", "PlanDraft", "Severity", "Source"]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: `file` and `line` (from 1), the name of the rule, and a plain sentence."""

    file: str
    line: int
    rule: str
    words: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity} [{self.rule}] {self.words}"


@dataclass(frozen=True)
class Source:
    """Where something was written: its file, its first line, and the first line of each field."""

    file: str = ""
    line: int = 1
    fields: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, name: str) -> int:
        """The line where the field's text begins; the thing's own line where it is missing."""
        return self.fields.get(name, self.line)


NOWHERE = Source()


@dataclass(frozen=True)
class BlockDraft:
    """A block; `minutes` None = not said, `trim` None = fixed length. The rest as Activity."""

    title: str = ""
    kind: str = ""
    minutes: int | None = None
    trim: int | None = None
    role: str = "lead"
    words: str = ""
    notes: str = ""
    materials: str = ""
    shorten: str = ""
    stall: str = ""
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class PlanDraft:
    """A plan; `number` None = not said, `language` "" = the curriculum's.

    Questions stand in `prompts`, the first is the week's.
    In `source.fields` they are "prompt 1", "prompt 2" and so on.
    """

    number: int | None = None
    part: str = "main"
    language: str = ""
    title: str = ""
    minutes: int = 90
    theme: str = ""
    aim: str = ""
    caution: str = ""
    page: str = ""
    handout: str = ""
    practice: str = ""
    blocks: tuple[BlockDraft, ...] = ()
    prompts: tuple[str, ...] = ()
    source: Source = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Draft:
    """A whole curriculum; its plans stand in the order of their numbers.

    With `translation_of`, the language of its original, it is a part: the original has the rest.
    `faults` says what could not be read. While there is one, the rest is not to be trusted.
    """

    key: str = ""
    version: int | None = None
    language: str = ""
    translation_of: str = ""
    title: str = ""
    subtitle: str = ""
    author: str = ""
    licence: str = ""
    attribution: str = ""
    minutes: int = 90
    agreements: str = ""
    agreements_language: str = ""  # where it is not that of the whole; so with the guide
    guide: str = ""
    guide_language: str = ""
    plans: tuple[PlanDraft, ...] = ()
    source: Source = field(default=NOWHERE, compare=False, repr=False)
    faults: tuple[Finding, ...] = field(default=(), compare=False)

    def spoken(self, plan: PlanDraft | None = None) -> str:
        """The language of a plan or of the whole, as the rules know it: en, also of en-GB."""
        said = plan.language if plan and plan.language else self.language
        return said.split("-")[0]
