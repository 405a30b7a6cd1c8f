"""Whatever somebody sends to her pages: no address breaks, and what she typed comes back.

The forms are read from the pages themselves, so a field that is added is swept from that day on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import quote_plus

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from groups.codes import link_for
from groups.models import Meeting
from groups.reflections import giving, keepsakes, parting
from groups.reflections.models import LetterRevision, Revision
from groups.reflections.urls import urlpatterns
from tests import cast
from tests.house.test_who_may import address, undone
from tests.house.world import World, build

FORM = "application/x-www-form-urlencoded"
NAMES = [*(str(each.name) for each in urlpatterns), "you_seen", "take", "you_close"]
FULL = 200_000  # characters
VALUES = {
    "nothing": "",
    "a gap": " ",
    "one sign": "a",
    "nearly too much": "a" * (FULL - 1),
    "as much as there is room for": "a" * FULL,
    "too much": "a" * (FULL + 1),
    "NUL": "a\x00b",
    "half a sign": "a\ud800b",
    "right to left": "\u202e\u2066abc\u200f",
    "zalgo": "Z" + "\u0300\u0301\u0336" * 400,
    "families": "\U0001f469\u200d\U0001f469\u200d\U0001f467" * 100,
    "line ends": "a\nb\rc\r\nd\r\n",
    "a header": "a\r\nSet-Cookie: x=1",
    "a tag": "</textarea><script>alert(1)</script>{{ settings.SECRET_KEY }}%(x)s{0.__class__}",
    "minus one": "-1",
    "2^31": str(2**31),
    "2^63": str(2**63),
    "five thousand digits": "9" * 5000,
    "superscript": "²",
    "Arabic digits": "٣٤",
    "no number": "NaN",
    "no year": "0000-01-01",
    "the first year": "0001-01-01",
    "the last year": "9999-12-31",
    "no such day": "2027-02-29",
    "a leap day": "2028-02-29",
    "an id of nothing": "00000000-0000-4000-8000-000000000000",
    "an id with signs": "{urn:uuid:00000000-0000-4000-8000-000000000000}",
    "an object": '{"a": [null]}',
    "another house": "//evil.example/",
    "colons": "before:::::a:b",
}
ASKED = ["part", "by", "only", "door", "evening", "question", "next", "page", "kept", "size", "to"]
WITHOUT = {
    "nothing": (FORM, b""),
    "no kind": ("", b""),
    "no form": ("text/plain", b"words=a"),
    "JSON": ("application/json", b'{"words": ["a"], "to": {"a": 1}}'),
    "broken JSON": ("application/json", b'{"words'),
    "pieces without a border": ("multipart/form-data", b"words=a"),
    "no names": (FORM, b"%&%=%zz&=&&==&a"),
}
BODIES = WITHOUT | {
    "pieces that stop": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-"),
    "bytes of no alphabet": (FORM, b"words=%ff%fe%00&to=%c3%28"),
    "another alphabet": (f"{FORM}; charset=utf-16", b"words=a"),
    "an alphabet that is none": ("multipart/form-data; boundary=x; charset=zlib", b"--x--"),
    "too many fields": (FORM, b"&".join(b"f%d=1" % n for n in range(1200))),
    "ten million": (FORM, b"words=" + b"a" * 10_000_000),
    "each twice": (FORM, b"words=a&words=b&title=a&title=b&day=1&day=2&until=a&until=b&to=a&to=a"),
}


@dataclass
class Sent:
    """One form of a page: where it goes, and the names of its fields; `typed`: she types there."""

    action: str
    names: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """Every form of a page that is sent by POST."""

    def __init__(self, there: str) -> None:
        super().__init__()
        self.there, self.found, self.is_open = there, list[Sent](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form" and (said.get("method") or "").lower() == "post":
            self.found.append(Sent((said.get("action") or self.there).split("?")[0]))
            self.is_open = True
        elif self.is_open and (name := said.get("name")):
            self.found[-1].names.add(name)
            if tag == "textarea" or said.get("type") in ("text", "search"):
                self.found[-1].typed.add(name)

    def handle_endtag(self, tag: str) -> None:
        self.is_open = self.is_open and tag != "form"


def every_form(client: Client, world: World) -> dict[str, Sent]:
    """Address -> all the fields that any page sends there."""
    found = {address(name, world): Sent("") for name in NAMES}
    for there in list(found):
        with undone(client):
            answer = client.get(there)
        page = Forms(there)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            page.feed(answer.content.decode())
        for form in page.found:
            if form.action in found:
                found[form.action].names |= form.names - {"csrfmiddlewaretoken"}
                found[form.action].typed |= form.typed
    return found


@pytest.fixture
def world():
    """After the last evening: Ewa has answered, her page was answered, and all of it is there."""
    with time_machine.travel(cast.NOW, tick=False):
        made = build()
        giving.answer(made.people["FA"], made.ids["share_id"], words="Thank you.", now=cast.NOW)
        parting.save(made.people["ME"], made.group, words="Ewa, 0151", to=set())
    last = Meeting.objects.get(group=made.group, number=8)
    ewa = made.group.memberships.get(person=made.people["ME"])
    made.ids |= {"write_by_link.token": link_for(ewa.pk, last.pk), "practice.number": 8}
    with time_machine.travel(last.ends_at + timedelta(hours=1), tick=False):
        yield made


@pytest.fixture(params=["ME", "FA"])
def client(request, world):
    """Ewa, or Ruth, who leads; whatever breaks is answered as in the house."""
    client = world.client(request.param)
    client.raise_request_exception = False
    return client


def post(client: Client, there: str, body: bytes | str, kind: str = FORM):
    with undone(client):
        return client.generic("POST", there, body, content_type=kind)


def encoded(names: set[str], value: str) -> str:
    said = quote_plus(value.encode("utf-8", "surrogatepass"))
    return "&".join(f"{quote_plus(name)}={said}" for name in sorted(names))


def plain(text: str) -> str:
    """As a textarea shows it; half a sign comes as the sign for what cannot be read."""
    said = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return escape(said.replace("\r\n", "\n").replace("\r", "\n")).strip()


def faults(client: Client, there: str, form: Sent) -> Iterator[str]:
    for label, value in VALUES.items():
        answer = post(client, there, encoded(form.names, value))
        if answer.status_code in (500, 503):
            yield f"{label}: {answer.status_code}"
        if answer.status_code == 422 and form.typed:
            html = answer.content.decode().replace("\r\n", "\n").replace("\r", "\n")
            if plain(value) not in html:
                yield f"{label}: what she typed is not in the answer"


def test_no_value_in_the_fields_of_a_form_breaks_it_or_is_lost(world, client):
    wrong = {}
    for there, form in every_form(client, world).items():
        if form.names and (found := list(faults(client, there, form))):
            wrong[there] = found
    assert wrong == {}


def test_no_body_breaks_an_address(world, client):
    wrong = []
    for name in NAMES:
        for label, (kind, body) in BODIES.items():
            answer = post(client, address(name, world), body, kind)
            if answer.status_code in (500, 503):
                wrong.append((name, label, answer.status_code))
    assert wrong == []


def test_no_question_breaks_an_address(world, client):
    wrong = []
    for name in NAMES:
        for label, value in VALUES.items():
            if len(value) > 6000:
                continue
            with undone(client):
                answer = client.get(f"{address(name, world)}?{encoded(set(ASKED), value)}")
            if answer.status_code >= 500:
                wrong.append((name, label, answer.status_code))
    assert wrong == []


def kept(world: World) -> tuple[object, ...]:
    """What stands: her pages and letters, her book, how she is reached, the answer that she got."""
    ewa = world.people["ME"]
    answers = [one.answer for one in giving.given(ewa, world.ids["share_id"]).readers]
    return (
        Revision.objects.count(), LetterRevision.objects.count(), keepsakes.held(ewa),
        parting.staying(ewa, world.group).words, answers,
    )  # fmt: skip


@pytest.mark.parametrize("what", WITHOUT)
def test_a_form_that_arrives_without_its_fields_changes_nothing(world, client, what):
    """A proxy that drops the body, a script that sends JSON: her words stay as they were."""
    stood, (kind, body) = kept(world), WITHOUT[what]
    for there, form in every_form(client, world).items():
        if form.typed:
            client.generic("POST", there, body, content_type=kind)
            assert kept(world) == stood, there
