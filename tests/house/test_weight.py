"""What a first view weighs: a phone on a slow line shows it at once (experience.md 15)."""

import gzip

import pytest
import time_machine

from tests import cast
from tests.house.test_who_may import address, rows
from tests.house.world import World, build

HTML = 20_000  # bytes


@pytest.fixture
def world():
    with time_machine.travel(cast.NOW, tick=False):
        yield build()


FIRST = {
    "AN": ["welcome", "account_login", "help", "join"],
    "ME": ["home", "group", "evening", "write", "you"],
    "FA": ["desk", "led_group", "plan"],
    "AD": ["office"],
}


@pytest.mark.parametrize("role", FIRST)
def test_the_html_of_a_first_view_is_under_twenty_kilobytes(role, world: World):
    client = world.client(role)
    weights = {name: len(client.get(address(name, world)).content) for name in FIRST[role]}
    assert {name: weight for name, weight in weights.items() if weight >= HTML} == {}


@pytest.mark.parametrize("role", ["ME", "FA", "AD"])
def test_no_page_at_all_is_heavier_than_that_when_it_is_compressed(role, world: World):
    client, weights = world.client(role), {}
    for name, row in rows().items():
        if "GET" in row["methods"] and row[role] == "in":
            weights[name] = len(gzip.compress(client.get(address(name, world)).content))
    assert {name: weight for name, weight in weights.items() if weight >= HTML} == {}
