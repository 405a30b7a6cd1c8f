"""Sending: once, in time, or not at all; every mail through a real SMTP server."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilitator.people.mailed_codes import code_of
from facilitator.vault import keyfiles
from groups.reminders import sending
from groups.reminders.models import Reminder
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE


def test_a_reminder_goes_out_when_it_is_due_and_once(sink):
    world.tuesday(members=2)
    world.plan(BEFORE)
    assert sending.send_due(now=DUE - timedelta(seconds=1)) == 0
    assert sending.send_due(now=DUE) == 2
    assert sending.send_due(now=DUE) == 0
    assert sorted(sink.recipients) == ["ewa@example.org", "joyce@example.org"]


def test_it_is_written_down_when_it_was_sent(sink):
    world.tuesday()
    assert world.look(DUE) == 1
    row = world.row(meeting__number=5)
    assert (row.state, row.sent_at, row.ended_at, row.attempts) == ("sent", DUE, DUE, 1)
    assert (row.claim_token, row.claimed_until, row.reason) == (None, None, "")


def test_all_mails_of_a_look_go_over_one_connection(sink):
    world.tuesday(members=6)
    world.look(DUE)
    assert (len(sink.mails), sink.sessions) == (6, 1)


def test_what_is_planned_is_what_ended_and_what_waits(sink):
    group = world.tuesday(members=6)
    world.wants_questions("Grace")
    world.choose("Joyce", muted=["meeting_soon"])
    sink.on_rcpt = lambda address: "550 no such" if address.startswith("hanne") else ""
    world.look(BEFORE)
    world.move(world.fifth(group), now=BEFORE + timedelta(hours=1))
    world.look(BEFORE + timedelta(hours=1))
    world.look(DUE)
    rows = Reminder.objects.all()
    ended = rows.terminal().count()
    waiting = rows.filter(state__in=["pending", "claimed"]).count()
    assert rows.count() == ended + waiting
    assert not rows.terminal().filter(ended_at=None).exists()
    assert not rows.terminal().exclude(state="sent").filter(reason="").exists()


def test_a_look_at_nothing_costs_two_queries():
    world.tuesday()
    world.plan(BEFORE)
    with CaptureQueriesContext(connection) as queries:
        sending.send_due(now=BEFORE)
    assert len(queries) == 2


@pytest.mark.parametrize("members", [1, 6])
def test_the_context_of_a_batch_costs_the_same_for_one_row_and_for_six(sink, members):
    world.tuesday(members=members)
    world.plan(BEFORE)
    with CaptureQueriesContext(connection) as queries:
        sending.send_due(now=DUE)
    assert len(queries) - members == 12


def test_the_clock_of_the_database_decides_when_nobody_says_what_time_it_is(sink):
    world.tuesday()
    world.plan(BEFORE)
    with time_machine.travel(DUE + timedelta(days=3650)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT CURRENT_TIMESTAMP")
            said = str(cursor.fetchone()[0])
        now = datetime.fromisoformat(said)
        now = now if now.tzinfo else now.replace(tzinfo=UTC)
        Reminder.objects.update(
            due_at=now + timedelta(minutes=5), expires_at=now + timedelta(days=9000)
        )
        assert sending.send_due() == 0
        assert world.states() == {"pending": 2}


def test_while_the_vault_is_closed_codes_wait_and_reminders_go(sink, settings, tmp_path):
    from groups.reminders.accounts import AccountAdapter

    world.tuesday()
    world.plan(BEFORE)
    with time_machine.travel(DUE, tick=False):
        AccountAdapter().send_mail("account/email/login_code", "ewa@example.org", {"code": "seed"})
    kept, settings.KEK_FILE = settings.KEK_FILE, str(tmp_path / "gone")
    keyfiles.forget_read()
    assert sending.send_due(now=DUE) == 1
    assert world.row(kind="sign_in_code").due_at == DUE + timedelta(minutes=1)
    settings.KEK_FILE = kept
    keyfiles.forget_read()
    assert sending.send_due(now=DUE + timedelta(minutes=1)) == 1
    assert code_of("seed") in sink.text()
