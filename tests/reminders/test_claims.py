"""A row is held by one sender at a time, and what a dead one held goes on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from groups.reminders import kinds, sending
from groups.reminders.channels.email import message_id
from groups.reminders.models import Reminder
from groups.reminders.sending import claims
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE

State = Reminder.State


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
