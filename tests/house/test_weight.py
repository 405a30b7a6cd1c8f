"""What a first view weighs: a phone on a slow line shows it at once (experience.md 15)."""

import gzip
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from curriculum.models import Curriculum
from tests import cast, factories
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
    "FA": ["desk", "led_group", "plan", "rehearse"],
    "AD": ["office"],
}


@pytest.mark.parametrize("role", FIRST)
def test_the_html_of_a_first_view_is_under_twenty_kilobytes(role, world: World):
    client = world.client(role)
    weights = {name: len(client.get(address(name, world)).content) for name in FIRST[role]}
    assert {name: weight for name, weight in weights.items() if weight >= HTML} == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_so_is_the_plan_of_every_built_in_evening_with_a_change_in_it(language):
    """Eight blocks with their buttons: what repeats for each of them is most of the page."""
    call_command("builtin_curricula", stdout=StringIO())
    ruth = cast.facilitator("Ruth")
    ruth.language = language
    ruth.save()
    lamp = Curriculum.objects.get(key="the-lamp-and-the-open-door", language=language)
    with time_machine.travel(cast.NOW - timedelta(weeks=5), tick=False):
        group, client, weights = factories.group(lead=ruth, curriculum=lamp), Client(), {}
        factories.members(group, 9)
        client.force_login(ruth)
        for meeting in group.meetings.select_related("plan"):
            here = reverse("plan", args=[group.pk, meeting.number])
            block = meeting.plan.activities.first()
            client.post(here, {"do": f"minutes:{block.pk}:{block.minutes + 1}", "saw": 1})
            page = client.get(here).content
            assert page.count(b'class="blk"') >= 8
            weights[meeting.number] = len(page)
    assert {number: weight for number, weight in weights.items() if weight >= HTML} == {}


@pytest.mark.parametrize("role", ["ME", "FA", "AD"])
def test_no_page_at_all_is_heavier_than_that_when_it_is_compressed(role, world: World):
    client, weights = world.client(role), {}
    for name, row in rows().items():
        if "GET" in row["methods"] and row[role] == "in":
            weights[name] = len(gzip.compress(client.get(address(name, world)).content))
    assert {name: weight for name, weight in weights.items() if weight >= HTML} == {}
