"""The ledger: every lot with its outcome, and never what is the member's alone."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from groups.reminders.models import Reminder
from tests import cast, factories
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE

AFTER = DUE + timedelta(hours=1)
LATER = DUE + timedelta(days=7, hours=1)  # the sixth evening's reminder has gone out


@pytest.fixture
def group(sink):
    sink.on_rcpt = lambda address: "550 no" if address.startswith("grace") else ""
    made = world.tuesday(members=3)
    world.wants_questions("Joyce")
    return made


def page(client, group, name: str = "Ruth", query: str = "", at=AFTER):
    with time_machine.travel(at, tick=False):
        client.force_login(world.of(name))
        return client.get(f"/lead/groups/{group.pk}/messages/{query}")


def plain(html: str) -> str:
    return " ".join(strip_tags(html.replace("<", " <")).split())


def words(client, group, at=AFTER) -> str:
    """What Ruth reads below the heading, on one line."""
    whole = page(client, group, at=at).content.decode()
    return plain(whole[whole.index("<h2>Messages") :])


def week(client, group, day: str, at=AFTER) -> str:
    """What Ruth reads of one evening."""
    shown = words(client, group, at).split(f"{day}, 7 pm")[1]
    return shown.partition(" Tuesday 24 November, 7 pm")[0].partition(" Tuesday 1 December, 7")[0]


def opened(client, group, at=AFTER) -> str:
    """Only what stands there before anything is opened."""
    whole = page(client, group, at=at).content.decode()
    closed = [part.partition("<ul")[0] for part in whole.split("</details>")]
    rest = [part.partition("</ul>")[2] for part in whole.split("</details>")]
    return plain(" ".join([*closed, *rest]))


def test_a_lot_is_counted_and_its_mails_are_listed(client, group):
    world.look(DUE)
    shown = week(client, group, "Tuesday 24 November")
    assert "A reminder before each evening: 2 sent, 1 could not be delivered" in shown
    assert "Ewa Sent Sunday 22 November, 9 am Joyce Sent Sunday 22 November, 9 am" in shown


def test_what_somebody_must_see_to_stands_there_unopened(client, group):
    world.look(DUE)
    trouble = "Grace : could not be delivered, her address does not take mail."
    assert trouble in opened(client, group)
    assert "Ewa" not in opened(client, group)
    world.choose("Grace", refused=2)
    world.look(DUE + timedelta(days=7))
    assert trouble in week(client, group, "Tuesday 1 December", LATER)
    assert opened(client, group, LATER).count(trouble) == 2


def test_before_its_time_has_come_a_lot_names_nobody(client, group):
    world.look(DUE)
    shown = week(client, group, "Tuesday 1 December")
    assert shown.strip() == ("A reminder before each evening: planned for Sunday 29 November, 9 am")


def test_the_times_are_those_of_the_groups_clock(client, group):
    ruth = world.of("Ruth")
    ruth.time_zone = "America/New_York"
    ruth.save()
    world.look(DUE)
    assert "Sent Sunday 22 November, 9 am" in words(client, group)


def test_who_asked_for_a_question_is_nobodys_business(client, group):
    world.look(DUE)
    assert Reminder.objects.filter(kind="writing_prompt").exists()
    assert "question" not in words(client, group)


def ewa_wants_none(group):
    world.choose("Ewa", muted=["meeting_soon"], changed_at=DUE)


def ewa_wanted_none_before(group):
    """Before the sixth evening's reminder was planned: she has no row at all."""
    ewa_wants_none(group)
    Reminder.objects.filter(person__name="Ewa", meeting__number=6).delete()


def ewa_cannot_come(group):
    ewa = group.memberships.get(person__name="Ewa")
    factories.reply(group.meetings.get(number=6), ewa, "apologies")


@pytest.mark.parametrize("chooses", [ewa_wants_none, ewa_wanted_none_before])
def test_who_wants_no_mail_looks_like_who_cannot_come(client, group, chooses):
    before, after = [], []
    for happens in (chooses, ewa_cannot_come):
        Reminder.objects.all().delete()
        world.choose("Ewa", muted=[], changed_at=DUE)
        world.look(DUE)
        happens(group)
        world.look(AFTER)
        before.append(week(client, group, "Tuesday 1 December"))
        world.look(DUE + timedelta(days=7))
        after.append(week(client, group, "Tuesday 1 December", LATER))
    assert before[0] == before[1]
    assert "Ewa" not in before[0]
    assert after[0] == after[1]
    assert "1 sent, 1 could not be delivered, 1 not needed" in after[0]
    assert "Ewa Not needed" in after[0]


def test_a_lot_of_which_nobody_wants_a_mail_looks_planned_until_its_time(client, sink):
    group = world.tuesday(members=1)
    world.look(DUE)
    wanted = week(client, group, "Tuesday 1 December")
    ewa_wants_none(group)
    world.look(AFTER)
    assert world.states(person__name="Ewa", meeting__number=6) == {"void": 1}
    assert week(client, group, "Tuesday 1 December") == wanted


@pytest.mark.parametrize("reason", ["written", "muted", "tender", "break", "answered", "enough"])
def test_a_row_that_ended_without_a_mail_has_no_reason(client, group, reason):
    world.look(DUE)
    hers = Reminder.objects.filter(person__name="Ewa", meeting__number=5)
    hers.update(state="void", reason=reason, ended_at=DUE, sent_at=None)
    shown = week(client, group, "Tuesday 24 November")
    assert "1 sent, 1 could not be delivered, 1 not needed" in shown
    assert "Ewa Not needed" in shown


def test_after_several_moves_the_list_is_as_short_as_before(client, group):
    meeting = world.fifth(group)
    world.plan(BEFORE)
    for hours, days in enumerate((1, 1, -2), 1):
        world.move(meeting, days=days, now=BEFORE + timedelta(hours=hours), tell=False)
        world.plan(BEFORE + timedelta(hours=hours))
    world.look(DUE)
    assert Reminder.objects.filter(meeting=meeting, reason="moved").count() > 3
    shown = week(client, group, "Tuesday 24 November")
    assert "A reminder before each evening: 2 sent, 1 could not be delivered" in shown
    assert shown.count("Ewa") == 1


def test_after_an_outage_it_says_that_they_were_too_late(client, group):
    world.plan(BEFORE)
    world.look(DUE + timedelta(days=3))
    shown = week(client, group, "Tuesday 24 November", DUE + timedelta(days=3))
    assert "A reminder before each evening: 3 too late to be of use" in shown


@pytest.mark.parametrize("name", ["Ewa", "Colette", "Nisha"])
def test_who_does_not_lead_the_group_is_told_the_same_as_for_a_random_id(client, group, name):
    cast.facilitator("Colette")
    cast.coordinator()
    foreign = page(client, group, name)
    group.pk = "00000000-0000-4000-8000-000000000001"
    assert (foreign.status_code, foreign.content) == (404, page(client, group, name).content)


def test_the_list_costs_the_same_for_three_rows_and_for_two_hundred(client, group):
    def queries() -> int:
        page(client, group)
        with CaptureQueriesContext(connection) as seen, time_machine.travel(AFTER, tick=False):
            assert client.get(f"/lead/groups/{group.pk}/messages/").status_code == 200
        return len(seen)

    world.look(DUE)
    few = queries()
    factories.members(group, 20)
    world.look(AFTER)
    assert Reminder.objects.count() > 40
    assert queries() == few <= 12
    Reminder.objects.bulk_create(
        Reminder(
            key=f"k{meeting.pk}{name}", kind="meeting_soon", person=world.of(name), group=group,
            meeting=meeting, due_at=BEFORE, expires_at=DUE + timedelta(days=5),
        )
        for meeting in group.meetings.all() for name in ("Ewa", "Joyce", "Grace")
    )  # fmt: skip
    assert queries() == few


def test_ten_evenings_are_one_page(client, sink):
    group = world.tuesday(members=1, curriculum=factories.curriculum(12))
    Reminder.objects.bulk_create(
        Reminder(
            key=f"k{meeting.pk}", kind="meeting_soon", person=world.of("Ewa"), group=group,
            meeting=meeting, due_at=BEFORE, expires_at=DUE + timedelta(days=5),
        )
        for meeting in group.meetings.all()
    )  # fmt: skip
    assert "Evenings 1 to 10 of 12" in words(client, group)
    assert "Evenings 11 to 12 of 12" in page(client, group, query="?page=2").content.decode()
    assert page(client, group, query="?page=nonsense").status_code == 200


def test_an_empty_ledger_says_when_the_first_message_comes(client):
    group = world.tuesday(members=0)
    assert "No message is planned yet" in words(client, group)


def test_an_invitation_stands_on_it_by_name_and_not_by_address(client, sink):
    group = world.tuesday(members=0)
    factories.invitation(
        group, "anna@example.org", name="Anna", invited_at=DUE, asked_at=DUE,
        asked_by=group.created_by,
    )  # fmt: skip
    world.look(DUE)
    shown = page(client, group).content.decode()
    assert "Anna" in shown
    assert "An invitation: 1 sent" in words(client, group)
    assert "anna@example.org" not in shown
