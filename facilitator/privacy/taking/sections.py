"""What each table gives out about her: the exports of the declarations, one after the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string

from facilitator.keeping import declarations
from facilitator.people.models import Person
from facilitator.privacy.taking.words import TITLES

__all__ = ["Row", "Section", "sections"]

Row = Mapping[str, Any]
Export = Callable[[Person], Iterable[Row]]


@dataclass(frozen=True)
class Section:
    """One table. `why` is what it is kept for, as the privacy page says it."""

    label: str
    why: str
    export: str

    @property
    def title(self) -> str:
        """What it is called for her."""
        return str(TITLES.get(self.label, self.why))

    def rows(self, person: Person) -> Iterator[Row]:
        """What is hers in it; read anew each time, so that few rows are in memory."""
        export: Export = import_string(self.export)
        yield from export(person)


def sections() -> list[Section]:
    """Her writing first, then the other tables in the order in which they are declared."""
    found = [
        Section(label, str(keeps.why), keeps.export)
        for label, keeps in declarations()
        if keeps.export
    ]
    known = list(TITLES)
    last = len(known)
    return sorted(found, key=lambda one: known.index(one.label) if one.label in known else last)
