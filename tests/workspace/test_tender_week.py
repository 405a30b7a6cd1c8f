"""A tender week, for those who lead and only where she said so: the week, never the day."""

from datetime import date, timedelta

import pytest
from django.test import Client

from groups.models import Membership
from groups.models.membership import Role
from groups.reflections import doors, tender
from groups.reflections.models import TenderDate
from groups.reflections.tender import Day
from tests import cast, factories
from tests.people.doors import sign_in

SAID = "A tender week for Ewa"
MONDAY = date(2026, 11, 23)  # of the week of the fifth evening, on Tuesday
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]


@pytest.fixture
def group():
    made = factories.group(lead=cast.facilitator("Ruth"))
    factories.member(made, "Ewa")
    factories.member(made, "Joyce")
    return made


def ewa(group):
    return group.memberships.get(person__name="Ewa")


def mark(group, on, name="Ewa"):
    person = group.memberships.get(person__name=name).person
    tender.mark(person, Day(on.month, on.day), words="The day at the station", now=cast.NOW)


def tell(group, name="Ewa"):
    seat = group.memberships.get(person__name=name, ended_at=None)
    tender.tell(seat.person, seat.pk, cast.NOW)


def pages(group):
    return ("/lead/", f"/lead/groups/{group.pk}/")


def seen(person, address):
    """As she sees it, in a browser of her own."""
    client = Client()
    sign_in(client, person)
    return " ".join(client.get(address).content.decode().split())


def test_ruth_sees_it_on_today_and_on_the_groups_page(group):
    mark(group, MONDAY)
    tell(group)
    for address in pages(group):
        page = seen(group.created_by, address)
        assert page.count(SAID) == 1
        for word in ("station", "23 November", "Monday"):
            assert word not in page.replace("Tuesday", "")


def test_without_her_word_she_sees_nothing_of_it(group):
    mark(group, MONDAY)
    for address in pages(group):
        assert "tender" not in seen(group.created_by, address)


def test_every_day_of_the_week_looks_exactly_alike(group):
    tell(group)
    shown = set()
    for on in WEEK:
        mark(group, on)
        page = seen(group.created_by, f"/lead/groups/{group.pk}/")
        shown.add(page[page.index("<main") : page.index("</main>")])
        TenderDate.objects.all().delete()
    assert len(shown) == 1
    assert SAID in shown.pop()


@pytest.mark.parametrize("days", [-1, 7])
def test_the_sunday_before_and_the_monday_after_are_no_part_of_it(group, sign_in, days):
    mark(group, MONDAY + timedelta(days=days))
    tell(group)
    assert "tender" not in seen(group.created_by, "/lead/")


def test_taken_back_it_is_gone_at_once(group):
    mark(group, MONDAY)
    tell(group)
    tender.tell_no_more(ewa(group).person, ewa(group).pk)
    assert "tender" not in seen(group.created_by, "/lead/")


def test_no_member_sees_it_and_no_coordinator_and_nobody_who_leads_elsewhere(group):
    mark(group, MONDAY)
    tell(group)
    nisha, colette = cast.coordinator("Nisha"), cast.facilitator("Colette")
    joyce = group.memberships.get(person__name="Joyce").person
    other = factories.group(lead=colette, name="Thursday evenings")
    theirs = {
        joyce: ["/home/", f"/group/{group.pk}/", "/group/"],
        nisha: ["/run/", f"/run/groups/{group.pk}/", "/lead/"],
        colette: ["/lead/", f"/lead/groups/{other.pk}/"],
    }
    for person, addresses in theirs.items():
        for address in addresses:
            assert "tender" not in seen(person, address), address


def test_the_door_itself_tells_nobody_else(group):
    mark(group, MONDAY)
    tell(group)
    nisha = cast.coordinator("Nisha")
    fifth = group.meetings.get(number=5)
    joyce = group.memberships.get(person__name="Joyce").person
    assert doors.tender_weeks([fifth], actor=group.created_by) == {fifth.pk: ["Ewa"]}
    for nobody in (nisha, joyce, ewa(group).person):
        assert doors.tender_weeks([fifth], actor=nobody) == {fifth.pk: []}


def test_a_group_that_she_said_nothing_in_is_told_nothing(group):
    maureen = cast.facilitator("Maureen")
    other = factories.group(lead=maureen, name="Another")
    factories.member(other, person=ewa(group).person)
    mark(group, MONDAY)
    tender.tell(ewa(group).person, ewa(group).pk, cast.NOW)
    fifth = other.meetings.get(number=5)
    assert doors.tender_weeks([fifth], actor=maureen) == {fifth.pk: []}


def test_who_leads_no_more_or_has_left_is_told_nothing_and_tells_nothing(group):
    fifth = group.meetings.get(number=5)
    maureen = cast.facilitator("Maureen")
    factories.member(group, person=maureen, role=Role.CO_FACILITATOR)
    mark(group, MONDAY)
    tell(group)
    assert doors.tender_weeks([fifth], actor=maureen) == {fifth.pk: ["Ewa"]}
    Membership.objects.filter(person=maureen).update(ended_at=cast.NOW, ended_by=maureen)
    assert doors.tender_weeks([fifth], actor=maureen) == {fifth.pk: []}
    Membership.objects.filter(person__name="Ewa").update(ended_at=cast.NOW, ended_by=maureen)
    assert doors.tender_weeks([fifth], actor=group.created_by) == {fifth.pk: []}


def test_when_she_comes_back_to_the_group_she_has_said_nothing_yet(group):
    mark(group, MONDAY)
    tell(group)
    person = ewa(group).person
    Membership.objects.filter(person=person).update(ended_at=cast.NOW, ended_by=person)
    factories.member(group, person=person)
    fifth = group.meetings.get(number=5)
    assert doors.tender_weeks([fifth], actor=group.created_by) == {fifth.pk: []}


def test_two_are_named_together(group):
    for name, on in (("Joyce", WEEK[5]), ("Ewa", MONDAY)):
        mark(group, on, name)
        tell(group, name)
    assert "A tender week for Ewa and Joyce" in seen(group.created_by, "/lead/")


def test_today_costs_no_more_for_many_of_them(group, client, queries):
    sign_in(client, group.created_by)
    mark(group, MONDAY)
    tell(group)
    few = queries("/lead/")
    for n, each in enumerate(factories.members(group, 5)):
        mark(group, WEEK[n], each.person.name)
        tell(group, each.person.name)
    assert queries("/lead/") == few
