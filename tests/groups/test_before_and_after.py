"""Session 0 and a reunion: looked forward to like any evening, counted by nobody (ADR 9)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from groups import closing, moving
from groups.moving import Scope, WouldCross
from groups.scheduling import typed
from tests import cast, factories
from tests.cast import NOW

LONDON = "Europe/London"
START = datetime(2026, 10, 18, 9, 0, tzinfo=UTC)  # two days before Session 0
DONE = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)  # the evenings are over, the reunion is not


@pytest.fixture
def group(ruth):
    made = factories.group(lead=ruth, curriculum=factories.curriculum(extras=True))
    factories.extras(made)
    factories.member(made)
    return made


@pytest.fixture
def ewa(group):
    return group.memberships.get(role="member").person


def at(group, number):
    return group.meetings.select_related("group", "plan").get(number=number)


def days(group):
    return dict(group.meetings.on().values_list("number", "on_date"))


def steps(group, number, on, *, scope=Scope.THIS, now=START):
    meeting = at(group, number)
    to = typed(on, time(19), LONDON, minutes=meeting.minutes)
    return moving.steps(meeting, to, scope=scope, place=meeting.place, now=now)


def go(group, number, on, *, by, **fields):
    moving.move(steps(group, number, on, **fields), by=by, now=START)


def test_moving_all_of_the_evenings_leaves_both_where_they_are(group, ruth):
    before = days(group)
    go(group, 1, date(2026, 10, 28), by=ruth, scope=Scope.ALL)
    after = days(group)
    assert (after[0], after[9]) == (before[0], before[9]) == (date(2026, 10, 20), date(2027, 1, 26))
    assert {after[n] - before[n] for n in range(1, 9)} == {timedelta(days=1)}


@pytest.mark.parametrize("number", [0, 9])
@pytest.mark.parametrize("scope", list(Scope))
def test_each_of_them_moves_alone(group, ruth, number, scope):
    before = days(group)
    go(group, number, before[number] + timedelta(days=1), by=ruth, scope=scope)
    after = days(group)
    assert [n for n in after if after[n] != before[n]] == [number]


@pytest.mark.parametrize(
    ("number", "on", "scope", "in_the_way"),
    [
        (0, date(2026, 10, 27), "this", 1),
        (9, date(2026, 12, 15), "this", 8),
        (1, date(2026, 10, 20), "this", 0),
        (8, date(2027, 1, 26), "this", 9),
        (1, date(2027, 1, 12), "all", 9),
    ],
)
def test_they_keep_their_order(group, number, on, scope, in_the_way):
    with pytest.raises(WouldCross) as refused:
        steps(group, number, on, scope=scope)
    assert refused.value.other.number == in_the_way


def test_a_cancelled_evening_hands_its_plan_to_evenings_alone(group, ruth):
    added = moving.cancel(at(group, 5), shift=True, by=ruth, now=START)
    assert added is not None
    assert (added.number, added.on_date, added.plan.number) == (10, date(2026, 12, 22), 8)
    assert at(group, 9).plan.part == "after"
    assert at(group, 0).plan.part == "before"
    assert added.counts


def test_no_date_is_added_where_the_reunion_is(group, ruth, as_ruth):
    go(group, 9, date(2026, 12, 22), by=ruth)
    with pytest.raises(WouldCross):
        moving.cancel(at(group, 5), shift=True, by=ruth, now=START)
    assert at(group, 5).cancelled_at is None
    page = as_ruth.get(f"/lead/groups/{group.pk}/evenings/5/cancel/").content.decode()
    assert "Leave it out" in page
    assert "Keep it for the next date" not in page
    assert moving.cancel(at(group, 5), shift=False, by=ruth, now=START) is None


@pytest.mark.parametrize("shift", [True, False])
def test_they_are_cancelled_without_touching_a_plan(group, ruth, shift):
    plans = dict(group.meetings.values_list("number", "plan"))
    for number in (0, 9):
        assert moving.cancel(at(group, number), shift=shift, by=ruth, now=START) is None
    assert dict(group.meetings.values_list("number", "plan")) == plans
    assert group.meetings.on().count() == 8


def test_closing_a_group_cancels_the_reunion_too(group, ruth):
    assert closing.close(group, by=ruth, now=DONE) == 1
    assert at(group, 9).cancelled_at == DONE


def test_the_pages_of_moving_and_cancelling_ask_nothing_that_has_no_answer(as_ruth, group):
    page = as_ruth.get(f"/lead/groups/{group.pk}/evenings/9/move/").content.decode()
    assert "Only this one moves: it is not one of the evenings." in page
    assert "Every one that has not begun" not in page
    page = as_ruth.get(f"/lead/groups/{group.pk}/evenings/9/cancel/").content.decode()
    assert "The evenings stay as they are." in page
    assert "And its plan?" not in page
    sent = {"version": "1", "shift": "no"}
    assert as_ruth.post(f"/lead/groups/{group.pk}/evenings/9/cancel/", sent).status_code == 303
    assert at(group, 9).cancelled_at


def test_a_move_past_the_reunion_names_it(as_ruth, group):
    sent = {"version": "1", "scope": "following", "on_date": "2027-01-05", "begins": "19:00",
            "place": "Library", "tell": "yes"}  # fmt: skip
    answer = as_ruth.post(f"/lead/groups/{group.pk}/evenings/5/move/", sent)
    assert answer.status_code == 422
    assert "“Six weeks on” on Tuesday 26 January is in the way" in answer.content.decode()
    assert "choose “This one and the following”" not in answer.content.decode()


def seen(client, who, address, moment):
    """A page as somebody sees it at a moment; "" for what is not there."""
    with time_machine.travel(moment, tick=False):
        client.force_login(who)
        answer = client.get(address)
    return " ".join(answer.content.decode().split()) if answer.status_code == 200 else ""


def test_her_home_looks_forward_to_session_0_and_counts_nothing(client, ewa):
    page = seen(client, ewa, "/home/", START)
    assert "You have a chair. Your first meeting" in page
    assert "A look at the room" in page
    assert "of 8" not in page


def test_her_home_looks_forward_to_the_reunion_after_eight_evenings(client, ewa):
    page = seen(client, ewa, "/home/", DONE)
    assert "Six weeks on" in page
    assert "of 8" not in page
    assert "This week: Evening title 8" in page
    after = seen(client, ewa, "/home/", datetime(2027, 2, 1, tzinfo=UTC))
    assert "Your eight evenings are finished." in after


def test_members_read_what_the_two_are_and_not_yet_what_an_evening_is(client, ewa, group):
    page = seen(client, ewa, f"/group/{group.pk}/", START)
    assert "Eight evenings, 7 pm" in page
    assert "A look at the room" in page
    assert "Six weeks on" in page
    assert "Evening title 1" not in page
    assert seen(client, ewa, f"/group/{group.pk}/evenings/0/", START) == ""
    assert "The page of evening 0." in seen(client, ewa, f"/group/{group.pk}/evenings/0/", NOW)


def test_the_desk_counts_evenings_alone(client, ruth, group):
    assert "evening 5 of 8" in seen(client, ruth, "/lead/", NOW)
    for moment, title in ((START, "A look at the room"), (DONE, "Six weeks on")):
        page = seen(client, ruth, "/lead/", moment)
        assert title in page
        assert "of 8" not in page
    assert "Eight evenings, 7 pm" in seen(client, ruth, f"/lead/groups/{group.pk}/", DONE)


@pytest.mark.parametrize(
    ("moment", "words"),
    [(START + timedelta(days=4), "Not begun"), (NOW, "5 of 8"), (DONE, "8 of 8")],
)
def test_the_overview_counts_evenings_alone(client, group, moment, words):
    assert words in seen(client, cast.coordinator(), "/run/", moment).split("<table")[-1]


def test_she_can_answer_for_session_0(client, ewa, group):
    start = at(group, 0).starts_at.isoformat()
    with time_machine.travel(START, tick=False):
        client.force_login(ewa)
        client.post(f"/group/{group.pk}/evenings/0/reply/", {"answer": "coming", "about": start})
    assert at(group, 0).replies.get().answer == "coming"
