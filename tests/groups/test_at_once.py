"""Two people at the same moment: one effect, one order, and never a page that broke."""

import threading
from datetime import date, time
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from groups import moving
from groups.inviting import Hand, code_of, invite
from groups.models import Invitation, Meeting
from groups.models.meeting import MovedMeanwhile
from groups.moving import Scope, WouldCross
from groups.scheduling import typed
from tests import factories
from tests.cast import NOW, facilitator, person

real_threads = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="needs PostgreSQL: SQLite has one writer at a time"
    ),
]


def together(*acts):
    """What each answered, or the error that it raised."""
    gate, said = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        gate.wait()
        try:
            said[place] = act()
        except Exception as error:
            said[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def evening(group, number):
    return Meeting.objects.select_related("group").get(group=group, number=number)


def prepared(group, number, on):
    """What a mover's page has worked out, and not yet done."""
    meeting = evening(group, number)
    to = typed(on, time(19), "Europe/London", minutes=90)
    return moving.steps(meeting, to, scope=Scope.THIS, place=meeting.place, now=NOW)


def test_two_evenings_moved_at_once_never_change_places(group, ruth):
    one = prepared(group, 5, date(2026, 11, 30))  # before the sixth, on 1 December
    two = prepared(group, 6, date(2026, 11, 28))  # after the fifth, on 24 November
    moving.move(one, by=ruth, now=NOW)
    with pytest.raises(WouldCross):
        moving.move(two, by=ruth, now=NOW)
    numbers = group.meetings.order_by("starts_at").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert evening(group, 6).version == 1


def test_who_moves_from_an_older_look_undoes_nobody(group, ruth):
    seen = evening(group, 5)
    moving.move(prepared(group, 5, date(2026, 11, 26)), by=ruth, now=NOW)
    to = typed(date(2026, 11, 27), time(19), "Europe/London", minutes=90)
    found = moving.steps(seen, to, scope=Scope.THIS, place=seen.place, now=NOW)
    with pytest.raises(MovedMeanwhile):
        moving.move(found, by=ruth, now=NOW)
    assert evening(group, 5).on_date == date(2026, 11, 26)


def test_a_plan_that_moved_on_is_not_lost_by_the_next_cancelling(group, ruth):
    """Sixth and fifth are cancelled for later, both pages opened before either was."""
    fifth, sixth = evening(group, 5), evening(group, 6)
    plans = list(group.meetings.order_by("starts_at").values_list("plan", flat=True))
    moving.cancel(fifth, shift=True, by=ruth, now=NOW)
    moving.cancel(sixth, shift=True, by=ruth, now=NOW)
    on = group.meetings.on().order_by("starts_at")
    assert list(on.values_list("plan", flat=True)) == plans


class TestRealThreads:
    pytestmark = real_threads

    def test_the_same_address_asked_eight_times_at_once_is_asked_once(self):
        ruth = facilitator()
        group = factories.group(lead=ruth)
        hand = Hand("member", group, "annick@example.org", "Annick")
        asking = lambda: invite(uuid4(), hand, by=ruth, now=NOW, ask=True)[0].pk  # noqa: E731  # the same act, eight times
        assert set(together(*[asking] * 8)) == set(Invitation.objects.values_list("pk", flat=True))
        assert Invitation.objects.count() == 1

    def test_the_same_form_eight_times_at_once_asks_once(self):
        ruth, key = facilitator(), uuid4()
        group = factories.group(lead=ruth)
        hand = Hand("member", group, "", "Annick")
        asking = lambda: invite(key, hand, by=ruth, now=NOW)[0].pk  # noqa: E731  # the same act, eight times
        assert set(together(*[asking] * 8)) == {key}

    def test_two_evenings_cancelled_at_once_for_later_add_two_dates(self):
        ruth = facilitator()
        group = factories.group(lead=ruth)
        cancelling = [
            lambda number=number: (
                moving.cancel(evening(group, number), shift=True, by=ruth, now=NOW).number
            )
            for number in (5, 7)
        ]
        assert set(together(*cancelling)) == {9, 10}
        assert len(set(group.meetings.on().values_list("plan", flat=True))) == 8

    def test_the_button_pressed_eight_times_leads_her_home_eight_times(self):
        ewa, group = person("Ewa"), factories.group(lead=facilitator())
        where = f"/join/{code_of(factories.invitation(group, ewa.email))}/"
        agreed = {"agreed": "on", "read": str(group.agreements.get().pk)}
        clients = [Client() for _ in range(8)]
        for client in clients:
            client.force_login(ewa)
        pressing = [lambda client=client: client.post(where, agreed) for client in clients]
        answers = {(each.status_code, each.headers.get("Location")) for each in together(*pressing)}
        assert answers == {(303, "/home/")}
        assert group.memberships.members().count() == 1
