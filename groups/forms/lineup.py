"""What she makes of a programme's evenings: fewer, others left out, one of them once more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from curriculum.models import Curriculum, SessionPlan
from groups.outlining import (
    MAIN,
    MOST,
    Lineup,
    of_length,
    once_more,
    part,
    plans,
    put_back,
    without,
)

ACTIONS = ("drop", "back", "add")
FIGURES = re.compile(r"[1-9][0-9]{0,4}")


@dataclass
class Evenings:
    """The plans of a programme and the order in which this group takes them.

    `asked`: she has pressed one of the buttons here, or typed another number, just now.
    """

    programme: Curriculum
    found: list[SessionPlan] = field(init=False)
    lineup: Lineup = field(init=False)
    asked: bool = False
    too_many: bool = False  # what she asked for would be more than there may be
    none_left: bool = False

    def __post_init__(self) -> None:
        self.found = plans(self.programme)
        self.lineup = self.usual

    @property
    def mains(self) -> list[SessionPlan]:
        return [plan for plan in self.found if plan.part == MAIN]

    @property
    def usual(self) -> Lineup:
        return tuple(plan.number for plan in self.mains)

    @property
    def left_out(self) -> list[SessionPlan]:
        return [plan for plan in self.mains if plan.number not in self.lineup]

    @property
    def extras(self) -> dict[str, SessionPlan]:
        """What may come before and after, by the name of its field."""
        pairs = ((name, part(self.found, name)) for name in ("before", "after"))
        return {name: plan for name, plan in pairs if plan}

    @property
    def without_opening(self) -> bool:
        """Nothing is there but the evenings after the first: it carries the agreements."""
        return self.usual[:1] != () and self.usual[0] not in self.lineup

    @property
    def without_ending(self) -> bool:
        return self.usual[-1:] != () and self.usual[-1] not in self.lineup

    @property
    def different(self) -> int:
        """How many plans these are: one that comes twice is one."""
        return len(set(self.lineup))

    @property
    def repeats(self) -> bool:
        return self.different < len(self.lineup)

    @property
    def as_text(self) -> str:
        """The line-up as the page carries it along."""
        return ",".join(map(str, self.lineup))

    @property
    def changed(self) -> bool:
        return self.asked or self.lineup != self.usual

    def read(self, data: Mapping[str, Any]) -> bool:
        """What she had on the page and what she asks for now; False: it is of another programme."""
        if data.get("lineup_of", "") not in ("", str(self.programme.pk)):
            return False
        shown = (int(each) for each in FIGURES.findall(str(data.get("lineup", ""))[:2000]))
        kept = tuple(number for number in shown if number in self.usual)
        if data.get("lineup_of"):
            self.lineup = kept[: self.most]
        if any(name in data for name in ACTIONS):
            self._act(data)
            return False
        return True

    def _act(self, data: Mapping[str, Any]) -> None:
        """Leave one out, put one back, or take one once more; nonsense changes nothing."""
        self.asked, made = True, self.lineup
        number = _figure(data.get("back")) or _figure(data.get("again"))
        if "drop" in data:
            made = without(made, _figure(data["drop"]))
        elif number in self.usual:
            after = _figure(data.get("after_place")) if "add" in data else 0
            again = once_more(made, number, min(after, len(made)) or None)
            made = again if "add" in data else made if number in made else put_back(made, number)
        self._take(made)

    def count(self, length: int) -> None:
        """So many evenings."""
        if length > self.most:
            self.too_many = True
        elif length != len(self.lineup):
            self.asked = True
            self._take(of_length(self.lineup, self.usual, length))

    def _take(self, made: Lineup) -> None:
        self.too_many, self.none_left = len(made) > self.most, not made
        if made and not self.too_many:
            self.lineup = made

    @property
    def most(self) -> int:
        return max(MOST, len(self.usual))


def _figure(text: Any) -> int:
    """A number from 1 on; 0 for anything else."""
    return int(text) if FIGURES.fullmatch(str(text or "")) else 0
