"""The facilitator's desk and her groups."""

from datetime import date, timedelta

import pytest

from groups.closing import close
from groups.scheduling import typed
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


def move(group, place=""):
    """The fifth evening goes from Tuesday to Wednesday, or only to another place."""
    meeting = group.meetings.get(number=5)
    on = meeting.on_date + timedelta(days=0 if place else 1)
    slot = typed(on, meeting.begins, meeting.time_zone, minutes=meeting.minutes)
    meeting.move(slot, place=place or meeting.place, by=group.created_by, now=cast.NOW)


def words(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_after_a_move_nobody_has_been_heard_from(ruth, group, sign_in):
    move(group)
    page = words(sign_in(ruth), "/lead/")
    assert "Wednesday at 7 pm: Evening title 5" in page
    assert "Nobody has said yes yet." in page
    assert "You haven’t heard from Ewa, Farida, Grace and Joyce." in page
    assert "Ewa and Farida said yes before the move. Grace said no before the move." in page
    ring = page[page.index('class="ring"') :]
    assert (ring.count('class="seat wait"'), ring.count('class="seat coming"')) == (4, 0)


def test_the_overview_lists_who_is_asked_again_as_not_heard(ruth, group, sign_in):
    move(group)
    answered = group.meetings.get(number=5)
    factories.reply(answered, group.memberships.get(person__name="Joyce"), "coming")
    page = words(sign_in(ruth), f"/lead/groups/{group.pk}/")
    assert "<dt>Coming</dt><dd>Joyce</dd>" in page
    assert "Can’t come" not in page
    assert "<dt>Not heard yet</dt><dd>Ewa, Farida, Grace" in page
    assert "Grace said no before the move." in page


def test_another_place_leaves_the_answers_as_they_are(ruth, group, sign_in):
    move(group, place="The chapel hall")
    page = words(sign_in(ruth), "/lead/")
    assert "Two are coming. Grace can’t. You haven’t heard from Joyce." in page
    assert "before the move" not in page


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


def test_when_her_only_group_is_closed_the_desk_does_not_say_that_she_never_led_one(
    ruth, group, sign_in
):
    close(group, by=cast.coordinator(), now=cast.NOW)
    page = sign_in(ruth).get("/lead/").content.decode()
    assert "No group is running at the moment." in page
    assert "yet." not in page
