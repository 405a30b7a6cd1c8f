"""The facilitator's desk and her groups."""

from datetime import date, timedelta

import pytest

from tests import cast, factories


@pytest.fixture
def ruth():
    return cast.facilitator("Ruth")


@pytest.fixture
def group(ruth):
    made = factories.group(lead=ruth)
    coming = made.meetings.get(number=5)
    for name, answer in (("Ewa", "coming"), ("Farida", "coming"), ("Grace", "apologies")):
        factories.reply(coming, factories.member(made, name), answer)
    factories.member(made, "Joyce")
    return made


def test_the_desk_says_who_is_coming_on_tuesday(ruth, group, sign_in):
    page = " ".join(sign_in(ruth).get("/lead/").content.decode().split())
    assert "Tuesday at 7 pm: Evening title 5" in page
    assert "Two are coming. Grace can’t. You haven’t heard from Joyce." in page


def test_the_overview_lists_every_answer(ruth, group, sign_in):
    page = sign_in(ruth).get(f"/lead/groups/{group.pk}/").content.decode()
    assert "Ewa, Farida" in page
    assert "Not heard yet" in page


def test_a_desk_without_a_group_is_not_an_error(sign_in):
    page = sign_in(cast.facilitator("Colette")).get("/lead/").content.decode()
    assert "No evening is planned" in page


def test_finished_groups_stand_apart(ruth, group, sign_in):
    factories.group(
        lead=ruth, curriculum=group.curriculum, first_on=date(2026, 9, 1), name="Autumn"
    )
    page = sign_in(ruth).get("/lead/groups/").content.decode()
    assert page.index("Tuesday evenings") < page.index("Finished") < page.index("Autumn")


def test_the_desk_costs_the_same_for_one_group_and_for_twelve(ruth, group, sign_in, queries):
    sign_in(ruth)
    one = queries("/lead/")
    for number in range(11):
        more = factories.group(
            lead=ruth, curriculum=group.curriculum, name=f"Group {number}",
            first_on=factories.FIRST_ON + timedelta(days=number + 1),
        )  # fmt: skip
        factories.member(more, f"Member{number}")
    assert queries("/lead/") == one
    assert one <= 15


@pytest.mark.parametrize("count", [1, 12])
def test_the_overview_costs_the_same_for_any_number_of_members(ruth, count, sign_in, queries):
    made = factories.group(lead=ruth)
    factories.members(made, count)
    sign_in(ruth)
    assert queries(f"/lead/groups/{made.pk}/") <= 12
