"""Ewa's group in the week after its fourth evening, and what a test says about her pages."""

import re
from dataclasses import dataclass
from html import unescape
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from facilitator.people.models import Person
from groups.models import Group, Meeting
from groups.reflections import writing
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Asked, Saved, Stamp
from tests import cast, factories
from tests.people.doors import sign_in


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


@pytest.fixture(autouse=True)
def at_now():
    """The cast's Sunday evening, unless a test goes on from there."""
    with time_machine.travel(cast.NOW, tick=False) as clock:
        yield clock


def by_code(client: Client, person: Person) -> Client:
    """Signed in as after a mailed code: the front door is open, the drawer is not."""
    client.force_login(person)
    return client


def with_key(client: Client, person: Person) -> Client:
    """Signed in with her password: the drawer is open."""
    sign_in(client, person)
    return client


FETCH = {"Accept": "application/json", "X-Requested-With": "fetch"}


def fields(client: Client, url: str) -> dict[str, str]:
    """What the form on a page would send, as a browser without JavaScript does."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return fields_in(answer.content.decode())


def fields_in(html: str) -> dict[str, str]:
    form = html[html.index('id="page"') :]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    chosen = re.findall(r'<input type="radio" name="(\w+)" value="([^"]*)"[^>]* checked', form)
    return {**hidden, **dict(chosen), "words": shown(html)}


def shown(html: str) -> str:
    """The words in the textarea, as a browser reads them."""
    inside = html[html.index("<textarea") : html.index("</textarea>")]
    words = unescape(inside[inside.index(">") + 1 :])
    return words.removeprefix("\n")


def write(client: Client, words: str, **more: str) -> str:
    """Begin a page by the form; its address."""
    sent = fields(client, "/writing/new/") | {"words": words, "then": "stay"} | more
    answer = client.post("/writing/new/", sent)
    assert answer.status_code == 303, answer.status_code
    return str(answer.headers["Location"])
