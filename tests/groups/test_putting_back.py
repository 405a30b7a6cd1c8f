"""What a facilitator changed stands beside the programme, and goes back: one block, or all."""

import pytest

from curriculum import editing
from curriculum.editing import copied_id
from curriculum.models import SessionPlan
from groups.adapting import adapt, own_plans
from groups.putting_back import ALL, AROUND, ChangedMeanwhile, beside, put_back
from tests.cast import NOW


@pytest.fixture
def meeting(group, ruth):
    made = group.meetings.select_related("group", "plan").get(number=5)
    adapt(made, by=ruth, now=NOW)
    return made


@pytest.fixture
def change(meeting, ruth):
    """`change(act, block, **values)` changes the evening's own plan through the one door."""

    def act(what, of="", /, **values):
        doing = editing.changing(
            own_plans(meeting), meeting.plan_id, about=what.__name__, by=ruth, now=NOW
        )
        with doing as held:
            block = next((each for each in held.blocks if each.title == of), None)
            args = [block] if block else []
            what(held, *args, **values)

    return act


def shown(meeting):
    """The comparison, as the page finds it."""
    meeting.plan.refresh_from_db()
    return beside(editing.look(SessionPlan.objects.all(), meeting.plan_id))


def titles(meeting) -> list[tuple[str, int]]:
    blocks = meeting.plan.activities.order_by("position")
    return list(blocks.values_list("title", "minutes"))


AS_IT_WAS = [("Arrive", 10), ("A round", 45), ("Tea", 15), ("Closing", 20)]


def put(meeting, which, ruth, saw=None):
    meeting.plan.refresh_from_db()
    seen = meeting.plan.edition if saw is None else saw
    put_back(meeting, str(which), saw=seen, by=ruth, now=NOW)


def test_a_fresh_copy_differs_in_nothing(meeting):
    assert shown(meeting).same


def test_an_evening_of_the_programme_has_nothing_beside_it(group):
    plan = group.meetings.get(number=6).plan
    assert beside(editing.look(SessionPlan.objects.all(), plan.pk)) is None


def test_changed_blocks_are_counted_and_said(meeting, change):
    change(editing.set_block, "A round", minutes=50)
    change(editing.set_block, "Tea", words="Say another thing.", minutes=10)
    found = shown(meeting)
    assert [each.words for each in found.blocks] == [
        ["A round 45 to 50 minutes"],
        ["Tea 15 to 10 minutes", "Tea: other words to say"],
    ]
    assert found.around == ()


def test_one_block_goes_back_and_the_other_stays(meeting, change, ruth):
    change(editing.set_block, "A round", minutes=50)
    change(editing.set_block, "Tea", minutes=10)
    put(meeting, shown(meeting).blocks[1].key, ruth)
    assert titles(meeting) == [("Arrive", 10), ("A round", 50), ("Tea", 15), ("Closing", 20)]
    assert len(shown(meeting).blocks) == 1


def test_a_block_taken_out_comes_back_to_its_place_as_the_block_it_was(meeting, change, ruth):
    tea = meeting.plan.activities.get(title="Tea").pk
    change(editing.remove_block, "Tea")
    (gone,) = shown(meeting).blocks
    assert (gone.now, gone.was.title) == (None, "Tea")
    put(meeting, gone.key, ruth)
    assert titles(meeting) == AS_IT_WAS
    assert (
        meeting.plan.activities.get(title="Tea").pk == tea == copied_id(meeting.plan.pk, gone.key)
    )


def test_a_block_of_another_name_stands_in_for_one_and_both_keep_their_ids(meeting, change, ruth):
    change(editing.set_block, "Tea", title="Silence", kind="quiet", words="Sit.", minutes=15)
    found = {each.key: each for each in shown(meeting).blocks}
    gone = next(key for key, each in found.items() if each.now is None)
    put(meeting, gone, ruth)
    assert [title for title, _ in titles(meeting)] == [
        "Arrive", "A round", "Tea", "Silence", "Closing",
    ]  # fmt: skip


def test_a_new_block_goes_out_again(meeting, change, ruth):
    change(editing.add_block, kind="quiet", title="On paper", minutes=5)
    (new,) = shown(meeting).blocks
    assert new.was is None
    put(meeting, new.key, ruth)
    assert titles(meeting) == AS_IT_WAS


@pytest.mark.parametrize("places", [-2, -1, 1])
def test_a_block_that_moved_goes_back_to_its_place(meeting, change, ruth, places):
    change(editing.move_block, "Tea", places=places)
    for each in shown(meeting).blocks:
        put(meeting, each.key, ruth)
    assert titles(meeting) == AS_IT_WAS


def test_what_stands_around_the_blocks_goes_back_without_them(meeting, change, ruth):
    change(editing.set_texts, page="Another page.")
    change(editing.set_prompts, texts=["Question 5.1"])
    change(editing.set_block, "Tea", minutes=10)
    assert shown(meeting).around == ("the page to read changed", "one question taken out")
    put(meeting, AROUND, ruth)
    assert meeting.plan.prompts.count() == 2
    found = shown(meeting)
    assert (found.around, len(found.blocks)) == ((), 1)


def test_all_of_it_goes_back_and_one_undo_brings_it_again(meeting, change, ruth):
    change(editing.set_block, "A round", minutes=50)
    change(editing.remove_block, "Tea")
    change(editing.set_texts, page="Another page.")
    changed = titles(meeting)
    put(meeting, ALL, ruth)
    assert shown(meeting).same
    assert titles(meeting) == AS_IT_WAS
    editing.undo(own_plans(meeting), meeting.plan_id, by=ruth, now=NOW)
    assert titles(meeting) == changed
    meeting.plan.refresh_from_db()
    assert meeting.plan.page == "Another page."


def test_what_was_put_back_can_be_undone_block_by_block(meeting, change, ruth):
    change(editing.set_block, "A round", minutes=50)
    put(meeting, shown(meeting).blocks[0].key, ruth)
    editing.undo(own_plans(meeting), meeting.plan_id, by=ruth, now=NOW)
    assert dict(titles(meeting))["A round"] == 50


def test_nothing_is_put_back_from_a_page_that_is_older_than_the_plan(meeting, change, ruth):
    change(editing.set_block, "A round", minutes=50)
    seen = 2
    change(editing.set_block, "A round", minutes=60)
    with pytest.raises(ChangedMeanwhile):
        put(meeting, ALL, ruth, saw=seen)
    with pytest.raises(ChangedMeanwhile):
        put(meeting, "no-such-block", ruth)
    assert dict(titles(meeting))["A round"] == 60


def test_the_programme_stays_as_it_is(meeting, change, ruth):
    change(editing.set_block, "A round", minutes=50)
    put(meeting, ALL, ruth)
    blocks = meeting.plan.copied_from.activities.order_by("position")
    assert list(blocks.values_list("title", "minutes")) == AS_IT_WAS


def test_the_comparison_comes_with_the_plan_in_three_queries(meeting, django_assert_num_queries):
    with django_assert_num_queries(3):
        beside(editing.look(SessionPlan.objects.all(), meeting.plan_id))
