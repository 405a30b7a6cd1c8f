"""No link leads nowhere, and no button waits for a script that may never come."""

from html.parser import HTMLParser

import pytest
import time_machine

from tests import cast
from tests.house.test_who_may import address, rows
from tests.house.world import build

ROLES = ["AN", "ME", "MC", "FA", "AD"]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Dead(HTMLParser):
    """Links without an address, and buttons that only a script could answer, where they show."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        away = "hidden" in said or (bool(self.hidden) and self.hidden[-1])
        if tag == "a" and said.get("href") in (None, "", "#") and not away:
            self.found.append(self.get_starttag_text() or tag)
        if tag == "button" and said.get("type") == "button" and not away:
            self.found.append(self.get_starttag_text() or tag)
        if tag not in VOID:
            self.hidden.append(away)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.hidden.pop()


@pytest.fixture
def world():
    with time_machine.travel(cast.NOW, tick=False):
        yield build()


def dead_controls(role, world):
    client = world.client(role)
    for name, row in rows().items():
        if row[role] != "in" or "GET" not in row["methods"]:
            continue
        answer = client.get(address(name, world))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            page = Dead()
            page.feed(answer.content.decode())
            yield from (f"{role} {name}: {one}" for one in page.found)


def test_every_control_of_every_page_works_without_a_script(world):
    assert [one for role in ROLES for one in dead_controls(role, world)] == []
