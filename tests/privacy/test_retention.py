"""What has a term is forgotten when the term ends, every day, whatever else goes wrong."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from celery.schedules import crontab
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection

from facilitator.celery import app
from facilitator.keeping import declarations
from facilitator.privacy import retention, tasks
from facilitator.trace import models as trace
from tests.cast import NOW, person

LONG_AGO = NOW - timedelta(days=800)
TRACE = "facilitator.trace.models.forget"


def old_line() -> None:
    trace.record(verb="moved", kind="meeting", subject=uuid.uuid4(), now=LONG_AGO, actor=None)


def test_every_declared_term_is_run_once():
    named = {keeps.until.forget for _, keeps in declarations() if keeps.until.forget}
    assert set(retention.forget(NOW)) == named | set(retention.UNDECLARED)
    assert TRACE in named
    assert len(retention.names()) == len(set(retention.names()))


def test_what_ended_is_forgotten_and_the_count_told():
    old_line()
    assert retention.forget(NOW)[TRACE] == 1
    assert retention.forget(NOW)[TRACE] == 0
    assert trace.Trace.objects.count() == 0


def test_one_that_fails_stops_no_other_and_leaves_nothing_half_done(monkeypatch, caplog):
    old_line()
    writer = person("Ewa")

    def half_done(now):
        person("Joyce")
        raise ValueError("Ewa wrote: the coat")

    monkeypatch.setattr(retention, "sessions", half_done)
    counts = retention.forget(NOW)
    assert counts[TRACE] == 1
    assert "facilitator.privacy.retention.sessions" not in counts
    assert len(counts) == len(retention.names()) - 1
    assert type(writer).objects.count() == 1  # Joyce was rolled back
    assert "Not forgotten: facilitator.privacy.retention.sessions (ValueError)" in caplog.text
    assert "the coat" not in caplog.text
    with pytest.raises(CommandError, match="sessions"):
        call_command("forget")


def test_sessions_that_ran_out_go_with_their_device():
    writer = person("Ewa")
    for name, days in (("old", -1), ("new", 1)):
        Session.objects.create(
            session_key=name, session_data="", expire_date=NOW + timedelta(days=days)
        )
        UserSession.objects.create(user=writer, session_key=name, ip="0.0.0.0", user_agent="")  # noqa: S104  # no address
    assert retention.sessions(NOW) == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["new"]


def test_rows_of_the_cache_that_ran_out_go():
    cache.clear()  # a flush between tests leaves its table alone
    with time_machine.travel(NOW - timedelta(hours=2), tick=False):
        cache.set("old", 1, timeout=3600)
        cache.set("new", 1, timeout=3 * 3600)
    assert retention.cache_rows(NOW) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        assert [row[0] for row in cursor.fetchall()] == [cache.make_key("new")]


def test_the_command_prints_counts_and_the_task_does_the_same(capsys):
    old_line()
    call_command("forget")
    assert f"{TRACE}: 1\n" in capsys.readouterr().out
    old_line()
    with time_machine.travel(NOW, tick=False):
        assert tasks.forget() is None
    assert trace.Trace.objects.count() == 0


def test_beat_says_so_once_a_day():
    entry = app.conf.beat_schedule["forget"]
    assert entry["task"] == tasks.forget.name == "facilitator.privacy.tasks.forget"
    assert entry["schedule"] == crontab(hour="3", minute="20")
