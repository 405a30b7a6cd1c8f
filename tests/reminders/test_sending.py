"""Sending: once, in time, or not at all; every mail through a real SMTP server."""

import socket
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilitator.people.models import Person
from facilitator.vault import keyfiles
from groups.models import Group, Meeting
from groups.reminders import kinds, sending
from groups.reminders.channels.email import message_id
from groups.reminders.models import Pause, Preference, Reminder
from groups.reminders.sending import claims
from tests import factories
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE

State = Reminder.State


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


def test_the_claim_of_a_dead_sender_is_free_again_and_its_message_id_is_the_same(sink):
    world.tuesday()
    world.plan(BEFORE)
    dead = claims.claim(claims.Clock(DUE), 100)
    claims.start(dead, claims.Clock(DUE), sent=[], these=dead.ids)
    assert sending.send_due(now=DUE + claims.LEASE) == 0
    assert sending.send_due(now=DUE + claims.LEASE + timedelta(seconds=1)) == 1
    row = world.row(meeting__number=5)
    assert sink.ids() == [message_id(row.key)]
    assert row.attempts == 2


def test_a_half_sent_row_of_a_kind_that_must_not_go_twice_is_held(sink, monkeypatch):
    from dataclasses import replace

    careful = replace(kinds.KINDS["meeting_soon"], after_crash=kinds.Ambiguous.HOLD)
    monkeypatch.setitem(kinds.KINDS, "meeting_soon", careful)
    world.tuesday(members=2)
    world.plan(BEFORE)
    dead = claims.claim(claims.Clock(DUE), 100)
    claims.start(dead, claims.Clock(DUE), sent=[], these=dead.ids[:1])
    assert sending.send_due(now=DUE + timedelta(minutes=3)) == 1
    held = world.row(pk=dead.ids[0])
    assert (held.state, held.reason) == ("held", "ambiguous")
    assert len(sink.mails) == 1


def test_two_claims_never_hold_the_same_row():
    world.tuesday(members=3)
    world.plan(BEFORE)
    first = claims.claim(claims.Clock(DUE), 2)
    second = claims.claim(claims.Clock(DUE), 2)
    assert len(first.ids) == 2
    assert len(second.ids) == 1
    assert not set(first.ids) & set(second.ids)
    assert claims.claim(claims.Clock(DUE), 2) is None


def test_nothing_is_written_under_a_claim_that_was_lost(sink):
    world.tuesday()
    world.plan(BEFORE)
    mine = claims.claim(claims.Clock(DUE), 100)
    Reminder.objects.filter(pk__in=mine.ids).update(claim_token=uuid4())
    assert claims.start(mine, claims.Clock(DUE), sent=[], these=mine.ids) == set()
    assert mine.rows().end(State.VOID, "moved", DUE) == 0


def test_a_sender_whose_claim_was_taken_stops_at_once(sink):
    world.tuesday(members=3)
    world.plan(BEFORE)

    taken = []
    original = claims.start

    def start(mine, clock, *, sent, these):
        if sent and not taken:
            taken.append(True)
            Reminder.objects.filter(state="claimed").update(claim_token=uuid4())
        return original(mine, clock, sent=sent, these=these)

    from groups.reminders.sending import batches

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "start", start)
        sending.send_due(now=DUE)
    assert len(sink.mails) == 1
    assert world.states(meeting__number=5) == {"claimed": 3}


def test_no_transaction_is_open_while_smtp_talks(sink, transactional_db):
    world.tuesday(members=2)
    world.plan(BEFORE)
    seen = []

    from groups.reminders.channels import email

    original = email.Line.hand_over

    def hand_over(self, message):
        seen.append(connection.in_atomic_block)
        return original(self, message)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(email.Line, "hand_over", hand_over)
        assert sending.send_due(now=DUE) == 2
    assert seen == [False, False]


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


def test_a_refused_connection_burns_no_attempt_and_opens_the_pause(settings):
    world.tuesday(members=2)
    world.plan(BEFORE)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", taken.getsockname()[1]
        assert sending.send_due(now=DUE) == 0
    rows = Reminder.objects.filter(meeting__number=5)
    assert set(rows.values_list("state", "attempts", "due_at")) == {("pending", 0, DUE)}
    assert Pause.objects.get().until == DUE + timedelta(seconds=30)


def test_a_pause_lasts_longer_each_time_and_ends_with_the_first_mail(sink, settings):
    world.tuesday()
    world.plan(BEFORE)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    now, waits = DUE, []
    for _try in range(7):
        sending.send_due(now=now)
        until = Pause.objects.get().until
        waits.append((until - now).total_seconds())
        now = until
    assert waits == [30, 60, 120, 240, 480, 600, 600]
    settings.EMAIL_PORT = port
    assert sending.send_due(now=now - timedelta(seconds=1)) == 0
    assert sending.send_due(now=now) == 1
    assert Pause.objects.get().failures == 0


def test_not_now_is_tried_again_by_and_by_and_six_times_at_most(sink):
    group = world.tuesday()
    sink.on_rcpt = lambda address: "451 later"
    world.plan(BEFORE)
    evening = Meeting.objects.filter(pk=world.fifth(group).pk)
    evening.update(starts_at=DUE + timedelta(days=30), ends_at=DUE + timedelta(days=31))
    Reminder.objects.filter(meeting__number=5).update(expires_at=DUE + timedelta(days=30))
    now, gaps = DUE, []
    for _try in range(6):
        sending.send_due(now=now)
        row = world.row(meeting__number=5)
        gaps.append((row.due_at - now).total_seconds() / 60)
        now = row.due_at
        if now.hour >= 20:
            now = row.due_at = now + timedelta(hours=13)
            row.save()
    assert [row.state, row.reason, row.error_code, row.attempts] == ["failed", "tries", "451", 6]
    for gap, minutes in zip(gaps[:5], (1, 5, 15, 60, 180), strict=True):
        assert 0.8 * minutes <= gap <= 1.2 * minutes


def test_a_refused_address_fails_at_once_and_is_marked_after_two(sink):
    world.tuesday()
    sink.on_rcpt = lambda address: "550 no such mailbox"
    world.look(DUE)
    row = world.row(meeting__number=5)
    assert (row.state, row.reason, row.error_code, row.attempts) == ("failed", "refused", "550", 1)
    assert Preference.objects.get().refused == 1
    world.look(DUE + timedelta(days=7))
    assert Preference.objects.get().unreachable is True


def test_a_sender_that_is_refused_leaves_every_row_waiting(sink):
    world.tuesday(members=3)
    sink.on_mail = lambda address: "550 not from here"
    assert world.look(DUE) == 0
    rows = Reminder.objects.filter(meeting__number=5)
    assert set(rows.values_list("state", "attempts", "started_at")) == {("pending", 0, None)}
    assert Pause.objects.get().code == "550"


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(sink, caplog):
    world.tuesday(members=2)
    world.plan(BEFORE)
    ewa = world.of("Ewa")
    type(ewa).objects.filter(pk=ewa.pk).update(email="not an address\n")
    assert sending.send_due(now=DUE) == 1
    assert sink.recipients == ["joyce@example.org"]
    assert world.row(person=ewa, meeting__number=5).state in {"failed", "pending"}
    assert "example.org" not in caplog.text.replace("joyce@example.org", "")


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
        AccountAdapter().send_mail("account/email/login_code", "ewa@example.org", {"code": "K7"})
    kept, settings.KEK_FILE = settings.KEK_FILE, str(tmp_path / "gone")
    keyfiles.forget_read()
    assert sending.send_due(now=DUE) == 1
    assert world.row(kind="sign_in_code").due_at == DUE + timedelta(minutes=1)
    settings.KEK_FILE = kept
    keyfiles.forget_read()
    assert sending.send_due(now=DUE + timedelta(minutes=1)) == 1
    assert "K7" in sink.text()
