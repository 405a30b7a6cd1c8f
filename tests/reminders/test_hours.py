"""Due times over all zones and clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.reminders import hours
from groups.reminders.kinds import KINDS, QUIET_FROM, QUIET_UNTIL
from groups.scheduling import lay

ZONES = sorted(available_timezones() - {"localtime"})
TWO_DAYS, TODAY = KINDS["meeting_soon"].leads
ODD = ["Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata",
       "Africa/Casablanca", "Pacific/Apia", "Pacific/Chatham", "America/Santiago"]  # fmt: skip

zones = st.sampled_from(ZONES)
instants = st.datetimes(datetime(1995, 1, 1), datetime(2045, 1, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)


@settings(max_examples=300, deadline=None)
@given(instants, zones)
def test_two_days_before_is_nine_in_the_morning_of_that_day_on_her_clock(begins_at, zone):
    due = hours.due(TWO_DAYS, begins_at, zone)
    here = due.astimezone(ZoneInfo(zone))
    day = (begins_at - timedelta(hours=48)).astimezone(ZoneInfo(zone)).date()
    # A day that a zone left out (Apia, 30 December 2011) has no nine o'clock: the next instant.
    assert (here.date(), here.time()) == (day, time(9)) or here.time() == time(0)
    assert due < begins_at


@settings(max_examples=300, deadline=None)
@given(instants, zones)
def test_night_ends_at_eight_and_day_is_not_put_off(now, zone):
    here = now.astimezone(ZoneInfo(zone))
    after = hours.morning_after(now, ZoneInfo(zone))
    if QUIET_UNTIL <= here.time() < QUIET_FROM:
        assert after is None
    else:
        assert after is not None
        assert now < after <= now + timedelta(hours=36)
        assert hours.morning_after(after, ZoneInfo(zone)) is None or after.astimezone(
            ZoneInfo(zone)
        ).time() == time(0)


@settings(max_examples=200, deadline=None)
@given(instants, zones, st.integers(1, 3))
def test_half_way_lies_between_the_two_evenings(begins_at, zone, weeks):
    following = begins_at + timedelta(weeks=weeks)
    due = hours.half_way(begins_at, following, time(10), zone)
    assert begins_at < due < following


@pytest.mark.parametrize("zone", ODD)
def test_a_year_of_weekly_evenings_at_seven_is_reminded_at_nine_each_time(zone):
    for slot in lay(date(2026, 1, 6), time(19), zone, minutes=[90] * 52):
        due = hours.due(TWO_DAYS, slot.starts_at, zone).astimezone(ZoneInfo(zone))
        assert (due.date(), due.time()) == (slot.on - timedelta(days=2), time(9))
        today = hours.due(TODAY, slot.starts_at, zone).astimezone(ZoneInfo(zone))
        assert (today.date(), today.time()) == (slot.on, time(16))


@pytest.mark.parametrize(
    ("zone", "on", "at", "utc"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 0)),  # gap
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30)),  # fold
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), datetime(2026, 10, 3, 15, 30)),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), datetime(2026, 4, 4, 14, 45)),
        ("Pacific/Apia", date(2011, 12, 30), time(9), datetime(2011, 12, 30, 10, 0)),  # left out
    ],
)  # fmt: skip
def test_a_gap_is_the_first_instant_after_it_and_a_fold_the_first_of_two(zone, on, at, utc):
    assert hours.at_wall(on, at, zone) == utc.replace(tzinfo=UTC)
