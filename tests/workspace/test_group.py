"""A group as its members see it."""

import pytest

from tests import cast, factories


@pytest.fixture
def group():
    return factories.group(lead=cast.facilitator("Ruth"), directions="The side door.")


@pytest.fixture
def ewa(group):
    return factories.member(group, "Ewa")


def test_the_only_group_is_shown_at_once(group, ewa, sign_in):
    answer = sign_in(ewa.person).get("/group/")
    assert (answer.status_code, answer["Location"]) == (302, f"/group/{group.pk}/")


def test_only_names_that_may_be_seen_are_shown(group, ewa, sign_in):
    factories.member(group, "Joyce")
    factories.member(group, "Hanne", seen_since=None)
    page = sign_in(ewa.person).get(f"/group/{group.pk}/").content.decode()
    assert "Joyce." in page
    assert "Hanne" not in page


def test_titles_of_evenings_to_come_are_not_told_before(group, ewa, sign_in):
    page = sign_in(ewa.person).get(f"/group/{group.pk}/").content.decode()
    assert "Evening title 4" in page
    assert "Evening title 5" not in page
    assert "The side door." in page
    assert "Led by Ruth." in page


def test_who_left_finds_nothing(group, ewa, sign_in):
    ewa.ended_at, ewa.ended_by = cast.NOW, ewa.person
    ewa.save()
    client = sign_in(ewa.person)
    assert client.get(f"/group/{group.pk}/").status_code == 404
    assert "You are not in a group at the moment" in client.get("/group/").content.decode()


@pytest.mark.parametrize("count", [1, 12, 200])
def test_the_group_page_costs_the_same_for_any_number_of_members(
    group, ewa, count, sign_in, queries
):
    factories.members(group, count)
    sign_in(ewa.person)
    assert queries(f"/group/{group.pk}/") <= 12
