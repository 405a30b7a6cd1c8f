"""Near a tender day no mail asks her to write; word of an evening comes, and nobody sees why."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groups.reflections import tender
from groups.reflections.models import TenderChange, TenderDate
from groups.reflections.models.tender import forget_changes
from groups.reflections.tender import Day
from groups.reminders import planning, sending
from groups.reminders.models import Look, Reminder
from groups.reminders.planning import Planned
from tests.people.doors import sign_in
from tests.reminders import world
from tests.reminders.world import BEFORE

WEDNESDAY = BEFORE + timedelta(days=5)
SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)  # half-way between evening 5 and 6
IN_JULY = Day(7, 1)


@pytest.fixture
def group():
    """Ewa has asked for word of a question."""
    made = world.tuesday()
    world.wants_questions("Ewa")
    return made


def mark(day, *, now=WEDNESDAY, name="Ewa"):
    tender.mark(world.of(name), day, words="", now=now)


def question():
    return Reminder.objects.get(kind="writing_prompt", meeting__number=5, person__name="Ewa")


def questions():
    return Reminder.objects.filter(kind="writing_prompt", meeting__number=5).count()


@pytest.mark.parametrize("day", [28, 29])
@pytest.mark.parametrize("year", [None, 2026])
def test_no_question_is_planned_for_the_day_or_the_day_before(group, day, year):
    mark(Day(11, day, year))
    world.plan(WEDNESDAY)
    assert questions() == 0
    assert world.plan(WEDNESDAY) == Planned()


@pytest.mark.parametrize("day", [Day(11, 27), Day(11, 30), Day(11, 28, 2027), Day(10, 28)])
def test_on_any_other_day_it_comes(group, day):
    mark(day)
    world.plan(WEDNESDAY)
    assert question().state == "pending"


def test_her_own_clock_decides(group):
    world.of("Ewa").__class__.objects.filter(name="Ewa").update(time_zone="Pacific/Auckland")
    mark(Day(11, 30))
    world.plan(WEDNESDAY)
    due = question().due_at
    assert due.date().day == 27  # 10 am on Saturday in Auckland is Friday evening in London
    mark(Day(11, 29))
    world.plan(WEDNESDAY)
    assert question().reason == "tender"


def test_word_of_the_evening_comes_as_always(group):
    for day in range(20, 30):
        mark(Day(11, day))
    world.plan(BEFORE)
    rows = Reminder.objects.filter(kind="meeting_soon", meeting__number=5)
    assert rows.get().state == "pending"


def test_a_day_marked_while_it_waits_shows_a_need_and_ends_it(group):
    world.plan(WEDNESDAY)
    mark(Day(11, 28), now=WEDNESDAY + timedelta(hours=1))
    planning.plan_needs(now=WEDNESDAY + timedelta(hours=2))
    assert (question().state, question().reason) == ("void", "tender")
    assert planning.plan_needs(now=WEDNESDAY + timedelta(hours=2)) == Planned()


def test_taken_away_again_in_time_it_comes_after_all(group):
    world.plan(WEDNESDAY)
    mark(Day(11, 28))
    world.plan(WEDNESDAY)
    TenderDate.objects.all().delete()
    world.plan(WEDNESDAY)
    assert (question().state, question().reason) == ("pending", "")


def test_a_day_taken_away_shows_a_need_as_one_added_does(group):
    later = WEDNESDAY + timedelta(hours=1)
    mark(Day(11, 28))
    world.plan(WEDNESDAY)
    assert questions() == 0
    assert planning.plan_needs(now=later) == Planned()
    tender.take_away(world.of("Ewa"), TenderDate.objects.get().pk, now=later)
    planning.plan_needs(now=later + timedelta(minutes=1))
    assert question().state == "pending"


def test_that_a_day_was_taken_away_is_forgotten_within_a_day(group):
    mark(Day(11, 28))
    tender.take_away(world.of("Ewa"), TenderDate.objects.get().pk, now=WEDNESDAY)
    assert forget_changes(WEDNESDAY + timedelta(hours=23)) == 0
    assert forget_changes(WEDNESDAY + timedelta(days=1)) == 1
    assert not TenderChange.objects.exists()


def test_the_morning_after_the_day_it_does_not_come_back(group):
    world.plan(WEDNESDAY)
    mark(Day(11, 28))
    world.plan(WEDNESDAY)
    world.plan(SATURDAY + timedelta(hours=23))
    assert question().state == "void"


def test_sending_asks_again_and_refuses_without_any_planning(group, sink):
    world.plan(WEDNESDAY)
    mark(Day(11, 28))
    Reminder.objects.exclude(pk=question().pk).delete()
    assert sending.send_due(now=SATURDAY) == 0
    assert (question().state, question().reason, sink.mails) == ("void", "tender", [])


def test_it_is_refused_also_when_it_would_be_put_off_to_the_next_morning(group, sink):
    """After an outage it comes up at night; in the morning it would be the day after."""
    world.plan(WEDNESDAY)
    mark(Day(11, 28))
    Reminder.objects.exclude(pk=question().pk).delete()
    assert sending.send_due(now=SATURDAY + timedelta(hours=12)) == 0
    assert sending.send_due(now=SATURDAY + timedelta(hours=23)) == 0
    assert (question().state, question().reason, sink.mails) == ("void", "tender", [])


def test_a_late_one_is_refused_on_the_day_that_it_would_come(group, sink):
    """Due on Saturday, still waiting on Sunday, and Monday is the day."""
    world.plan(WEDNESDAY)
    mark(Day(11, 30))
    Reminder.objects.exclude(pk=question().pk).delete()
    late = SATURDAY + timedelta(hours=23)
    world.plan(late)
    assert (question().state, question().reason) == ("void", "tender")
    Reminder.objects.exclude(pk=question().pk).delete()
    Reminder.objects.update(state="pending", reason="", ended_at=None)
    assert sending.send_due(now=late) == 0
    assert (question().state, question().reason, sink.mails) == ("void", "tender", [])


def test_others_are_asked_as_always(sink):
    world.tuesday(members=2)
    world.wants_questions("Ewa")
    world.wants_questions("Joyce")
    mark(Day(11, 28))
    world.plan(WEDNESDAY)
    Reminder.objects.exclude(kind="writing_prompt", meeting__number=5).delete()
    assert sending.send_due(now=SATURDAY) == 1
    assert sink.recipients == ["joyce@example.org"]


def test_on_the_ledger_of_those_who_lead_nothing_is_seen_of_it(group):
    ruth = Client()
    sign_in(ruth, world.of("Ruth"))
    world.plan(WEDNESDAY)
    page = f"/lead/groups/{group.pk}/messages/"

    def shown():
        return ruth.get(page).content.split(b"<main")[1].split(b"csrfmiddleware")[0]

    before = shown()
    mark(Day(11, 28))
    world.plan(WEDNESDAY)
    assert question().reason == "tender"
    assert shown() == before
    assert b"tender" not in before


@pytest.mark.parametrize("members", [1, 6])
def test_planning_asks_once_more_for_all_who_asked_for_questions(members):
    world.tuesday(members=members)
    for name in ("Ewa", "Joyce", "Grace", "Farida", "Hanne", "Linda")[:members]:
        world.wants_questions(name)
        mark(IN_JULY, name=name)
    with CaptureQueriesContext(connection) as queries:
        world.plan(BEFORE)
    assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) == 15
    assert sum("reflections_tenderdate" in each["sql"] for each in queries) == 1


def test_a_need_is_found_in_one_query(group):
    world.plan(WEDNESDAY)
    mark(IN_JULY)
    since = Look.objects.get(caller="plan").at - timedelta(minutes=10)
    with CaptureQueriesContext(connection) as queries:
        found = planning.needs.groups(WEDNESDAY, since=since)
    assert (found, len(queries)) == ({group.pk}, 1)
