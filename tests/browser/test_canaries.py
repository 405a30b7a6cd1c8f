"""Sixty canaries in everything that is private, through the running house: none sings elsewhere.

They are written through the real pages; then every file, every row, the whole broker with all
that it was told, the logs and the mails are searched, in every disguise.
"""

import json
import re
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser

from facilitator.demo.world import PASSWORD
from tests.browser.stack import Stack
from tests.privacy.residue import disguises
from tests.reflections.conftest import FETCH

pytestmark = pytest.mark.stack

# A group whose fifth evening of eight was three days ago, who is in it, and the mailed link.
WORLD = """
import json, os
from datetime import timedelta
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from facilitator.people.models import Person
from groups.codes import link_for
from groups.models import Group, Meeting, Membership
call_command("load_world", groups=1, members_per_group=3, stdout=open(os.devnull, "w"))
group = Group.objects.get(name="Group 0")
Person.objects.update(time_zone=settings.TIME_ZONE)  # where it is day, and mails go out
for meeting in Meeting.objects.filter(group=group, number__lte=5):
    at = timezone.now() - timedelta(days=3, weeks=5 - meeting.number)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=at, ends_at=at + timedelta(minutes=90), on_date=at.date()
    )
week, later = (Meeting.objects.get(group=group, number=number) for number in (5, 7))
seats = Membership.objects.members().filter(group=group).order_by("pk")
print(json.dumps({
    "group": str(group.pk), "lead": group.created_by.email,
    "writer": seats[0].person.email, "other": seats[1].person.email,
    "link": f"/w/{link_for(seats[0].pk, week.pk)}/",
    "day": str(later.on_date + timedelta(days=1)),
}))
"""
AT_REST = """
import django
django.setup()
from tests.privacy.residue import left_behind
import sys
with open(sys.argv[1], "wb") as file:
    for where, raw in left_behind():
        file.write(where.encode() + b": " + raw + b"\\n")
"""
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Aviary:
    """Makes canaries; each is remembered with where it was put."""

    def __init__(self) -> None:
        self.birds: dict[str, str] = {}

    def bird(self, where: str) -> str:
        made = f"Kanarie{secrets.token_hex(6)}"
        self.birds[made] = where
        return made


class Hand:
    """Somebody's browser, which fills in forms without looking at them."""

    def __init__(self, chromium: Browser, base: str) -> None:
        self.context = chromium.new_context(base_url=base)

    def sign_in(self, email: str) -> None:
        self.send("/sign-in/", "login", status=302, login=email, password=PASSWORD)

    def get(self, path: str) -> str:
        answer = self.context.request.get(path)
        assert answer.ok, (path, answer.status)
        return answer.text()

    def send(self, path: str, about: str, *, to: str = "", status: int = 303, **said: str) -> str:
        """Send the form that has a field `about`; where that leads, or what it answers."""
        answer = self.form(path, about, to=to, headers={}, **said)
        assert answer.status == status, (path, answer.status, answer.text()[-2000:])
        return answer.headers.get("location", "") or answer.text()

    def save(self, path: str, *, to: str = "", status: int = 200, **said: str) -> Any:
        """Send words as the script does; the receipt."""
        answer = self.form(path, "words", to=to, headers=FETCH, **said)
        assert answer.status == status, (path, answer.status)
        return answer.json()

    def form(self, path: str, about: str, *, to: str, headers: Any, **said: str) -> APIResponse:
        forms = [one for one in self.get(path).split("<form")[1:] if f'name="{about}"' in one]
        sent = {name: unescape(value) for name, value in HIDDEN.findall(forms[0])} | said
        return self.context.request.post(to or path, form=sent, headers=headers, max_redirects=0)


@contextmanager
def listening(broker: Path) -> Iterator[bytearray]:
    """Everything that the broker is told, as bytes."""
    heard = bytearray()
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(broker))
        line.sendall(b"MONITOR\r\n")

        def listen() -> None:
            with suppress(OSError):
                while said := line.recv(65_536):
                    heard.extend(said)

        ear = threading.Thread(target=listen, daemon=True)
        ear.start()
        yield heard
        line.shutdown(socket.SHUT_RDWR)
        ear.join()


def write_pages(hand: Hand, world: dict[str, str], bird: Any) -> None:
    """Twelve pages with a word for the day; of six of them a part is given; one is deleted."""
    for number in range(12):
        words = f"{bird('page')} sings."
        page = hand.save("/writing/new/", words=words, word="own", own_word=bird("a word"))
        if number < 6:
            door = f"{('lead', 'group')[number % 2]}-{world['group']}"
            give(hand, page["url"], door, bird("given"), bird("not given"))
    hand.send(page["delete"], "csrfmiddlewaretoken")


def write_letters(hand: Hand, bird: Any) -> None:
    """Eight, of which two are sealed."""
    for number in range(8):
        letter = hand.save("/writing/letters/new/", words=f"Dear {bird('a letter')}.")
        if number < 2:
            hand.send(f"{letter['url']}seal/", "day", until="day", day="2031-05-05")


def keep_and_mark(hand: Hand, world: dict[str, str], bird: Any) -> None:
    """A book of her sentences, tender days, and how she may be reached."""
    page = hand.save("/writing/new/", words=f"{bird('a sentence')} sings. And more.")["page"]
    where = f"/writing/keepsake/pages/{page}/"
    ticks = re.findall(r'name="pick" value="([^"]+)"', hand.get(where))
    hand.send(where, "pick", pick=ticks[0], then="book")
    hand.send("/writing/keepsake/", "title", title=bird("a title"))
    for day in ("9", "10"):
        hand.send("/you/tender/", "words", day=day, month="5", words=bird("a tender day"))
    hand.send(f"/group/{world['group']}/contact/", "words", words=bird("how to reach her"))


def write_elsewhere(hand: Hand, world: dict[str, str], bird: Any) -> None:
    """What she looks for, what is refused, what goes to a page that is not there, the link."""
    for _number in range(5):
        hand.send("/writing/search/", "words", status=200, words=bird("a search"))
    new, nowhere = "/writing/new/", f"/writing/{world['group']}/save/"
    hand.save(new, status=422, words=f"{bird('an odd mark')}\x00")
    hand.save(new, status=422, words=f"{bird('too much')}{'x' * 200_001}")
    refused = hand.form(new, "words", to=nowhere, headers=FETCH, words=bird("gone"))
    assert refused.status == 404
    browser = hand.context.browser
    assert browser
    for _number in range(2):
        by_link = Hand(browser, world["base"])
        by_link.save(world["link"], words=f"{bird('by the link')} sings.")


def give(hand: Hand, page: str, door: str, part: str, rest: str) -> None:
    """Half of a page, through one of the doors; the other half stays hers."""
    hand.save(page, to=f"{page}save/", words=f"{part} sings.\n\n{rest} does not.")
    said = {"door": door, "part": "own", "own": f"{part} sings.", "chose": ""}
    preview = hand.send(f"{page}give/", "door", status=200, **said)
    form = next(one for one in preview.split("<form") if 'value="give"' in one)
    sent = {name: unescape(value) for name, value in HIDDEN.findall(form)}
    answer = hand.context.request.post(f"{page}give/", form=sent, max_redirects=0)
    assert answer.status == 303, answer.text()[-2000:]


def answer_everything(hand: Hand, world: dict[str, str], bird: Any) -> None:
    """Twelve canaries of the facilitator: her answers, and her own notes on a plan."""
    given = sorted(set(re.findall(r"/lead/given/[0-9a-f-]{36}/", hand.get("/lead/given/"))))
    assert len(given) == 3
    for where in given:
        hand.send(where, "words", words=f"{bird('an answer')} sings.")
    walk = f"/lead/groups/{world['group']}/evenings/6/rehearse/"
    for number in range(1, 4):
        hand.send(f"{walk}?block={number}", "words", words=f"{bird('a note')}.", then="stay")


def seen_by(hand: Hand, *paths: str) -> str:
    """What these pages say, one after the other."""
    return "".join(map(hand.get, paths))


def remains(stack: Stack) -> Iterator[tuple[str, bytes]]:
    """(where, bytes) of all that the house keeps, wrote down and sent."""
    stack.python("-c", AT_REST, str(stack.folder / "tables, dumpdata and sessions"))
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(stack.folder / "v.sock"))
        line.sendall(b"CONFIG SET rdbcompression no\r\nSAVE\r\n")
        line.settimeout(20)
        answered = b""
        while answered.count(b"+OK") < 2:
            answered += line.recv(4096)
            assert b"-ERR" not in answered, answered
    for path in stack.folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(stack.folder)), path.read_bytes()


def test_sixty_canaries_are_nowhere_but_where_they_belong(stack, chromium):
    stack.env["BENCH"] = "1"
    world = json.loads(stack.python("-c", WORLD).splitlines()[-1]) | {"base": stack.base}
    aviary, group = Aviary(), world["group"]
    writer, other, lead = (Hand(chromium, stack.base) for _who in range(3))
    with listening(stack.folder / "v.sock") as told:
        for hand, who in ((writer, "writer"), (other, "other"), (lead, "lead")):
            hand.sign_in(world[who])
        write_pages(writer, world, aviary.bird)
        write_letters(writer, aviary.bird)
        keep_and_mark(writer, world, aviary.bird)
        write_elsewhere(writer, world, aviary.bird)
        answer_everything(lead, world, aviary.bird)
        lead.send(
            f"/lead/groups/{group}/evenings/7/move/", "on_date", scope="this", move="yes",
            tell="yes", on_date=world["day"], begins="19:00", place="The library",
        )  # fmt: skip
        stack.wait_for_letters(1)
    birds = aviary.birds
    assert len(birds) >= 60, len(birds)

    read = seen_by(
        other, "/home/", f"/group/{group}/", f"/group/{group}/cards/", "/writing/",
        f"/group/{group}/contact/", "/you/seen/",
    )  # fmt: skip
    shown = {birds[one] for one in birds if one in read}
    assert shown == {"given"}  # the cards; and not what stood beside it on the page
    led = seen_by(
        lead, "/lead/", f"/lead/groups/{group}/", f"/lead/groups/{group}/people/",
        f"/lead/groups/{group}/messages/", "/lead/given/", "/run/", f"/run/groups/{group}/",
    )  # fmt: skip
    assert {birds[one] for one in birds if one in led} <= {"given", "an answer"}

    kept = [*remains(stack), ("what the broker was told", bytes(told))]
    assert any(b"Somewhere" in raw for _where, raw in kept)  # what is not private is found
    assert any(where == "dump.rdb" for where, _raw in kept)
    assert len(told) > 1000
    found = {
        (birds[one], where)
        for one in birds for shape in disguises(one) for where, raw in kept if shape in raw
    }  # fmt: skip
    assert found == set()
