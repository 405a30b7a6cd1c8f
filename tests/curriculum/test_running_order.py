"""A plan's blocks on the clock of one meeting."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.running_order import lay, left, shortest, total


@dataclass(frozen=True)
class Step:
    minutes: int
    trim: int | None = None


ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
steps = st.lists(
    st.integers(1, 120).flatmap(
        lambda minutes: st.builds(Step, st.just(minutes), st.none() | st.integers(0, minutes - 1))
    ),
    max_size=10,
)
moments = st.datetimes(
    datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from(ZONES).map(ZoneInfo)
)


@given(steps, moments)
def test_blocks_follow_each_other_without_a_gap_and_keep_their_length(blocks, starts):
    laid = lay(blocks, starts)
    assert [each.block for each in laid] == blocks
    edges = [starts, *(each.ends for each in laid)]
    for each, begun in zip(laid, edges, strict=False):
        assert each.starts.astimezone(UTC) == begun.astimezone(UTC)
        took = each.ends.astimezone(UTC) - each.starts.astimezone(UTC)
        assert took == timedelta(minutes=each.block.minutes)
        assert each.starts.tzinfo is starts.tzinfo
    whole = edges[-1].astimezone(UTC) - starts.astimezone(UTC)
    assert whole == timedelta(minutes=total(blocks))


@given(steps, st.integers(0, 600))
def test_what_is_left_is_the_length_less_the_blocks(blocks, minutes):
    assert left(blocks, minutes) + total(blocks) == minutes
    assert 0 <= shortest(blocks) <= total(blocks)
    assert (shortest(blocks) < total(blocks)) == any(each.trim is not None for each in blocks)


def test_a_tuesday_evening_is_laid_on_the_wall_clock():
    starts = datetime(2026, 11, 24, 19, 0, tzinfo=ZoneInfo("Europe/London"))
    laid = lay([Step(8), Step(15), Step(67)], starts)
    assert [f"{each.starts:%H.%M}-{each.ends:%H.%M}" for each in laid] == [
        "19.00-19.08",
        "19.08-19.23",
        "19.23-20.30",
    ]


def test_an_evening_in_which_the_clock_goes_back_is_not_an_hour_longer():
    starts = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"))
    (only,) = lay([Step(60)], starts)
    assert f"{only.ends:%H.%M %Z}" == "01.30 GMT"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        lay([Step(1)], datetime(2026, 11, 24, 19, 0))
