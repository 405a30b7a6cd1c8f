"""What changed since a message was planned is seen when it is sent."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.people.models import Person
from groups.models import Group
from groups.reminders import sending
from groups.reminders.models import Reminder
from groups.reminders.sending import claims
from tests import factories
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE


def test_a_moved_evening_makes_its_old_reminder_unsendable_before_any_planning(sink):
    group = world.tuesday()
    world.plan(BEFORE)
    world.move(world.fifth(group), now=DUE - timedelta(seconds=1))
    assert sending.send_due(now=DUE) == 0
    row = world.row(meeting__number=5, version=1)
    assert (row.state, row.reason, sink.mails) == ("void", "moved", [])


def test_an_evening_that_moves_in_the_middle_of_a_batch_stops_the_rest_of_it(sink):
    group = world.tuesday(members=6)
    world.plan(BEFORE)
    from groups.reminders.sending import batches

    original = claims.start
    count = []

    def start(mine, clock, *, sent, these):
        count.append(1)
        if len(count) == 3:
            world.move(world.fifth(group), now=DUE)
        return original(mine, clock, sent=sent, these=these)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "start", start)
        assert sending.send_due(now=DUE) == 2
    assert world.states(meeting__number=5) == {"sent": 2, "void": 4}


def test_a_member_who_was_removed_in_the_middle_of_a_batch_gets_nothing(sink):
    group = world.tuesday(members=3)
    world.plan(BEFORE)
    from groups.reminders.sending import batches

    original = claims.start

    def start(mine, clock, *, sent, these):
        group.memberships.filter(person__name="Grace").update(
            ended_at=DUE, ended_by=group.created_by
        )
        return original(mine, clock, sent=sent, these=these)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "start", start)
        assert sending.send_due(now=DUE) == 2
    assert world.row(person__name="Grace", meeting__number=5).reason == "left"


def ewas(group):
    return group.memberships.filter(person__name="Ewa")


CHANGES = {
    "left": lambda group: ewas(group).update(ended_at=DUE, ended_by=world.of("Ewa")),
    "muted": lambda group: world.choose("Ewa", muted=["meeting_soon"]),
    "muted: none at all": lambda group: world.choose("Ewa", level="none"),
    "refused": lambda group: world.choose("Ewa", refused=2),
    "cancelled": lambda group: world.fifth(group).cancel(by=world.of("Ruth"), now=BEFORE),
    "closed": lambda group: Group.objects.update(closed_at=DUE, closed_by=group.created_by),
    "answered": lambda group: factories.reply(world.fifth(group), ewas(group).get(), "apologies"),
    "gone": lambda group: Person.objects.filter(name="Ewa").update(erased_at=DUE),
}


@pytest.mark.parametrize("reason", CHANGES)
def test_what_changed_since_it_was_planned_is_seen_when_it_is_sent(sink, reason):
    group = world.tuesday()
    world.plan(BEFORE)
    CHANGES[reason](group)
    assert sending.send_due(now=DUE) == 0
    row = world.row(meeting__number=5, kind="meeting_soon")
    assert (row.state, row.reason, sink.mails) == ("void", reason.partition(":")[0], [])


def test_a_question_does_not_go_to_who_has_written_since_it_was_planned(sink):
    from groups.reflections.models import Reflection

    world.tuesday(members=2)
    world.wants_questions("Ewa")
    world.wants_questions("Joyce")
    wednesday = BEFORE + timedelta(days=5)
    world.plan(wednesday)
    Reflection.objects.create(
        person=world.of("Ewa"), begun_at=wednesday, revision=1, written_at=wednesday
    )
    Reminder.objects.exclude(kind="writing_prompt", meeting__number=5).delete()
    assert sending.send_due(now=datetime(2026, 11, 28, 10, 0, tzinfo=UTC)) == 1
    assert sink.recipients == ["joyce@example.org"]
    assert world.row(person__name="Ewa").reason == "written"
