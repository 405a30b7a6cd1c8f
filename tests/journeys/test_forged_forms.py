"""A form that another site sends in her name is refused at every address, and changes nothing."""

import pytest
import time_machine
from django.test import Client

from tests import cast
from tests.house.test_who_may import address, names, rows
from tests.house.world import World, build

# RFC 8058: a mail program presses this button, without cookie or session; the token is the proof.
WITHOUT = {"unsubscribe"}
OUTSIDE = "https://elsewhere.example"


@pytest.fixture
def world():
    with time_machine.travel(cast.NOW, tick=False):
        yield build()


def forgeries(client: Client, url: str) -> list[int]:
    """The status without a token, with a made-up one, and from another site."""
    made_up = {"csrfmiddlewaretoken": "x" * 64}
    right = {"csrfmiddlewaretoken": client.get("/csrf/").json()["token"]}
    return [
        client.post(url).status_code,
        client.post(url, made_up).status_code,
        client.post(url, right, headers={"Origin": OUTSIDE}).status_code,
        client.post(url, right, headers={"Origin": "null"}).status_code,
        client.post(url, made_up, headers={"HX-Request": "true"}).status_code,
    ]


@pytest.mark.parametrize("role", ["ME", "FA", "AD"])
def test_every_form_asks_for_its_token(world: World, role: str):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people[role])
    takes = [name for name, row in rows().items() if "POST" in row["methods"]]
    assert set(takes) <= set(names())
    asked = {name: forgeries(client, address(name, world)) for name in takes if name not in WITHOUT}
    assert asked == dict.fromkeys(asked, [403] * 5)
