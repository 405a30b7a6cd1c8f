"""Where the chairs stand."""

from itertools import pairwise
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from facilitator.pages import ring


def test_nobody_needs_no_chair():
    assert ring.places(0) == []


def test_the_first_chair_stands_at_the_top_and_the_next_to_its_right():
    first, second, *_rest = ring.places(4)
    assert (first.x, first.y, first.turn) == (110.0, 28.0, 0.0)
    assert (second.x, second.y, second.turn) == (192.0, 110.0, 90.0)


def test_the_circle_can_be_turned():
    assert ring.places(2, first=90)[0] == ring.Place(192.0, 110.0, 90.0, 0.82)


@given(st.integers(min_value=1, max_value=60))
def test_chairs_stay_in_the_picture_and_never_touch(count):
    placed = ring.places(count)
    assert len(placed) == count
    for at in placed:
        reach = 29 * at.scale  # the back of a chair, from its middle
        assert hypot(at.x - 110, at.y - 110) + reach <= 110
    for one, other in pairwise([*placed, placed[0]] if count > 1 else []):
        assert hypot(one.x - other.x, one.y - other.y) >= 33 * one.scale
