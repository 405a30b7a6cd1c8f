"""Plans left out, taken twice, before and after: the dates hold in every zone and clock change."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from curriculum.models import Curriculum, SessionPlan
from groups.outlining import (
    NotAfter,
    NotBefore,
    Outline,
    of_length,
    once_more,
    put_back,
    without,
)
from groups.scheduling import CannotMeetThen
from tests import factories

EIGHT = tuple(range(1, 9))
ZONES = sorted(zoneinfo.available_timezones())
TUESDAY = date(2027, 1, 12)
lineups = st.lists(st.sampled_from(EIGHT), min_size=1, max_size=60).map(tuple)


def programme(weeks=8, minutes=90, before=45, after=60):
    """A programme that is in no database: its plans lie where a prefetch would put them."""
    made = Curriculum(minutes=minutes)
    parts = [(n, "main", minutes) for n in range(1, weeks + 1)]
    parts += [(0, "before", before), (weeks + 1, "after", after)]
    found = [SessionPlan(number=n, part=part, minutes=length) for n, part, length in parts]
    made._prefetched_objects_cache = {"plans": found}
    return made


def outline(first_on=TUESDAY, begins=time(19), zone="Europe/London", *, of=None, **fields):
    return Outline(of or programme(), first_on, begins, zone, **fields)


def test_as_the_programme_with_nothing_before_or_after():
    sittings = outline().sittings
    assert [(each.number, each.plan.number) for each in sittings] == [(n, n) for n in EIGHT]


def test_left_out_and_once_more_keep_the_rhythm_and_count_on():
    sittings = outline(lineup=(1, 2, 4, 4, 8)).sittings
    assert [(each.number, each.plan.number) for each in sittings] == [
        (1, 1), (2, 2), (3, 4), (4, 4), (5, 8),
    ]  # fmt: skip
    assert [each.slot.on for each in sittings] == [TUESDAY + timedelta(weeks=n) for n in range(5)]


def test_before_and_after_have_their_own_length_and_are_not_counted():
    first, *evenings, last = outline(before=True, after=True).sittings
    assert (first.number, first.counts, first.slot.on) == (0, False, date(2027, 1, 5))
    assert (last.number, last.counts, last.slot.on) == (9, False, date(2027, 4, 13))
    assert first.slot.starts_at == datetime(2027, 1, 5, 19, tzinfo=UTC)
    assert first.slot.ends_at - first.slot.starts_at == timedelta(minutes=45)
    assert last.slot.starts_at == datetime(2027, 4, 13, 18, tzinfo=UTC)  # still 7 pm, in summer
    assert last.slot.ends_at - last.slot.starts_at == timedelta(minutes=60)
    assert all(each.counts for each in evenings)


def test_a_skipped_week_pushes_neither_on():
    skip = (date(2027, 1, 5), date(2027, 4, 13))
    days = [each.slot.on for each in outline(before=True, after=True, skip=skip).sittings]
    assert (days[0], days[-1]) == skip


def test_a_programme_that_has_neither_gives_neither():
    made = programme()
    made._prefetched_objects_cache["plans"] = [
        each for each in made._prefetched_objects_cache["plans"] if each.part == "main"
    ]
    assert len(outline(of=made, before=True, after=True).sittings) == 8


@pytest.mark.parametrize(
    "day", [TUESDAY, TUESDAY + timedelta(days=1), date(9999, 12, 31), date.min, date.max]
)
def test_what_comes_before_is_over_when_the_first_begins(day):
    with pytest.raises(NotBefore):
        _ = outline(before=True, before_on=day).sittings


def test_the_same_day_does_where_there_is_room():
    day = outline(begins=time(23, 30), before=True, before_on=TUESDAY - timedelta(days=1))
    assert day.sittings[0].slot.on == date(2027, 1, 11)


@pytest.mark.parametrize(
    "day", [TUESDAY, date(2027, 3, 2), date(2028, 3, 4), date.min, date(9999, 12, 31), date.max]
)
def test_a_reunion_lies_in_the_year_after_the_last_evening(day):
    with pytest.raises(NotAfter):
        _ = outline(after=True, after_on=day).sittings
    assert outline(after=True, after_on=date(2027, 3, 3)).sittings[-1].slot.on == date(2027, 3, 3)


@pytest.mark.parametrize("year", [1, 9999])
def test_the_edges_of_the_calendar_are_refused(year):
    for day in (date(year, 1, 1), date(year, 1, 6), date(year, 12, 31)):
        try:
            found = outline(first_on=day, before=True, after=True).sittings
        except CannotMeetThen:
            continue
        assert len(found) == 10


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.times(), st.sampled_from(ZONES),
    st.sampled_from([1, 2]), lineups,
)  # fmt: skip
@example(date(2027, 4, 4), time(1, 30), "Europe/London", 1, (1, 1, 8))  # before: in the gap
@example(date(2026, 12, 6), time(1, 30), "America/New_York", 1, (8,))
@example(date(2011, 12, 23), time(12), "Pacific/Apia", 1, (1, 2))  # a day that never was
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_line_up_in_every_zone_lies_in_order_at_its_hour(day, at, zone, weeks, lineup):
    at = at.replace(second=0, microsecond=0)
    made = outline(day, at, zone, every_weeks=weeks, lineup=lineup, before=True, after=True)
    sittings = made.sittings
    assert [each.number for each in sittings] == list(range(len(lineup) + 2))
    assert tuple(each.plan.number for each in sittings[1:-1]) == lineup
    for earlier, later in pairwise(sittings):
        assert earlier.slot.ends_at <= later.slot.starts_at
    for each in sittings:
        assert each.slot.ends_at - each.slot.starts_at == timedelta(minutes=each.plan.minutes)
        wall = each.slot.starts_at.astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        assert wall == datetime.combine(each.slot.on, each.slot.begins)
    planned = [day + timedelta(weeks=weeks * n) for n in range(len(lineup))]
    for each, meant in zip(sittings[1:-1], planned, strict=True):  # later only after a gap
        late = datetime.combine(each.slot.on, each.slot.begins) - datetime.combine(meant, at)
        assert timedelta(0) <= late <= timedelta(days=1)


@given(st.sampled_from(ZONES), st.integers(0, 729), st.sampled_from(["before", "after"]))
@settings(deadline=None)
def test_a_day_of_her_own_is_that_day_or_refused(zone, ahead, name):
    day = date(2026, 1, 1) + timedelta(days=ahead)
    made = outline(date(2026, 12, 1), time(2, 30), zone, **{name: True, f"{name}_on": day})
    try:
        sittings = made.sittings
    except (NotBefore, NotAfter):
        return
    found = sittings[0 if name == "before" else -1]
    assert not found.counts
    assert found.slot.on - day in (timedelta(0), timedelta(days=1))


@given(lineups, st.integers(1, 60))
def test_any_number_of_evenings_can_be_had(lineup, length):
    made = of_length(lineup, EIGHT, length)
    assert len(made) == length
    assert set(made) <= set(EIGHT)
    if length >= len(lineup):
        assert [each for each in EIGHT if each in lineup] == [
            each for each in EIGHT if each in lineup and each in made
        ]


@pytest.mark.parametrize(
    ("length", "lineup"),
    [
        (8, EIGHT), (7, (1, 2, 3, 4, 5, 6, 8)), (4, (1, 2, 3, 8)), (2, (1, 8)), (1, (1,)), (0, ()),
        (9, (1, 2, 3, 4, 5, 6, 7, 7, 8)), (10, (1, 2, 3, 4, 5, 6, 6, 7, 7, 8)),
    ],
)  # fmt: skip
def test_fewer_leave_out_the_middle_and_more_never_repeat_the_ending(length, lineup):
    assert of_length(EIGHT, EIGHT, length) == lineup


def test_what_comes_twice_goes_first_and_what_was_left_out_comes_back_first():
    assert of_length((1, 2, 2, 3, 8), EIGHT, 4) == (1, 2, 3, 8)
    assert of_length((2, 3, 4, 5, 6, 7), EIGHT, 8) == EIGHT
    assert of_length((1,), (1,), 3) == (1, 1, 1)


def test_one_step_at_a_time():
    assert without(EIGHT, 3) == (1, 2, 4, 5, 6, 7, 8)
    assert without(EIGHT, 0) == without(EIGHT, 9) == EIGHT
    assert put_back((1, 4, 8), 3) == (1, 3, 4, 8)
    assert put_back((1, 4), 8) == (1, 4, 8)
    assert once_more((1, 4, 8), 4) == (1, 4, 4, 8)
    assert once_more((1, 4, 8), 1, 2) == (1, 4, 1, 8)
    assert once_more((1, 8), 4) == (1, 4, 8)


def test_the_heads_of_a_programme_are_fetched_once(django_assert_num_queries):
    made = factories.curriculum(extras=True)
    with django_assert_num_queries(1):
        found = Outline(made, TUESDAY, time(19), "UTC", before=True, after=True)
        assert len(found.sittings) == len(found.sittings) == 10
