"""What others did with what is hers: who, what and when; never a word, and hers alone to see."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from facilitator.trace.models import Trace, record
from groups.closing import give
from groups.leaving import leave
from groups.models.membership import Role
from groups.reflections import giving
from tests import cast, factories
from tests.cast import NOW
from tests.people import doors
from tests.reflections.giving import WORDS, card, gave

PAGE = "/you/seen/"


def words(client):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def sign_in(person):
    """Each with a browser of her own."""
    client = Client()
    doors.sign_in(client, person)
    return client


def line(owner, actor, at=NOW, verb="opened", kind="share"):
    record(verb=verb, kind=kind, subject=uuid4(), now=at, actor=actor, owner=owner.pk)


def test_she_sees_who_opened_the_page_that_she_gave_and_when(ewa, ruth):
    share = gave(ewa, people=frozenset([ruth.pk]))
    giving.open_given(ruth, share.pk, now=NOW + timedelta(minutes=2))
    page = words(sign_in(ewa))
    assert "Ruth opened the page you gave her" in page
    assert "Sunday 22 November, 18.02" in page
    assert WORDS.split(".")[0] not in page


def test_a_card_that_was_hidden_and_shown_again_stands_there_twice(ewa, ruth, group):
    factories.member(group, "Joyce")
    share = card(ewa)
    giving.hide(ruth, group, share.pk, now=NOW)
    giving.show_again(ruth, group, share.pk, now=NOW)
    page = words(sign_in(ewa))
    assert "Ruth hid your card from the members" in page
    assert "Ruth showed your card to the members again" in page


def test_who_was_given_a_group_or_lost_her_place_reads_by_whom(ewa, group, ruth):
    nisha, maureen = cast.coordinator("Nisha"), cast.facilitator("Maureen")
    give(group, maureen, by=nisha, now=NOW)
    leave(group.memberships.get(person=ewa), by=ruth, now=NOW)
    assert "Nisha asked you to lead Tuesday evenings" in words(sign_in(maureen))
    assert "Ruth ended your place in Tuesday evenings" in words(sign_in(ewa))


def test_what_she_did_herself_is_not_listed(ewa):
    client = sign_in(ewa)
    assert Trace.objects.filter(owner=ewa.pk, actor=ewa.pk).exists()
    assert "Nobody but you has touched what is yours." in words(client)


def test_a_command_is_told_too_and_so_is_what_this_page_does_not_know(ewa, ruth):
    line(ewa, None)
    line(ewa, ruth.pk, verb="polished", kind="lamp")
    page = words(sign_in(ewa))
    assert "Somebody who keeps this place running opened the page you gave her" in page
    assert "Ruth did something with what is yours" in page
    assert "polished" not in page


def test_of_what_is_somebody_elses_she_sees_nothing(ewa, ruth, group):
    line(factories.member(group, "Joyce").person, ruth.pk)
    line(ruth, ewa.pk)
    assert "Nobody but you has touched what is yours." in words(sign_in(ewa))


def test_it_is_behind_the_drawer(ewa, ruth):
    line(ewa, ruth.pk)
    client = Client()
    client.force_login(ewa)
    answer = client.get(PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (
        303, "/drawer/?next=%2Fyou%2Fseen%2F",
    )  # fmt: skip


def test_it_is_two_taps_from_home(ewa):
    client = sign_in(ewa)
    assert 'href="/you/"' in client.get("/home/").content.decode()
    assert f'href="{PAGE}"' in client.get("/you/").content.decode()


def test_a_long_list_comes_in_parts_the_newest_first_and_costs_the_same(
    ewa, ruth, group, client, queries
):
    doors.sign_in(client, ewa)
    line(ewa, ruth.pk)
    one = queries(PAGE)
    for n in range(1, 40):
        by = factories.member(group, f"Reader{n}", role=Role.CO_FACILITATOR).person
        line(ewa, by.pk, at=NOW + timedelta(minutes=n))
    assert queries(PAGE) == one
    first = words(client)
    assert first.index("Reader39 opened") < first.index("Reader15 opened")
    assert "Reader14 opened" not in first
    assert "Lines 1 to 25 of 40" in first
    second = client.get(f"{PAGE}?page=2").content.decode()
    assert "Reader14 opened" in second
    assert "Ruth opened" in second


@pytest.mark.parametrize("part", ["0", "-1", "99", "nonsense"])
def test_any_part_that_there_is_not_shows_one_that_there_is(ewa, part):
    assert sign_in(ewa).get(f"{PAGE}?page={part}").status_code == 200
