"""A code does not stand in the queue: she sits before the page that asks for it."""

import time
from datetime import timedelta

import pytest
import time_machine

from facilitator.people.mailed_codes import code_of
from facilitator.people.models import Person
from groups.models import Membership
from groups.reminders import kinds, sending
from groups.reminders.accounts import AccountAdapter
from groups.reminders.channels.email import Line
from groups.reminders.models import Reminder
from groups.reminders.models.reminder import URGENT
from groups.reminders.sending import batches, claims
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE

LATER = DUE + timedelta(seconds=20)


def everybody_at_nine(count: int) -> None:
    """So many people whose reminder falls due in the same second."""
    group = world.tuesday(capacity=count + 10)
    seat = Membership.objects.get(person__name="Ewa")
    addresses = [f"m{n}@example.org" for n in range(count - 1)]
    people = Person.objects.bulk_create(
        Person(email=each, email_canonical=each, name="Ida", joined_at=seat.joined_at)
        for each in addresses
    )
    Membership.objects.bulk_create(
        Membership(group=group, person=each, role=seat.role, joined_at=seat.joined_at)
        for each in people
    )
    world.plan(BEFORE)


def asked_for_a_code(kind: str = "login_code", to: str = "ruth@example.org") -> None:
    with time_machine.travel(LATER, tick=False):
        AccountAdapter().send_mail(f"account/email/{kind}", to, {"code": "seed"})


def test_codes_and_nothing_else_are_urgent():
    assert kinds.urgent() == list(URGENT)


def test_a_code_is_the_first_of_five_hundred_that_were_due_before_it(sink):
    everybody_at_nine(500)
    asked_for_a_code()
    assert Reminder.objects.filter(due_at__lte=LATER, state="pending").count() == 501
    sending.send_due(now=LATER, batch=100)
    assert sink.recipients[0] == "ruth@example.org"
    assert code_of("seed") in sink.text(0)
    assert (len(sink.mails), len(set(sink.recipients))) == (501, 501)


@pytest.mark.parametrize("kind", ["login_code", "password_reset_code", "email_confirmation"])
def test_every_kind_of_code_is_in_the_first_claim(kind):
    everybody_at_nine(20)
    asked_for_a_code(kind)
    mine = claims.claim(claims.Clock(LATER), 5)
    assert mine is not None
    found = list(mine.rows().values_list("kind", flat=True))
    assert len(found) == 5 + 1
    assert len(set(found) & set(URGENT)) == 1


def test_among_the_others_the_longest_due_goes_first():
    everybody_at_nine(20)
    last = Reminder.objects.filter(state="pending", due_at=DUE).latest("pk")
    Reminder.objects.filter(pk=last.pk).update(due_at=DUE - timedelta(minutes=1))
    mine = claims.claim(claims.Clock(LATER), 1)
    assert mine is not None
    assert mine.ids == (last.pk,)


def test_a_batch_under_way_makes_way_for_a_code_and_loses_nobody(sink, monkeypatch):
    everybody_at_nine(20)
    monkeypatch.setattr(batches, "FRESH", 1.0)
    hand_over = Line.hand_over

    def slow(self, message):
        hand_over(self, message)
        if len(sink.mails) == 3:
            asked_for_a_code()
            time.sleep(1.1)

    monkeypatch.setattr(Line, "hand_over", slow)
    sending.send_due(now=LATER, batch=100)
    assert sink.recipients[3] == "ruth@example.org"
    assert (len(sink.mails), len(set(sink.recipients))) == (21, 21)
    assert not Reminder.objects.filter(state="claimed").exists()
