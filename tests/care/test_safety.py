"""When somebody is very upset: who does what, the words, and whom to ring."""

from uuid import uuid4

import pytest

from tests import factories
from tests.cast import facilitator, person


@pytest.fixture
def ruth():
    return facilitator()


def url(group, number=5):
    return f"/lead/groups/{group.pk}/evenings/{number}/safety/"


def test_it_says_who_stays_who_steps_out_and_whom_to_ring(client, ruth):
    group = factories.group(lead=ruth)
    factories.member(group, "Maureen", role="co_facilitator")
    client.force_login(ruth)
    page = client.get(url(group)).content.decode()
    assert "<strong>Ruth</strong> stays with the group." in page
    assert "<strong>Maureen</strong> steps out with her" in page
    assert "116 123" in page
    assert "would you like someone to step out with you" in page.lower()


def test_who_leads_alone_is_told_what_to_do(client, ruth):
    group = factories.group(lead=ruth)
    client.force_login(ruth)
    assert "You lead alone" in client.get(url(group)).content.decode()


def test_two_who_lead_it_are_named_together(client, ruth):
    group = factories.group(lead=ruth)
    factories.member(group, "Ines", role="facilitator")
    client.force_login(ruth)
    page = client.get(url(group)).content.decode()
    assert "<strong>Ines and Ruth</strong> stay with the group." in page


def test_in_a_country_without_lines_every_line_is_shown(client, ruth):
    group = factories.group(lead=ruth, country="FR")
    client.force_login(ruth)
    assert "116 123" in client.get(url(group)).content.decode()


def test_a_broken_file_of_lines_still_shows_the_page(client, ruth, settings):
    settings.HELP_LINES_FILE = "/nowhere"
    group = factories.group(lead=ruth)
    client.force_login(ruth)
    assert "Let the quiet be." in client.get(url(group)).content.decode()


def test_only_those_who_lead_it_see_it(client, ruth):
    group = factories.group(lead=ruth)
    for who in (factories.member(group).person, person("Joyce"), facilitator("Colette")):
        client.force_login(who)
        assert client.get(url(group)).status_code == 404
        assert client.get(f"/lead/groups/{uuid4()}/evenings/5/safety/").status_code == 404
