"""Planning turns needs into rows, once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.reminders import planning
from groups.reminders.models import Look, Reminder
from groups.reminders.planning import Planned
from tests import cast, factories
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE


def test_each_member_has_one_row_for_the_evenings_of_the_next_two_weeks():
    world.tuesday(members=3)
    world.plan(BEFORE)
    rows = Reminder.objects.order_by("due_at").values_list("kind", "person__name", "due_at")
    assert sorted(rows) == sorted(
        ("meeting_soon", name, due)
        for name in ("Ewa", "Joyce", "Grace")
        for due in (DUE, DUE + timedelta(days=7))
    )


def test_planning_twice_changes_nothing():
    world.tuesday(members=3)
    world.wants_questions("Ewa")
    first = world.plan(BEFORE)
    rows = list(Reminder.objects.order_by("pk").values())
    assert first.made == 9
    assert world.plan(BEFORE) == Planned()
    assert list(Reminder.objects.order_by("pk").values()) == rows


def test_a_key_is_one_message_to_one_person():
    world.tuesday()
    world.plan(BEFORE)
    row = Reminder.objects.first()
    row.pk = None
    made = Reminder.objects.bulk_create([row], ignore_conflicts=True)
    assert len(made) == 1
    assert Reminder.objects.filter(key=row.key).count() == 1


def test_a_group_that_reminds_twice_has_a_second_row_three_hours_before():
    world.tuesday(reminds_twice_since=factories.JOINED)
    world.plan(BEFORE)
    rows = Reminder.objects.filter(meeting__number=5).order_by("due_at")
    assert [row.due_at for row in rows] == [DUE, datetime(2026, 11, 24, 16, 0, tzinfo=UTC)]


def test_nine_in_the_morning_is_on_her_own_clock():
    world.tuesday(members=2)
    ewa = world.of("Ewa")
    ewa.time_zone = "America/New_York"
    ewa.save()
    world.plan(BEFORE)
    due = Reminder.objects.get(person=ewa, meeting__number=5).due_at
    assert due == datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


def test_somebody_who_joins_late_is_told_at_the_next_look():
    group = world.tuesday()
    world.plan(BEFORE)
    joined = DUE + timedelta(hours=5)
    factories.member(group, "Grace", joined_at=joined)
    assert planning.plan_needs(now=joined + timedelta(seconds=15)).made == 2
    assert world.row(person__name="Grace", meeting__number=5).due_at == joined


def test_a_look_without_a_need_plans_no_group():
    world.tuesday(members=2)
    world.plan(BEFORE)
    Reminder.objects.all().delete()
    assert planning.plan_needs(now=BEFORE + timedelta(minutes=11)) == Planned()


def test_the_first_look_of_all_plans_everything():
    world.tuesday()
    assert planning.plan_needs(now=BEFORE).made == 2
    assert set(Look.objects.values_list("caller", flat=True)) == {"plan", "everything"}


def test_what_waits_for_somebody_who_left_ends_with_the_reason():
    group = world.tuesday(members=2)
    world.plan(BEFORE)
    hers = group.memberships.get(person__name="Ewa")
    hers.ended_at, hers.ended_by = BEFORE, hers.person
    hers.save()
    planning.plan_needs(now=BEFORE + timedelta(minutes=1))
    rows = Reminder.objects.filter(person__name="Ewa").values_list("state", "reason").distinct()
    assert list(rows) == [("void", "left")]
    assert world.states(person__name="Joyce") == {"pending": 2}


def test_a_muted_kind_is_not_planned_and_comes_back_when_she_wants_it_again():
    world.tuesday()
    world.plan(BEFORE)
    world.choose("Ewa", muted=["meeting_soon"])
    assert world.plan(BEFORE).ended == 2
    assert list(Reminder.objects.values_list("state", "reason").distinct()) == [("void", "muted")]
    world.choose("Ewa", muted=[])
    assert world.plan(BEFORE).moved == 2
    assert world.states() == {"pending": 2}


def test_a_closed_group_is_told_nothing():
    group = world.tuesday()
    world.plan(BEFORE)
    group.closed_at, group.closed_by = BEFORE, group.created_by
    group.save()
    world.plan(BEFORE)
    rows = Reminder.objects.values_list("state", "reason").distinct()
    assert list(rows) == [("void", "closed")]


def test_a_question_is_only_for_those_who_asked_and_stands_half_way_at_ten():
    world.tuesday(members=2)
    world.wants_questions("Ewa")
    world.plan(BEFORE + timedelta(days=5))  # Wednesday 25 November, after the fifth evening
    rows = Reminder.objects.filter(kind="writing_prompt", meeting__number=5)
    assert [(row.person.name, row.due_at) for row in rows] == [
        ("Ewa", datetime(2026, 11, 28, 10, 0, tzinfo=UTC))
    ]


def test_a_question_is_not_planned_for_who_has_written_and_a_planned_one_ends():
    from groups.models import Meeting
    from groups.reflections.models import Reflection

    world.tuesday(members=2)
    world.wants_questions("Ewa")
    world.wants_questions("Joyce")
    now = BEFORE + timedelta(days=5)
    world.plan(now)
    Reflection.objects.create(
        person=world.of("Ewa"), meeting=Meeting.objects.get(number=5), begun_at=now, revision=1,
        written_at=now,
    )  # fmt: skip
    world.plan(now)
    rows = Reminder.objects.filter(kind="writing_prompt", meeting__number=5)
    assert set(rows.values_list("person__name", "state", "reason")) == {
        ("Ewa", "void", "written"),
        ("Joyce", "pending", ""),
    }


def test_after_the_last_evening_no_question_waits():
    world.tuesday()
    world.wants_questions("Ewa")
    world.plan(datetime(2026, 12, 16, 12, 0, tzinfo=UTC))
    assert not Reminder.objects.filter(meeting__number=8).exists()


def test_an_invitation_is_planned_only_when_the_inviter_said_so():
    group = world.tuesday(members=0)
    asked = factories.invitation(
        group, "anna@example.org", asked_at=cast.NOW, asked_by=group.created_by
    )
    factories.invitation(group, "later@example.org")
    factories.invitation(group)
    world.plan(cast.NOW)
    world.plan(cast.NOW)
    row = Reminder.objects.get()
    assert (row.invitation, row.kind, row.expires_at) == (asked, "invitation", asked.expires_at)


def test_an_address_typed_from_paper_gets_its_code_sealed():
    from groups.proving import proof_code, proof_for
    from groups.reminders import secrets

    group = world.tuesday(members=0)
    paper = factories.invitation(group)
    proof = proof_for(paper, email="hanne@example.org", language="en", now=cast.NOW)
    planning.plan_needs(now=cast.NOW)
    planning.plan_needs(now=cast.NOW)
    row = Reminder.objects.get()
    assert row.kind == "address_code"
    assert secrets.opened([row])[row.pk] == {
        "to": "hanne@example.org", "code": proof_code(proof), "language": "en",
    }  # fmt: skip


def test_a_deferred_row_keeps_its_later_time():
    world.tuesday()
    world.plan(BEFORE)
    later = DUE + timedelta(hours=20)
    Reminder.objects.filter(meeting__number=5).update(due_at=later, reason="waits")
    world.plan(DUE + timedelta(hours=1))
    assert world.row(meeting__number=5).due_at == later


def test_a_claimed_row_is_left_to_its_sender():
    from uuid import uuid4

    group = world.tuesday()
    world.plan(BEFORE)
    Reminder.objects.filter(meeting__number=5).update(
        state="claimed", claim_token=uuid4(), claimed_until=DUE
    )
    world.move(world.fifth(group), now=BEFORE)
    world.plan(BEFORE)
    assert world.row(meeting__number=5, version=1).state == "claimed"


@pytest.mark.parametrize("members", [1, 6])
def test_the_queries_of_a_batch_do_not_depend_on_its_size(members):
    world.tuesday(members=members)
    with CaptureQueriesContext(connection) as queries:
        world.plan(BEFORE)
    assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) == 14


def test_a_meeting_that_moves_while_it_is_planned_still_shows_its_need():
    from groups.models import Meeting
    from groups.reminders.planning import rows

    group = world.tuesday()
    read = list(Meeting.objects.filter(group=group))
    world.move(world.fifth(group), now=BEFORE)
    rows.mark_planned(read)
    assert world.fifth(group).planned_version == 0
    assert group.meetings.get(number=6).planned_version == 1
