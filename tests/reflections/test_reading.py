"""Reading: her own pages alone, in as many queries for two hundred as for one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from groups.models import Membership
from groups.reflections import doors, reading, writing
from groups.reflections.models import Reflection
from tests.cast import NOW
from tests.factories import member
from tests.reflections.conftest import begun, saved, stamp


def queries(act):
    with (
        CaptureQueriesContext(connections["default"]) as rows,
        CaptureQueriesContext(connections["keyring"]) as keys,
    ):
        act()
    return len(rows) + len(keys)


def test_the_newest_page_comes_first_with_its_first_lines(house):
    older = begun(house.ewa, "Older\nsecond line", now=NOW - timedelta(days=9))
    newer = begun(house.ewa, "", now=NOW)
    begun(house.joyce, "Joyce's own")
    lines = reading.open_list(house.ewa)
    assert [line.id for line in lines] == [newer.page, older.page]
    assert [(line.title, line.preview) for line in lines] == [("", ""), ("Older", "second line")]


def test_the_page_of_another_is_no_page_at_all(house):
    """Not one that does not open: nobody learns that it is there."""
    page = begun(house.ewa, "one").page
    with pytest.raises(Reflection.DoesNotExist):
        reading.open_page(house.joyce, page)


def test_the_list_costs_three_queries_for_any_number_of_pages(house):
    for count in (1, 12, 200):
        while len(reading.open_list(house.ewa, most=500)) < count:
            begun(house.ewa, "One more\npage")
        assert queries(lambda: reading.open_list(house.ewa)) == 3


def test_deleted_pages_are_in_the_basket_and_nowhere_else(house):
    page, kept = begun(house.ewa, "gone").page, begun(house.ewa, "kept").page
    writing.delete(house.ewa, page, now=NOW)
    assert [line.id for line in reading.open_list(house.ewa)] == [kept]
    assert [line.id for line in reading.open_basket(house.ewa, now=NOW)] == [page]
    assert reading.open_basket(house.ewa, now=NOW + timedelta(days=7)) == []
    assert reading.open_basket(house.joyce, now=NOW) == []


def test_home_is_given_the_newest_pages_and_only_her_own(house):
    for number in range(3):
        begun(house.ewa, f"Page {number}", now=NOW + timedelta(minutes=number))
    hers = doors.for_herself(house.ewa, actor=house.ewa, meetings=[])
    assert [line.title for line in hers.lines] == ["Page 2", "Page 1"]
    with pytest.raises(PermissionError):
        doors.for_herself(house.ewa, actor=house.ruth, meetings=[])


def test_planning_is_told_who_wrote_since_the_evening_began(house):
    week, before = house.week, house.group.meetings.get(number=3)
    since = week.starts_at
    begun(house.ewa, now=since)
    begun(house.joyce, now=since - timedelta(seconds=1))
    assert doors.written([week.pk]) == {(week.pk, house.ewa.pk)}
    assert doors.written([before.pk, week.pk]) == {
        (week.pk, house.ewa.pk),
        (before.pk, house.ewa.pk),
        (before.pk, house.joyce.pk),
    }
    assert doors.written([]) == set()


def test_going_on_with_an_older_page_counts_and_a_deleted_one_does_not(house):
    week = house.week
    older = begun(house.joyce, "older", now=week.starts_at - timedelta(days=3)).page
    saved(house.joyce, older, "older, and more", by=stamp(1), now=NOW)
    writing.delete(house.ewa, begun(house.ewa, now=NOW).page, now=NOW)
    assert doors.written([week.pk]) == {(week.pk, house.joyce.pk)}


def test_another_group_is_told_nothing_of_it(house):
    elsewhere = house.colette.memberships.get().group
    farida = member(elsewhere, "Farida").person
    begun(house.ewa, now=NOW)
    begun(farida, now=NOW)
    theirs = elsewhere.meetings.get(number=4)
    assert doors.written([theirs.pk]) == {(theirs.pk, farida.pk)}


def test_who_left_is_not_among_those_who_wrote(house):
    begun(house.ewa, now=NOW)
    Membership.objects.filter(person=house.ewa).update(ended_at=NOW, ended_by=house.ewa)
    assert doors.written([house.week.pk]) == set()


def test_written_costs_one_query_for_any_number_of_evenings(house):
    for person in (house.ewa, house.joyce):
        begun(person, now=datetime(2026, 11, 20, tzinfo=UTC))
    every = list(house.group.meetings.values_list("pk", flat=True))
    assert queries(lambda: doors.written(every[:1])) == 1
    assert queries(lambda: doors.written(every)) == 1
