"""A break: no mail comes while she rests, nobody is told, and what still matters comes after."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from facilitator.people.models import Person
from groups.reminders import choosing
from groups.reminders.models import Preference, Reminder
from groups.reminders.planning import Planned
from groups.reminders.sending import send_due
from tests import cast
from tests.people.doors import sign_in
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE

TWO_WEEKS = timedelta(weeks=2)


def ewa() -> Person:
    return world.of("Ewa")


def states() -> set[tuple[int, str, str]]:
    rows = Reminder.objects.filter(person=ewa(), kind="meeting_soon")
    return set(rows.values_list("meeting__number", "state", "reason"))


def test_what_would_come_in_the_break_ends_at_once():
    world.tuesday()
    world.plan(BEFORE)
    choosing.rest(ewa(), lasts=TWO_WEEKS, now=BEFORE)
    assert states() == {(5, "void", "break"), (6, "void", "break")}


def test_planning_leaves_her_alone_and_the_evening_after_it_is_told():
    world.tuesday()
    choosing.rest(ewa(), lasts=timedelta(days=8), now=BEFORE)
    world.plan(BEFORE)
    assert states() == {(6, "pending", "")}
    assert world.plan(BEFORE) == Planned()


def test_a_break_that_planning_finds_ends_what_waits():
    world.tuesday()
    world.plan(BEFORE)
    Preference.objects.create(person=ewa(), break_since=BEFORE)
    world.plan(BEFORE)
    assert states() == {(5, "void", "break"), (6, "void", "break")}
    assert world.plan(BEFORE) == Planned()


def test_when_she_is_back_early_what_is_of_use_comes_again():
    world.tuesday()
    world.plan(BEFORE)
    choosing.rest(ewa(), lasts=None, now=BEFORE)
    choosing.come_back(ewa(), BEFORE + timedelta(hours=1))
    world.plan(BEFORE + timedelta(hours=1))
    assert states() == {(5, "pending", ""), (6, "pending", "")}


def test_a_row_that_is_due_is_not_sent_into_a_break(sink):
    world.tuesday()
    world.plan(BEFORE)
    Preference.objects.create(person=ewa(), break_since=BEFORE)
    send_due(now=DUE)
    assert sink.mails == []
    assert (5, "void", "break") in states()


def test_others_are_told_as_always(sink):
    world.tuesday(members=2)
    world.plan(BEFORE)
    choosing.rest(ewa(), lasts=TWO_WEEKS, now=BEFORE)
    send_due(now=DUE)
    assert len(sink.mails) == 1


def test_a_choice_of_mails_leaves_the_break_as_it_is():
    world.tuesday()
    choosing.rest(ewa(), lasts=TWO_WEEKS, now=BEFORE)
    choosing.choose(ewa(), choosing.Choice("usual", choosing.OFFERED, question=False), BEFORE)
    assert Preference.objects.get(person=ewa()).rests(BEFORE)


@pytest.mark.parametrize(
    "fields", [{"break_until": BEFORE}, {"break_since": DUE, "break_until": BEFORE}]
)
def test_a_break_ends_after_it_has_begun(fields):
    world.tuesday()
    with pytest.raises(IntegrityError), transaction.atomic():
        Preference.objects.create(person=ewa(), **fields)


@pytest.mark.parametrize(
    ("weeks", "said"),
    [("2", "until"), ("4", "until"), ("open", "until you say")],
)
def test_it_is_three_taps_from_home(client, weeks, said):
    her = cast.person("Ewa")
    sign_in(client, her)
    assert 'href="/you/"' in client.get("/home/").content.decode()
    assert 'href="/you/break/"' in client.get("/you/").content.decode()
    assert f'value="{weeks}"' in client.get("/you/break/").content.decode()
    assert client.post("/you/break/", {"weeks": weeks}).status_code == 303
    assert f"You are taking a break {said}" in client.get("/you/break/").content.decode()
    client.post("/you/break/", {"weeks": "none"})
    assert "You are taking a break" not in client.get("/you/break/").content.decode()


def test_a_forged_choice_changes_nothing(client):
    sign_in(client, cast.person("Ewa"))
    assert client.post("/you/break/", {"weeks": "99"}).status_code == 422
    assert not Preference.objects.exists()


def test_leaving_and_who_may_write_are_three_taps_from_home_too(client):
    sign_in(client, cast.person("Ewa"))
    page = client.get("/you/").content.decode()
    for address in ("/you/leave/", "/you/mail/"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
