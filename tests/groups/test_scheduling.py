"""Dates are laid along the rhythm of a group, through every clock change of every zone."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groups.scheduling import (
    EARLIEST,
    LATEST,
    CannotMeetThen,
    ComesTwice,
    InTheGap,
    TooFar,
    lay,
    recurring,
    typed,
)

ZONES = sorted(zoneinfo.available_timezones())
EIGHT = [90] * 8
dates = st.dates(date(1900, 1, 1), date(2100, 1, 1))
times = st.times().map(lambda t: t.replace(second=0, microsecond=0))
zones = st.sampled_from(ZONES)


def wall(slot):
    """What a clock on the wall shows when the meeting starts."""
    return slot.starts_at.astimezone(zoneinfo.ZoneInfo(slot.zone)).replace(tzinfo=None, fold=0)


def attempt(day, at, zone):
    """The slot, or the refusal."""
    try:
        return typed(day, at, zone, minutes=90)
    except CannotMeetThen as refusal:
        return refusal


def test_weekly_at_seven_stays_at_seven_when_the_clocks_go_back():
    slots = lay(date(2026, 10, 20), time(19), "Europe/London", minutes=[90, 90])
    assert [(s.on, s.begins, s.starts_at) for s in slots] == [
        (date(2026, 10, 20), time(19), datetime(2026, 10, 20, 18, tzinfo=UTC)),
        (date(2026, 10, 27), time(19), datetime(2026, 10, 27, 19, tzinfo=UTC)),
    ]


def test_every_two_weeks_leaves_one_out():
    slots = lay(date(2027, 1, 12), time(19), "UTC", minutes=EIGHT, every_weeks=2)
    assert [s.on for s in slots] == [date(2027, 1, 12) + timedelta(weeks=2 * n) for n in range(8)]


def test_a_skipped_date_pushes_the_rest_on():
    half_term = date(2027, 2, 16)
    slots = lay(date(2027, 1, 12), time(19), "Europe/London", minutes=EIGHT, skip=[half_term])
    assert half_term not in [s.on for s in slots]
    assert slots[4].on == date(2027, 2, 9)
    assert slots[5].on == date(2027, 2, 23)
    assert slots[-1].on == date(2027, 3, 9)


def test_a_recurrence_in_a_gap_takes_the_first_instant_after_it():
    slot = recurring(date(2026, 3, 8), time(2, 30), "America/New_York", minutes=60)
    assert slot.begins == time(3)
    assert slot.starts_at == datetime(2026, 3, 8, 7, tzinfo=UTC)


def test_a_recurrence_in_a_fold_takes_the_first():
    slot = recurring(date(2026, 11, 1), time(1, 30), "America/New_York", minutes=60)
    assert (slot.begins, slot.fold) == (time(1, 30), 0)
    assert slot.starts_at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_whole_day_that_never_was_is_stepped_over():
    slot = recurring(date(2011, 12, 30), time(19), "Pacific/Apia", minutes=60)
    assert (slot.on, slot.begins) == (date(2011, 12, 31), time(0))


def test_half_an_hour_of_daylight_saving():
    slot = recurring(date(2026, 10, 4), time(2, 10), "Australia/Lord_Howe", minutes=60)
    assert slot.begins == time(2, 30)


def test_a_typed_time_in_a_gap_is_refused_with_the_nearest_times():
    with pytest.raises(InTheGap) as refused:
        typed(date(2026, 3, 8), time(2, 30), "America/New_York", minutes=90)
    assert refused.value.before == datetime(2026, 3, 8, 1, 59)
    assert refused.value.after == datetime(2026, 3, 8, 3, 0)


def test_a_typed_time_in_a_fold_asks_which():
    day, at, zone = date(2026, 11, 1), time(1, 30), "America/New_York"
    with pytest.raises(ComesTwice) as asked:
        typed(day, at, zone, minutes=90)
    assert asked.value.first == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert asked.value.second == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert typed(day, at, zone, minutes=90, fold=0).starts_at == asked.value.first
    second = typed(day, at, zone, minutes=90, fold=1)
    assert (second.fold, second.starts_at) == (1, asked.value.second)


def test_a_fold_given_for_a_plain_time_is_not_kept():
    assert typed(date(2026, 6, 2), time(19), "Europe/London", minutes=90, fold=1).fold == 0


@pytest.mark.parametrize("day", [date.min, date(1, 1, 2), date(9999, 12, 29), date.max])
def test_the_edges_of_the_calendar_are_refused(day):
    with pytest.raises(TooFar):
        recurring(day, time(19), "Pacific/Kiritimati", minutes=90)
    with pytest.raises(TooFar):
        typed(day, time(19), "America/Adak", minutes=90)


def test_a_series_that_runs_out_of_calendar_is_refused():
    with pytest.raises(TooFar):
        lay(date(9999, 12, 1), time(19), "UTC", minutes=EIGHT)


@given(zones, st.sampled_from([EARLIEST, LATEST]), times, st.integers(10, 600))
def test_inside_the_edges_nothing_overflows(zone, day, at, minutes):
    for make in (recurring, typed):
        try:
            slot = make(day, at, zone, minutes=minutes)
        except CannotMeetThen:
            continue
        assert slot.ends_at - slot.starts_at == timedelta(minutes=minutes)


@given(dates, times, zones, st.sampled_from([1, 2]), st.sets(dates, max_size=5))
@example(date(2026, 3, 1), time(2, 30), "America/New_York", 1, {date(2026, 3, 15)})
def test_every_series_keeps_its_rhythm(first_on, at, zone, weeks, elsewhere):
    skip = elsewhere | {first_on + timedelta(weeks=weeks * n) for n in (1, 2, 5)}
    slots = lay(first_on, at, zone, minutes=EIGHT, every_weeks=weeks, skip=skip)
    planned = [first_on + timedelta(weeks=weeks * n) for n in range(30)]
    assert len(slots) == 8
    kept = [day for day in planned if day not in skip][:8]
    for day, slot in zip(kept, slots, strict=True):
        meant = datetime.combine(day, at)
        assert wall(slot) == datetime.combine(slot.on, slot.begins)
        assert slot.starts_at.tzinfo is UTC
        assert wall(slot) == meant or wall(slot) > meant  # later only after a gap
        if wall(slot) != meant:
            with pytest.raises(InTheGap) as gap:
                typed(day, at, zone, minutes=90)
            assert gap.value.after == wall(slot)
    starts = [slot.starts_at for slot in slots]
    assert starts == sorted(set(starts))


@given(dates, times, zones)
@example(date(2011, 12, 30), time(12), "Pacific/Apia")
@example(date(2026, 3, 29), time(1, 30), "Europe/London")
@example(date(2026, 10, 25), time(1, 30), "Europe/London")
def test_a_typed_time_is_exactly_what_was_typed_or_refused(day, at, zone):
    meant = datetime.combine(day, at)
    answer = attempt(day, at, zone)
    if isinstance(answer, InTheGap):
        assert answer.before < meant < answer.after
        for near in (answer.before, answer.after):
            assert wall(typed(near.date(), near.time(), zone, minutes=90, fold=0)) == near
    elif isinstance(answer, ComesTwice):
        assert answer.first < answer.second
        both = [typed(day, at, zone, minutes=90, fold=n) for n in (0, 1)]
        assert [wall(each) for each in both] == [meant, meant]
    else:
        assert wall(answer) == meant == datetime.combine(answer.on, answer.begins)


@given(st.sets(dates, max_size=200), st.integers(0, 200))
def test_skip_lists_of_any_shape(elsewhere, run):
    first = date(2026, 1, 6)
    skip = elsewhere | {first + timedelta(weeks=n) for n in range(run)}
    slots = lay(first, time(19), "Europe/London", minutes=EIGHT, skip=skip)
    assert not skip & {slot.on for slot in slots}
    assert slots[0].on >= first + timedelta(weeks=run)


def changes(zone, years=(2026, 2027)):
    """The days of these years on which the clocks of a zone change."""
    place = zoneinfo.ZoneInfo(zone)
    day = datetime(years[0], 1, 1, tzinfo=place)
    found = []
    while day.year <= years[1]:
        after = day + timedelta(days=1)
        if after.utcoffset() != day.utcoffset():
            found.append(day.date())
        day = after
    return tuple(found)


def test_on_every_day_the_clocks_change_anywhere_no_quarter_of_an_hour_is_lost():
    told = {changes(zone): zone for zone in ZONES}  # one zone for each set of days
    gaps = folds = 0
    for days, zone in told.items():
        for day in days:
            for quarter in range(96):
                at = time(quarter // 4, quarter % 4 * 15)
                meant = datetime.combine(day, at)
                slot = recurring(day, at, zone, minutes=90)
                answer = attempt(day, at, zone)
                if isinstance(answer, InTheGap):
                    gaps += 1
                    assert wall(slot) == answer.after > meant > answer.before
                    before = slot.starts_at - timedelta(seconds=1)
                    shown = before.astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None, fold=0)
                    assert shown < meant  # nothing valid lies between
                elif isinstance(answer, ComesTwice):
                    folds += 1
                    assert slot.starts_at == answer.first < answer.second
                else:
                    assert slot == answer
                    assert wall(slot) == meant
    assert gaps >= 4 * len(told) / 2
    assert folds >= 4 * len(told) / 2
