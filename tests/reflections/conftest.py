"""Ewa's group in the week after its fourth evening, and what a test says about her pages."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from facilitator.people.models import Person
from groups.models import Group, Meeting
from groups.reflections import writing
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Asked, Saved, Stamp
from tests import cast, factories


@dataclass
class House:
    """Ruth leads, Ewa and Joyce are members, Colette leads elsewhere, Nisha coordinates."""

    group: Group
    ruth: Person
    ewa: Person
    joyce: Person
    colette: Person
    nisha: Person

    @property
    def week(self) -> Meeting:
        return Meeting.objects.get(group=self.group, number=4)


@pytest.fixture
def house() -> House:
    ruth = cast.facilitator()
    group = factories.group(lead=ruth)
    colette = cast.facilitator("Colette")
    factories.group(lead=colette, name="Thursday evenings")
    return House(
        group=group,
        ruth=ruth,
        ewa=factories.member(group).person,
        joyce=factories.member(group, "Joyce").person,
        colette=colette,
        nisha=cast.coordinator(),
    )


def stamp(
    base: int = 0, *, pad: UUID | None = None, seq: int = 0, key: UUID | None = None
) -> Stamp:
    """A save of its own unless told otherwise."""
    return Stamp(key=key or uuid4(), pad=pad or uuid4(), base=base, seq=seq)


def begun(
    person: Person, words: str = "I drew boats.", word: str = "", *, now=cast.NOW, **asked: object
) -> Saved:
    """A page with its first words."""
    sheet = Sheet(words, word)
    return writing.begin_with(person, to=Asked(**asked), sheet=sheet, stamp=stamp(), now=now)


def saved(
    person: Person, page: UUID, words: str, *, by: Stamp | None = None, word: str = "",
    now=cast.NOW,
) -> Saved:  # fmt: skip
    """The next words of a page."""
    return writing.save(person, page, sheet=Sheet(words, word), stamp=by or stamp(), now=now)
