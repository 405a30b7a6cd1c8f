"""Days, times and numbers as people say them."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone, translation

from facilitator.pages import saying, show, tags

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (time(19, 0), "7 pm"),
        (time(20, 30), "8.30 pm"),
        (time(9, 5), "9.05 am"),
        (time(12, 0), "12 noon"),
        (time(12, 30), "12.30 pm"),
        (time(0, 0), "midnight"),
        (time(0, 15), "12.15 am"),
    ],
)
def test_a_time_is_said_as_people_say_it(value, words):
    assert saying.clock(value) == words


def test_plans_count_to_24():
    assert saying.clock24(time(19, 0)) == "19.00"
    assert saying.clock24(time(8, 5)) == "08.05"


def test_a_day_has_its_year_only_when_it_is_another():
    assert tags.day(date(2026, 11, 24), TODAY) == "Tuesday 24 November"
    assert tags.day(date(2027, 1, 12), TODAY) == "Tuesday 12 January 2027"
    assert tags.day(None) == ""


def test_times_are_on_the_clock_of_who_is_asking():
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    with timezone.override("Europe/Berlin"):
        assert saying.clock(late) == "12.30 am"
        assert saying.day(late, TODAY) == "Wednesday 25 November"


@pytest.mark.parametrize(
    ("value", "words"), [(0, "none"), (8, "eight"), (12, "twelve"), (13, "13"), (-1, "-1")]
)
def test_small_numbers_are_words(value, words):
    assert tags.in_words(value) == words


def test_another_language_does_not_stumble():
    with translation.override("es"):
        assert "24" in saying.day(date(2026, 11, 24), TODAY)
        assert saying.clock(time(19, 0))
        assert saying.clock24(time(19, 0))
        assert saying.in_words(8)


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_can_be_said(year):
    assert str(year) in saying.day(date(year, 12, 31), TODAY)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ewa", "E"),
        ("Ewa Kowalska", "EK"),
        ("Ana de la Cruz", "AC"),
        ("", ""),
        ("Łucja Łata", "ŁŁ"),
    ],
)
def test_initials_are_of_the_first_and_last_name(name, letters):
    assert tags.initials(name) == letters


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ([], ""),
        (["Ruth"], "Ruth"),
        (["Ruth", "Maureen"], "Ruth and Maureen"),
        (["Ruth", "Maureen", "Colette"], "Ruth, Maureen and Colette"),
    ],
)
def test_the_last_of_several_names_is_joined_by_and(who, said):
    assert saying.names(who) == said


def test_no_page_takes_the_names_that_its_navigation_needs(rf):
    with pytest.raises(ValueError, match="places"):
        show(rf.get("/"), "workspace/welcome.html", {"places": []})
