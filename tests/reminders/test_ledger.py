"""The ledger: every message with its outcome, and never what is the member's alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.reminders.models import Reminder
from tests import cast, factories
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE


@pytest.fixture
def group(sink):
    sink.on_rcpt = lambda address: "550 no" if address.startswith("grace") else ""
    made = world.tuesday(members=3)
    world.wants_questions("Joyce")
    world.look(DUE)
    return made


def page(client, group, name: str = "Ruth", query: str = ""):
    client.force_login(world.of(name))
    return client.get(f"/lead/groups/{group.pk}/messages/{query}")


def test_each_message_says_to_whom_when_and_what_became_of_it(client, group):
    shown = page(client, group).content.decode()
    assert "Sent Sunday 22 November, 9 am" in shown
    assert "Could not be delivered: her address does not take mail" in shown
    for name in ("Ewa", "Joyce", "Grace"):
        assert name in shown


def test_who_asked_for_a_question_is_nobodys_business(client, group):
    assert Reminder.objects.filter(kind="writing_prompt").exists()
    assert "question" not in page(client, group).content.decode()


@pytest.mark.parametrize("reason", ["written", "muted", "tender", "break"])
def test_a_reason_that_is_hers_alone_is_not_shown(client, group, reason):
    hers = Reminder.objects.filter(person__name="Ewa", meeting__number=6)
    hers.update(state="void", reason=reason, ended_at=DUE)
    shown = page(client, group).content.decode()
    week = shown[shown.index("Tuesday 1 December") : shown.index("Tuesday 24 November, 7 pm")]
    assert "Joyce" in week
    assert "Ewa" not in week


@pytest.mark.parametrize("name", ["Ewa", "Colette", "Nisha"])
def test_who_does_not_lead_the_group_is_told_the_same_as_for_a_random_id(client, group, name):
    cast.facilitator("Colette")
    cast.coordinator()
    foreign = page(client, group, name)
    group.pk = "00000000-0000-4000-8000-000000000001"
    assert (foreign.status_code, foreign.content) == (404, page(client, group, name).content)


def test_the_list_costs_the_same_for_three_rows_and_for_two_hundred(client, group):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert page(client, group).status_code == 200
        return len(seen)

    page(client, group)
    few = queries()
    meeting = world.fifth(group)
    Reminder.objects.bulk_create(
        Reminder(
            key=f"k{n}", kind="meeting_soon", person=world.of("Ewa"), group=group, meeting=meeting,
            due_at=BEFORE, expires_at=DUE + timedelta(days=5),
        )
        for n in range(200)
    )  # fmt: skip
    assert queries() == few
    shown = page(client, group, query="?page=2").content.decode()
    assert "Messages 51 to 100 of" in shown
    assert page(client, group, query="?page=nonsense").status_code == 200


def test_an_empty_ledger_says_when_the_first_message_comes(client):
    group = world.tuesday(members=0)
    assert "No message is planned yet" in page(client, group).content.decode()


def test_an_invitation_stands_on_it_by_name_and_not_by_address(client, sink):
    group = world.tuesday(members=0)
    factories.invitation(
        group, "anna@example.org", name="Anna", invited_at=DUE, asked_at=DUE,
        asked_by=group.created_by,
    )  # fmt: skip
    world.look(DUE)
    shown = page(client, group).content.decode()
    assert "Anna" in shown
    assert "anna@example.org" not in shown
