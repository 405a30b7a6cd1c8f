"""At night a message waits, and one that comes too late is not sent."""

from datetime import UTC, datetime, timedelta

from groups.reminders import sending
from groups.reminders.models import Reminder
from tests import factories
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE


def test_night_puts_a_message_off_until_eight(sink):
    group = world.tuesday()
    world.look(DUE)
    night = DUE + timedelta(hours=13)  # 10 pm
    world.move(world.fifth(group), now=night)
    assert world.look(night) == 0
    row = world.row(kind="meeting_moved", person__name="Ewa")
    assert (row.state, row.due_at) == ("pending", datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    assert world.look(row.due_at) == 1


def test_night_lets_nothing_come_that_would_be_too_late_in_the_morning(sink):
    world.tuesday()
    world.plan(BEFORE)
    night = DUE + timedelta(hours=13)
    Reminder.objects.filter(meeting__number=5).update(expires_at=night + timedelta(hours=2))
    sending.send_due(now=night)
    row = world.row(meeting__number=5)
    assert (row.state, row.reason) == ("expired", "quiet")


def test_a_reminder_is_of_no_use_when_the_evening_has_begun(sink):
    group = world.tuesday()
    world.plan(BEFORE)
    assert sending.send_due(now=world.fifth(group).starts_at) == 0
    assert world.row(meeting__number=5).state == "expired"


def test_after_an_outage_she_gets_one_of_a_kind_in_a_day(sink):
    """Two groups, both reminders a day late: one now, the other tomorrow or not at all."""
    group = world.tuesday()
    first_on = factories.FIRST_ON + timedelta(days=1)
    other = factories.group(
        lead=world.of("Ruth"), curriculum=group.curriculum, first_on=first_on, name="Wednesdays"
    )
    factories.member(other, person=world.of("Ewa"))
    world.plan(BEFORE)
    late = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # Monday: both were due
    assert sending.send_due(now=late) == 1
    waits = Reminder.objects.get(state="pending", due_at__lt=late + timedelta(days=2))
    assert waits.group == other
    assert waits.due_at.date() == late.date() + timedelta(days=1)
    assert sending.send_due(now=waits.due_at) == 1
