"""How many evenings are left, and when a group is over: the pure rules, and the same in SQL."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from groups.ending import COUNTED, OVER, evenings_left, is_over
from groups.models import Group
from tests import factories
from tests.cast import NOW

START = datetime(2026, 1, 6, 20, 30, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


def weekly(count):
    return [START + timedelta(weeks=n) for n in range(count)]


def said(count):
    """What is said right after each evening of so many."""
    ends = weekly(count)
    return [evenings_left(ends, end) for end in ends]


@pytest.mark.parametrize(
    ("count", "left"),
    [
        (1, [0]),
        (2, [1, 0]),
        (3, [2, 1, 0]),
        (4, [3, 2, 1, 0]),
        (8, [None] * 4 + [3, 2, 1, 0]),
        (60, [None] * 56 + [3, 2, 1, 0]),
    ],
)
def test_counting_begins_as_the_third_evening_before_the_last_ends(count, left):
    assert said(count) == left


def test_it_begins_with_the_end_of_that_evening_and_not_a_second_before():
    ends = weekly(8)
    assert evenings_left(ends, ends[4] - A_SECOND) is None
    assert evenings_left(ends, ends[4]) == 3


def test_without_an_evening_there_is_nothing_to_count():
    assert evenings_left([], NOW) is None


moments = st.datetimes(
    min_value=datetime(2025, 1, 1), max_value=datetime(2027, 1, 1), timezones=st.just(UTC)
)


@examples(st.lists(moments, max_size=60, unique=True), moments, moments)
def test_it_counts_what_is_not_over_never_more_than_three_and_never_goes_up(ends, one, other):
    early, late = sorted([one, other])
    before, after = evenings_left(ends, early), evenings_left(ends, late)
    for left, now in ((before, early), (after, late)):
        if left is not None:
            assert left == sum(end > now for end in ends) <= COUNTED
            assert any(end <= now for end in ends)
    if before is not None:
        assert after is not None
        assert after <= before
    if ends:
        assert evenings_left(ends, max(ends)) == 0


@examples(st.lists(moments, min_size=4, max_size=60, unique=True), moments, st.data())
def test_a_cancelled_evening_is_as_if_it_had_never_been(ends, now, data):
    gone = data.draw(st.sampled_from(ends))
    kept = [end for end in ends if end != gone]
    assert evenings_left(kept, now) == evenings_left(tuple(reversed(kept)), now)


class TestOver:
    def test_two_weeks_after_the_last_meeting_and_not_a_second_before(self, group):
        last = group.meetings.last().ends_at
        for now, over in ((last + OVER - A_SECOND, False), (last + OVER, True)):
            self.both(group, now, over)

    def test_the_reunion_is_waited_for(self, ruth):
        group = factories.group(lead=ruth, curriculum=factories.curriculum(extras=True))
        last = group.meetings.last().ends_at
        _before, again = factories.extras(group)
        self.both(group, last + OVER, False)
        self.both(group, again.ends_at + OVER, True)
        again.cancel(by=ruth, now=NOW)
        self.both(group, last + OVER, True)

    def test_closed_at_once(self, group, ruth):
        Group.objects.filter(pk=group.pk).update(closed_at=NOW, closed_by=ruth)
        self.both(Group.objects.get(), NOW, True)

    def test_with_every_evening_cancelled_or_none_it_waits(self, group, ruth):
        group.meetings.update(cancelled_at=NOW, cancelled_by=ruth)
        self.both(group, NOW + timedelta(days=900), False)
        group.meetings.all().delete()
        self.both(group, NOW, False)

    def both(self, group, now, over):
        ends = list(group.meetings.on().values_list("ends_at", flat=True))
        assert is_over(ends, closed=group.closed_at is not None, now=now) is over
        assert Group.objects.over(now).filter(pk=group.pk).exists() is over
        assert Group.objects.going_on(now).filter(pk=group.pk).exists() is not over
