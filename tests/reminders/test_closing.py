"""A closed group: who was told of an evening hears that it falls out, and then nothing more."""

from datetime import timedelta

from groups.closing import close
from groups.reminders import planning
from tests import cast
from tests.reminders import world
from tests.reminders.world import DUE

LATER = DUE + timedelta(hours=2)


def closed(group):
    """Ruth's group, closed by the coordinator who has nothing to do with its letters."""
    close(group, by=cast.coordinator(), now=LATER)
    world.look(LATER)


def test_who_was_told_of_an_evening_is_told_once_that_it_falls_out(sink):
    group = world.tuesday(members=2)
    world.look(DUE)
    before = len(sink.mails)
    closed(group)
    world.look(LATER + timedelta(minutes=1))
    told = sink.mails[before:]
    assert sorted(str(mail["To"]).partition("@")[0] for mail in told) == ["ewa", "joyce", "ruth"]
    assert {str(mail["Subject"]) for mail in told} == {"Not this Tuesday"}
    text = told[0].get_body(("plain",)).get_content()
    assert "The group is closed." in text
    assert "Your chair is kept" not in text


def test_a_member_who_was_told_of_nothing_is_told_nothing(sink):
    group = world.tuesday(members=1)
    closed(group)
    assert [str(mail["To"]).partition("@")[0] for mail in sink.mails] == ["ruth"]


def test_nothing_else_is_planned_for_a_closed_group(sink):
    group = world.tuesday(members=2)
    world.wants_questions("Ewa")
    world.look(DUE)
    closed(group)
    planning.plan(now=LATER + timedelta(hours=1))
    assert world.states(state="pending") == {}
