"""What is told of Session 0 and of a reunion."""

from datetime import UTC, datetime, timedelta

import pytest

from groups.reminders import planning
from groups.reminders.models import Reminder
from tests import factories
from tests.reminders import world

SESSION_0 = datetime(2026, 10, 20, 18, 0, tzinfo=UTC)
REUNION = datetime(2027, 1, 26, 19, 0, tzinfo=UTC)


@pytest.fixture
def group():
    made = world.tuesday(curriculum=factories.curriculum(extras=True))
    factories.extras(made)
    return made


@pytest.mark.parametrize(("number", "at"), [(0, SESSION_0), (9, REUNION)])
def test_members_are_reminded_of_both(group, number, at):
    planning.plan(now=at - timedelta(days=3))
    row = Reminder.objects.get(kind="meeting_soon", meeting=group.meetings.get(number=number))
    assert row.person == world.of("Ewa")
    assert row.due_at.date() == (at - timedelta(days=2)).date()


def test_nobody_is_asked_to_write_half_way_to_the_reunion(group):
    world.wants_questions("Ewa")
    last = group.meetings.get(number=8)
    for ahead in range(0, 41, 2):
        planning.plan(now=last.starts_at + timedelta(days=ahead))
    assert not Reminder.objects.filter(kind="writing_prompt", meeting=last).exists()
    seventh = group.meetings.get(number=7)
    planning.plan(now=seventh.starts_at + timedelta(hours=1))
    assert Reminder.objects.filter(kind="writing_prompt", meeting=seventh).exists()
