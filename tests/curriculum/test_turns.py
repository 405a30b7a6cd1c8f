"""Room arithmetic: who comes, for how long each, and what a plan would have to change."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.turns import fitting_seconds, needs, rounds, suggest


@dataclass
class Block:
    title: str
    kind: str
    minutes: int
    trim: int | None = None


def evening(*, look=12, pairs=(14, 10)) -> list[Block]:
    return [
        Block("Arrive", "open", 10, 5),
        Block("Look-back", "round", look, 9),
        Block("Pairs", "pairs", *pairs),
        Block("The round", "round", 22, 16),
        Block("Closing", "close", 10),
    ]


def test_nine_people_of_ninety_seconds_need_fourteen_minutes():
    assert needs(9, 90) == 14
    assert [(each.block.title, each.needs, each.short) for each in rounds(
        evening(), people=9, seconds=90
    )] == [("Look-back", 14, 2), ("The round", 14, 0)]  # fmt: skip


@pytest.mark.parametrize(("people", "seconds", "minutes"), [(0, 90, 0), (8, 90, 12), (1, 61, 2)])
def test_a_started_minute_counts(people, seconds, minutes):
    assert needs(people, seconds) == minutes


def test_two_minutes_come_from_whoever_can_give_the_most():
    found = suggest(evening(), people=9, seconds=90)
    assert found.minutes == (10, 14, 14, 20, 10)
    assert [(each.block.title, each.minutes, each.left) for each in found.takes] == [
        ("The round", 2, 20)
    ]


def test_pairs_give_what_they_may_and_no_more():
    blocks = evening(pairs=(20, 10))
    found = suggest(blocks, people=9, seconds=90)
    assert found.minutes == (10, 14, 18, 22, 10)


def test_minutes_to_spare_are_used_first():
    found = suggest(evening(), people=9, seconds=90, spare=5)
    assert (found.minutes, found.spare, found.takes) == ((10, 14, 14, 22, 10), 2, ())


def test_a_plan_that_fits_needs_no_fix():
    assert suggest(evening(), people=6, seconds=90) is None


def test_where_no_block_may_shrink_there_is_no_fix():
    blocks = [Block("Round", "round", 10), Block("Tea", "rest", 70), Block("End", "close", 10, 2)]
    assert suggest(blocks, people=9, seconds=90) is None
    assert fitting_seconds(blocks, people=9) == 65


def test_a_block_that_may_be_left_out_keeps_half():
    blocks = [Block("Round", "round", 10, 8), Block("Twos", "pairs", 8, 0), Block("E", "close", 9)]
    assert suggest(blocks, people=9, seconds=90).minutes == (14, 4, 9)
    assert suggest(blocks, people=10, seconds=90) is None


def test_seconds_that_fit_are_said_in_fives():
    assert fitting_seconds(evening(), people=9) == 80
    assert fitting_seconds([], people=9) == fitting_seconds(evening(), people=0) == 0


@st.composite
def blocks(draw):
    kinds = ["open", "agree", "round", "input", "quiet", "pairs", "group", "rest", "close"]
    made = []
    for at in range(draw(st.integers(1, 10))):
        minutes = draw(st.integers(1, 60))
        trim = draw(st.none() | st.integers(0, minutes - 1))
        made.append(Block(str(at), draw(st.sampled_from(kinds)), minutes, trim))
    return made


ROOM = {
    "people": st.integers(0, 40), "seconds": st.integers(10, 600), "spare": st.integers(-30, 30),
}  # fmt: skip


@given(plan=blocks(), **ROOM)
def test_a_suggestion_breaks_no_limit_and_keeps_the_sum_and_the_closing(
    plan, people, seconds, spare
):
    found = suggest(plan, people=people, seconds=seconds, spare=spare)
    if found is None:
        return
    needed = needs(people, seconds)
    assert sum(found.minutes) == sum(each.minutes for each in plan) + found.spare
    assert 0 <= found.spare <= max(0, spare)
    for block, minutes in zip(plan, found.minutes, strict=True):
        if block.kind == "close" or (block.trim is None and block.kind != "round"):
            assert minutes == block.minutes
        if block.kind == "round":
            assert minutes >= needed
        if minutes < block.minutes:
            assert block.trim is not None
            assert minutes >= max(1, block.trim)
        if minutes > block.minutes:
            assert block.kind == "round"
            assert minutes == needed
    assert sum(each.minutes for each in found.takes) + found.spare == sum(
        each.short for each in found.gives
    )


@given(plan=blocks(), **ROOM)
def test_what_a_suggestion_leaves_needs_no_second_one(plan, people, seconds, spare):
    found = suggest(plan, people=people, seconds=seconds, spare=spare)
    if found is not None:
        after = [
            Block(each.title, each.kind, minutes, None)
            for each, minutes in zip(plan, found.minutes, strict=True)
        ]
        assert all(not one.short for one in rounds(after, people=people, seconds=seconds))
        assert suggest(after, people=people, seconds=seconds) is None


@given(plan=blocks(), people=st.integers(1, 40))
def test_with_the_seconds_that_fit_every_round_fits(plan, people):
    seconds = fitting_seconds(plan, people=people)
    assert seconds % 5 == 0
    assert all(not each.short for each in rounds(plan, people=people, seconds=seconds))
