"""A gentle count-down from the third evening before the last: at home, for the group, on Today."""

import re

import pytest
import time_machine

from groups.models import Group, Meeting
from tests import cast, factories
from tests.people.doors import sign_in as with_key

ONE = "Three evenings are left, counting Tuesday’s."


def after(group, number):
    """The moment in which an evening ends."""
    return Meeting.objects.get(group=group, number=number).ends_at


def line(client, person, page, now) -> str:
    with time_machine.travel(now, tick=False):
        client.force_login(person)
        html = client.get(page).content.decode()
    found = re.search(r"<p data-left>(.*?)</p>", html, re.S)
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split()) if found else ""


def test_it_is_said_to_members_and_to_those_who_lead(client, group, ruth, ewa):
    now = after(group, 5)
    for person, page in (
        (ewa, "/home/"),
        (ewa, f"/group/{group.pk}/"),
        (ruth, f"/lead/groups/{group.pk}/"),
        (ruth, "/lead/"),
    ):
        assert line(client, person, page, now) == ONE
        assert line(client, person, page, now.replace(hour=20, minute=29)) == ""


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (6, "Two evenings are left, counting Tuesday’s."),
        (7, "Tuesday’s evening is the last."),
        (8, "The last evening was on Tuesday 15 December."),
    ],
)
def test_two_one_and_then_the_last_was(client, group, ewa, number, words):
    assert line(client, ewa, "/home/", after(group, number)) == words


def test_the_reunion_is_said_apart_and_not_counted(client, ruth):
    group = factories.group(lead=ruth, curriculum=factories.curriculum(extras=True))
    factories.extras(group)
    ewa = factories.member(group).person
    again = "Then, in January, you meet once more: Six weeks on."
    assert line(client, ewa, "/home/", after(group, 4)) == ""
    assert line(client, ewa, "/home/", after(group, 5)) == f"{ONE} {again}"
    said = "The last evening was on Tuesday 15 December."
    assert line(client, ewa, "/home/", after(group, 8)) == f"{said} {again}"
    assert line(client, ewa, "/home/", after(group, 9)) == f"{said[:-1]} 2026."


def test_a_cancelled_evening_is_not_counted(client, group, ruth, ewa):
    Meeting.objects.get(group=group, number=7).cancel(by=ruth, now=cast.NOW)
    assert line(client, ewa, "/home/", after(group, 4)) == ONE
    assert line(client, ewa, "/home/", after(group, 6)) == "Tuesday’s evening is the last."


def test_after_the_last_the_way_leads_to_the_ending(client, group, ewa):
    with time_machine.travel(after(group, 8), tick=False):
        with_key(client, ewa)
        for page in ("/home/", f"/group/{group.pk}/"):
            html = client.get(page).content.decode()
            assert f"/group/{group.pk}/ending/" in html
            assert f"/group/{group.pk}/contact/" in html
        assert client.get(f"/group/{group.pk}/ending/").status_code == 200


def test_a_closed_group_says_so_at_home_and_leads_there(client, group, ruth, ewa):
    Group.objects.update(closed_at=cast.NOW, closed_by=ruth)
    group.meetings.not_begun(cast.NOW).update(cancelled_at=cast.NOW, cancelled_by=ruth)
    with time_machine.travel(cast.NOW, tick=False):
        client.force_login(ewa)
        page = client.get("/home/").content.decode()
    assert f"/group/{group.pk}/ending/" in page
    assert "This week" not in page
