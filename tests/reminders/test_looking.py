"""Who looks, and that somebody always does."""

import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from facilitator.celery import app
from groups.reminders import looking, tasks
from groups.reminders.models import Look, Reminder
from groups.reminders.watchdog import Watchdog
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE


def due_now() -> None:
    """The database's own clock decides in these tests: rows that were due a minute ago."""
    from django.utils import timezone

    now = timezone.now()
    Reminder.objects.filter(meeting__number=5).update(
        due_at=now - timedelta(minutes=1), expires_at=now + timedelta(days=1)
    )


@pytest.fixture
def waiting(sink, settings):
    """Two rows due by the clock of the database, for people for whom it is day."""
    from django.utils import timezone

    world.tuesday(members=2)
    world.plan(BEFORE)
    due_now()
    hour = timezone.now().hour
    zone = f"Etc/GMT{hour - 12:+d}" if hour != 12 else "Etc/UTC"
    type(world.of("Ewa")).objects.update(time_zone=zone)
    return sink


def test_beat_has_one_interval_and_its_looks_are_not_kept(settings):
    intervals = {
        name: entry for name, entry in app.conf.beat_schedule.items()
        if isinstance(entry["schedule"], int | float | timedelta)
    }  # fmt: skip
    assert list(intervals) == ["look"]
    assert (intervals["look"]["schedule"], intervals["look"]["options"]["expires"]) == (15.0, 15)


def test_every_task_of_beat_is_there_and_goes_to_the_queue_of_reminders():
    app.loader.import_default_modules()
    ours = [e["task"] for e in app.conf.beat_schedule.values() if "reminders" in e["task"]]
    assert set(ours) <= set(app.tasks)
    for name in (*ours, "groups.reminders.tasks.plan", "groups.reminders.tasks.send_due"):
        assert app.amqp.router.route({}, name)["queue"].name == "remind"


@pytest.mark.parametrize(
    ("task", "callers"),
    [
        (tasks.look, {"beat", "plan", "send"}),
        (tasks.plan, {"plan", "send"}),
        (tasks.send_due, {"send"}),
    ],
)
def test_a_task_sends_what_is_due_and_writes_down_that_it_worked(waiting, task, callers):
    Look.objects.all().delete()
    Look.objects.create(caller="plan", at="2100-01-01T00:00Z")  # nothing shows a need
    task()
    assert len(waiting.mails) == 2
    assert set(Look.objects.values_list("caller", flat=True)) == callers | {"plan"}
    task()
    assert len(waiting.mails) == 2


def test_a_look_that_is_delivered_five_times_sends_once(waiting):
    Look.objects.filter(caller="plan").update(at="2100-01-01T00:00Z")
    for _delivery in range(5):
        tasks.look()
    assert len(waiting.mails) == 2


def test_the_command_sends_without_broker_and_worker(waiting):
    Look.objects.filter(caller="plan").update(at="2100-01-01T00:00Z")
    said = StringIO()
    call_command("send_due", stdout=said)
    assert said.getvalue() == "2 sent\n"


def test_the_command_plans_and_says_how_much():
    world.tuesday(members=2)
    said = StringIO()
    with time_machine.travel(BEFORE, tick=False):
        call_command("plan", stdout=said)
        call_command("plan", stdout=said)
    assert said.getvalue() == "4 made, 0 moved, 0 ended\n0 made, 0 moved, 0 ended\n"


def test_planning_everything_finds_an_evening_that_came_within_two_weeks():
    world.tuesday()
    looking.plan_everything(now=BEFORE)
    assert not Reminder.objects.filter(meeting__number=7).exists()
    looking.plan_everything(now=BEFORE + timedelta(days=7))
    assert Reminder.objects.filter(meeting__number=7).count() == 1


def test_the_watchdog_looks_again_after_a_look_that_failed():
    looked, twice = [], threading.Event()

    def tick() -> None:
        looked.append(time.monotonic())
        if len(looked) > 1:
            twice.set()
        raise RuntimeError("the database is away")

    watchdog = Watchdog(tick, every=0.01)
    watchdog.start()
    assert twice.wait(timeout=10)
    watchdog.stop()
    count = len(looked)
    time.sleep(0.1)
    assert len(looked) == count


def test_a_worker_that_comes_up_keeps_watch(monkeypatch):
    from celery.signals import worker_init, worker_shutdown

    from groups.reminders import watchdog

    receivers = [ref() for _key, ref in worker_init.receivers]
    assert tasks.keep_watch in receivers
    assert tasks.end_watch in [ref() for _key, ref in worker_shutdown.receivers]
    monkeypatch.setattr(watchdog, "EVERY", 0.01)
    tasks.keep_watch()
    assert [thread.name for thread in threading.enumerate()].count("watchdog") == 1
    tasks.end_watch()
    assert "watchdog" not in [thread.name for thread in threading.enumerate()]


def test_rows_that_ended_ninety_days_ago_are_forgotten(sink):
    from groups.reminders.models.reminder import forget

    world.tuesday()
    world.look(DUE)
    assert forget(DUE + timedelta(days=90)) == 0
    assert forget(DUE + timedelta(days=90, seconds=1)) == 1
    assert world.states() == {"pending": 1}


def test_a_plan_that_fails_keeps_nothing_back_that_is_due(waiting, monkeypatch):
    from groups.reminders import planning

    def fails(**_: object) -> None:
        raise RuntimeError("a fact that nobody thought of")

    monkeypatch.setattr(planning, "plan_needs", fails)
    with pytest.raises(RuntimeError):
        looking.look(caller="beat", now=DUE)
    assert len(waiting.mails) == 2
