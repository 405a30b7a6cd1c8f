"""What a mail server refuses is tried again, or not, and stops nothing else."""

import socket
from datetime import timedelta

from groups.models import Meeting
from groups.reminders import sending
from groups.reminders.models import Pause, Preference, Reminder
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE


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
