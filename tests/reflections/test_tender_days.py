"""What is near a tender day: every day of the year, in leap years and others, on any clock."""

from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.reflections.tender.asking import Tender
from groups.reflections.tender.days import Day, in_week, near

EWA, JOYCE = UUID(int=1), UUID(int=2)
A_DAY = timedelta(days=1)
YEAR = [date(2000, 1, 1) + n * A_DAY for n in range(366)]  # every day that a calendar has
ZONES = sorted(available_timezones() - {"localtime"})

days = st.sampled_from(YEAR).map(lambda on: Day(on.month, on.day))
dates = st.dates(date(2000, 1, 2), date(2099, 12, 29))


def of(mark: Day, year: int) -> date:
    """The reference: that day in that year, the 28th where it has no 29th."""
    try:
        return date(year, mark.month, mark.day)
    except ValueError:
        return date(year, 2, 28)


@pytest.mark.parametrize("year", [2027, 2028, 2100])
@pytest.mark.parametrize("on", YEAR, ids=str)
def test_each_day_of_the_calendar_softens_itself_and_the_day_before_in_every_year(on, year):
    mark = Day(on.month, on.day)
    there = of(mark, year)
    found = [there + n * A_DAY for n in range(-9, 10) if near([mark], there + n * A_DAY)]
    assert found == [there - A_DAY, there]


@given(days, dates)
def test_it_is_near_on_the_day_and_the_day_before_and_never_else(mark, on):
    marked = {of(mark, year) for year in range(on.year - 1, on.year + 2)}
    assert near([mark], on) == bool(marked & {on, on + A_DAY})


@given(dates, st.integers(-800, 800))
def test_one_single_day_is_of_its_own_year_alone(single, days):
    mark, on = Day(single.month, single.day, single.year), single + days * A_DAY
    assert near([mark], on) == (days in {-1, 0})


@pytest.mark.parametrize("year", [2025, 2027, 2030])
def test_in_another_year_the_same_day_is_any_day(year):
    assert not near([Day(3, 3, 2026)], date(year, 3, 3))
    assert not in_week([Day(3, 3, 2026)], date(year, 3, 3))


@given(days, dates, st.sampled_from(ZONES), st.times())
def test_her_own_clock_says_which_day_it_is(mark, on, zone, at):
    moment = datetime.combine(on, at, ZoneInfo(zone)).astimezone(UTC)
    here = moment.astimezone(ZoneInfo(zone)).date()
    assert Tender({EWA: [mark]}).near(EWA, moment, zone) == near([mark], here)
    assert not Tender({EWA: [mark]}).near(JOYCE, moment, zone)


def test_one_moment_is_near_in_auckland_and_not_yet_in_honolulu():
    moment = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)  # 2 March in Auckland, 1 March in Honolulu
    tender = Tender({EWA: [Day(3, 3)]})
    assert tender.near(EWA, moment, "Pacific/Auckland")
    assert not tender.near(EWA, moment, "Pacific/Honolulu")


@given(days, dates)
def test_the_week_is_told_alike_from_monday_to_sunday(mark, on):
    monday = on - on.weekday() * A_DAY
    week = [monday + n * A_DAY for n in range(7)]
    said = {in_week([mark], one) for one in week}
    marked = {of(mark, year) for year in range(on.year - 1, on.year + 2)}
    assert said == {bool(marked & set(week))}


@given(st.integers(2000, 2098))
def test_the_29th_of_february_is_the_28th_where_there_is_none(year):
    last = date(year, 3, 1) - A_DAY
    assert Day(2, 29).is_on(last)
    assert Day(2, 28).is_on(last) == (not isleap(year))


def test_the_ends_of_time_are_no_fault():
    for on in (date.min, date.max):
        assert not near([Day(6, 1)], on)
        assert not in_week([Day(6, 1)], on)
    assert near([Day(12, 31)], date.max)


def test_what_planning_holds_says_no_day_when_it_is_printed():
    assert repr(Tender({EWA: [Day(3, 3)]})) == "Tender()"
