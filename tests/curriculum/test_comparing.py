"""What is different between two plans is said in words."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from curriculum.checking import BlockDraft, Draft, PlanDraft
from curriculum.comparing import Difference, compare, compare_plans, pairs

OPEN = BlockDraft(title="Coming in", kind="open", minutes=8, words="Come in.")
TWOS = BlockDraft(title="Pairs", kind="pairs", minutes=12, trim=9, words="Tell one other.")
TEA = BlockDraft(title="Tea", kind="rest", minutes=10)
CLOSE = BlockDraft(title="Closing", kind="close", minutes=10, words="Good night.")
PLAN = PlanDraft(
    number=3, title="Room to become", blocks=(OPEN, TWOS, TEA, CLOSE), prompts=("A", "B", "C")
)


def blocks(*these: BlockDraft) -> PlanDraft:
    return replace(PLAN, blocks=these)


def test_equal_plans_have_no_difference():
    assert compare_plans(PLAN, PLAN) == []


def test_minutes_are_named_before_and_after():
    new = blocks(OPEN, replace(TWOS, minutes=14), TEA, CLOSE)
    assert compare_plans(PLAN, new) == ["Pairs 12 to 14 minutes"]


def test_a_block_that_moved_is_the_only_one_named():
    swapped = blocks(OPEN, TEA, TWOS, CLOSE)
    assert compare_plans(PLAN, swapped) in (["Pairs moved"], ["Tea moved"])
    assert compare_plans(PLAN, swapped, moved=[1]) == ["Tea moved"]
    assert compare_plans(PLAN, swapped, moved=[2]) == ["Pairs moved"]
    far = blocks(TEA, OPEN, TWOS, CLOSE)
    assert compare_plans(PLAN, far) == ["Tea moved"]


def test_blocks_come_and_go():
    quiet = BlockDraft(title="On paper", kind="quiet", minutes=5)
    assert compare_plans(PLAN, blocks(OPEN, TWOS, quiet, CLOSE)) == [
        "On paper new, 5 minutes",
        "Tea taken out",
    ]


def test_a_block_with_another_name_is_known_by_its_words():
    new = blocks(OPEN, replace(TWOS, title="In twos", minutes=10), TEA, CLOSE)
    assert compare_plans(PLAN, new) == ["Pairs is now called In twos", "In twos 12 to 10 minutes"]


def test_other_words_and_other_limits_are_named_with_their_block():
    new = blocks(OPEN, replace(TWOS, words="Tell nobody.", trim=None), TEA, CLOSE)
    assert compare_plans(PLAN, new) == [
        "Pairs: another limit for shortening",
        "Pairs: other words to say",
    ]


def test_questions_are_counted():
    assert compare_plans(PLAN, replace(PLAN, prompts=("A", "B", "D"))) == ["one question changed"]
    assert compare_plans(PLAN, replace(PLAN, prompts=("A", "B"))) == ["one question taken out"]
    assert compare_plans(PLAN, replace(PLAN, prompts=("A", "B", "C", "D", "E"))) == [
        "2 questions new"
    ]
    assert compare_plans(PLAN, replace(PLAN, prompts=("B", "A", "C"))) == [
        "the questions in another order"
    ]


def test_two_versions_say_which_evening_is_different():
    old = Draft(title="A programme", plans=(PLAN, replace(PLAN, number=4, title="Storms")))
    new = replace(
        old, title="Another", plans=(replace(PLAN, aim="Less."), replace(PLAN, number=5)),
    )  # fmt: skip
    assert compare(old, new) == [
        Difference(None, "Another", ("the title changed",)),
        Difference(3, "Room to become", ("the aim changed",)),
        Difference(4, "Storms", ("taken out",)),
        Difference(5, "Room to become", ("new",)),
    ]


some = st.lists(
    st.builds(
        BlockDraft, title=st.sampled_from("ABC"), kind=st.sampled_from(["round", "rest"]),
        minutes=st.integers(1, 3), words=st.sampled_from(["", "x", "y"]),
    ),
    max_size=6,
).map(tuple)  # fmt: skip


@given(some, some)
def test_every_block_stands_in_one_pair_and_no_difference_means_equal(old, new):
    before, after = blocks(*old), blocks(*new)
    found = pairs(before, after)
    assert [pair.new for pair in found if pair.new is not None] == list(new)
    assert sorted(id(pair.old) for pair in found if pair.old is not None) == sorted(map(id, old))
    assert (compare_plans(before, after) == []) == (old == new)


@given(some.filter(len), st.data())
def test_of_any_move_the_block_is_named_that_moved(these, data):
    """Past its neighbour; further too, unless another block says the very same."""
    last = len(these) - 1
    here = data.draw(st.integers(0, last))
    far = last if len(set(these)) == len(these) else 1
    there = data.draw(st.integers(max(0, here - far), min(last, here + far)))
    order = list(these)
    order.insert(there, order.pop(here))
    before, after = blocks(*these), blocks(*order)
    words = [] if before == after else [f"{these[here].title} moved"]
    assert compare_plans(before, after, moved=[there]) == words
    assert compare_plans(after, before, moved=[here]) == words
