"""A draft plan is changed one thing at a time, and every change can be undone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum import editing
from curriculum.models import Activity, Change, Frozen, SessionPlan
from curriculum.models.change import forget
from tests import cast, factories
from tests.cast import NOW

PLANS = SessionPlan.objects.all


@pytest.fixture
def ruth(db):
    return cast.facilitator("Ruth")


@pytest.fixture
def maureen(db):
    return cast.facilitator("Maureen")


@pytest.fixture
def plan(db) -> SessionPlan:
    return factories.curriculum(1, published=False).plans.get()


def blocks(plan) -> list[tuple[str, int]]:
    return list(plan.activities.order_by("position").values_list("title", "minutes"))


def text(plan) -> str:
    with editing.changing(PLANS(), plan.pk, about="-", by=None, now=NOW) as held:
        return editing.document(held)


def longer(plan, by, *, title="A round", step=1, saw=None, now=NOW):
    block = plan.activities.get(title=title)
    about = editing.field_of(block.pk, "minutes")
    with editing.changing(PLANS(), plan.pk, about=about, by=by, now=now, saw=saw) as held:
        editing.step_minutes(held, held.block(block.pk), step)


def retell(plan, by, words, *, saw=None, now=NOW):
    block = plan.activities.get(title="A round")
    about = editing.field_of(block.pk, "words")
    with editing.changing(
        PLANS(), plan.pk, about=about, by=by, now=now, saw=saw, goes_on=True
    ) as held:
        editing.set_block(held, held.block(block.pk), words=words)


def test_a_block_gets_longer_and_undo_takes_it_back(plan, ruth):
    longer(plan, ruth)
    assert dict(blocks(plan))["A round"] == 46
    undone = editing.undo(PLANS(), plan.pk, by=ruth, now=NOW)
    assert (undone.by, dict(blocks(plan))["A round"]) == (ruth, 45)


def test_undo_goes_further_back_each_time_and_then_says_that_there_is_nothing(plan, ruth):
    first = text(plan)
    for _press in range(3):
        longer(plan, ruth)
    for minutes in (47, 46, 45):
        assert editing.undo(PLANS(), plan.pk, by=ruth, now=NOW) is not None
        assert dict(blocks(plan))["A round"] == minutes
    assert editing.undo(PLANS(), plan.pk, by=ruth, now=NOW) is None
    assert text(plan) == first


def test_a_change_after_an_undo_is_undone_before_what_was_there_earlier(plan, ruth):
    longer(plan, ruth)
    longer(plan, ruth, step=5)
    editing.undo(PLANS(), plan.pk, by=ruth, now=NOW)
    longer(plan, ruth, title="Tea")
    editing.undo(PLANS(), plan.pk, by=ruth, now=NOW)
    assert (dict(blocks(plan))["A round"], dict(blocks(plan))["Tea"]) == (46, 15)
    editing.undo(PLANS(), plan.pk, by=ruth, now=NOW)
    assert dict(blocks(plan))["A round"] == 45


def test_what_changes_nothing_leaves_no_change(plan, ruth):
    longer(plan, ruth, step=0)
    plan.refresh_from_db()
    assert (plan.edition, Change.objects.count()) == (1, 0)


def test_two_people_may_change_different_things_at_once(plan, ruth, maureen):
    longer(plan, ruth, saw=1)
    longer(plan, maureen, title="Tea", saw=1)
    assert (dict(blocks(plan))["A round"], dict(blocks(plan))["Tea"]) == (46, 16)


def test_who_overtakes_nobody_is_told_who_was_there_first(plan, ruth, maureen):
    retell(plan, ruth, "Say hers.", saw=1)
    with pytest.raises(editing.Overtaken) as said:
        retell(plan, maureen, "Say another's.", saw=1)
    assert (said.value.by, said.value.at) == (ruth, NOW)
    assert plan.activities.get(title="A round").words == "Say hers."


def test_somebody_who_undid_it_has_changed_it_too(plan, ruth, maureen):
    retell(plan, ruth, "Say hers.")
    plan.refresh_from_db()
    seen = plan.edition
    editing.undo(PLANS(), plan.pk, by=maureen, now=NOW)
    with pytest.raises(editing.Overtaken):
        retell(plan, ruth, "Say hers, and more.", saw=seen)


def test_she_does_not_stand_in_her_own_way(plan, ruth):
    retell(plan, ruth, "One", saw=1)
    retell(plan, ruth, "One two", saw=1)
    assert plan.activities.get(title="A round").words == "One two"


def test_going_on_with_one_text_is_one_change(plan, ruth):
    retell(plan, ruth, "One")
    retell(plan, ruth, "One two", now=NOW + timedelta(minutes=4))
    retell(plan, ruth, "One two three", now=NOW + timedelta(minutes=10))
    assert Change.objects.count() == 2
    editing.undo(PLANS(), plan.pk, by=ruth, now=NOW + timedelta(minutes=11))
    assert plan.activities.get(title="A round").words == "One two"


def test_somebody_else_at_the_same_text_makes_a_change_of_her_own(plan, ruth, maureen):
    retell(plan, ruth, "One")
    retell(plan, maureen, "Two")
    assert Change.objects.count() == 2


def test_a_limit_follows_the_minutes_down(plan, ruth):
    plan.activities.filter(title="Tea").update(trim=14)
    longer(plan, ruth, title="Tea", step=-5)
    tea = plan.activities.get(title="Tea")
    assert (tea.minutes, tea.trim) == (10, 9)


def test_a_block_has_at_least_a_minute(plan, ruth):
    longer(plan, ruth, title="Tea", step=-100)
    assert dict(blocks(plan))["Tea"] == 1


def test_a_new_block_stands_before_the_closing(plan, ruth):
    with editing.changing(PLANS(), plan.pk, about="new", by=ruth, now=NOW) as held:
        editing.add_block(held, kind="quiet", title="On paper", minutes=5)
    assert [title for title, _ in blocks(plan)] == [
        "Arrive", "A round", "Tea", "On paper", "Closing",
    ]  # fmt: skip


@pytest.mark.parametrize(("places", "at"), [(-1, 1), (1, 3), (-9, 0), (9, 3)])
def test_a_block_moves_within_the_plan(plan, ruth, places, at):
    tea = plan.activities.get(title="Tea")
    with editing.changing(PLANS(), plan.pk, about="move", by=ruth, now=NOW) as held:
        assert editing.move_block(held, held.block(tea.pk), places) == at
    assert blocks(plan)[at] == ("Tea", 15)


def test_a_block_that_came_back_by_undo_is_the_block_it_was(plan, ruth):
    tea = plan.activities.get(title="Tea")
    longer(plan, ruth, title="Tea")
    editing.undo(PLANS(), plan.pk, by=ruth, now=NOW)
    assert plan.activities.get(title="Tea").pk == tea.pk


def test_questions_that_stay_keep_their_rows(plan, ruth):
    first, _second = plan.prompts.order_by("position")
    with editing.changing(PLANS(), plan.pk, about="prompts", by=ruth, now=NOW) as held:
        editing.set_prompts(held, ["Question 1.1", "Another", "A third"])
    assert list(plan.prompts.order_by("position").values_list("text", flat=True)) == [
        "Question 1.1", "Another", "A third",
    ]  # fmt: skip
    assert plan.prompts.order_by("position").first() == first


def test_a_published_plan_is_not_changed(ruth):
    plan = factories.curriculum(1).plans.get()
    with pytest.raises(Frozen):
        longer(plan, ruth)
    assert dict(blocks(plan))["A round"] == 45


def test_a_plan_that_she_may_not_change_is_not_there(plan, ruth):
    with (
        pytest.raises(SessionPlan.DoesNotExist),
        editing.changing(SessionPlan.objects.none(), plan.pk, about="-", by=ruth, now=NOW),
    ):
        pass


def test_changes_are_forgotten_after_thirty_days(plan, ruth):
    longer(plan, ruth)
    assert forget(NOW + timedelta(days=30)) == 0
    assert forget(NOW + timedelta(days=30, seconds=1)) == 1


def test_minutes_cost_six_queries(plan, ruth):
    block = plan.activities.get(title="A round")
    with (
        CaptureQueriesContext(connection) as asked,
        editing.changing(PLANS(), plan.pk, about="m", by=ruth, now=NOW) as held,
    ):
        editing.step_minutes(held, held.block(block.pk), 1)
    said = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(said) == 6, said


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
titles = words.map(str.strip).filter(bool)
act = st.one_of(
    st.tuples(st.just("step"), st.integers(0, 9), st.integers(-30, 30)),
    st.tuples(st.just("move"), st.integers(0, 9), st.integers(-5, 5)),
    st.tuples(st.just("say"), st.integers(0, 9), words),
    st.tuples(st.just("name"), st.integers(0, 9), titles),
    st.tuples(st.just("add"), st.integers(0, 9), titles),
    st.tuples(st.just("remove"), st.integers(0, 9), st.none()),
    st.tuples(st.just("ask"), st.integers(0, 9), st.lists(titles, max_size=4)),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(act, max_size=8))
def test_whatever_was_done_undo_leads_back_through_every_step(ruth, acts):
    plan = factories.curriculum(1, published=False).plans.get()
    texts = [text(plan)]
    for what, at, value in acts:
        perform(plan, ruth, what, at, value)
        if text(plan) != texts[-1]:
            texts.append(text(plan))
    for wanted in reversed(texts[:-1]):
        assert editing.undo(PLANS(), plan.pk, by=ruth, now=NOW) is not None
        assert text(plan) == wanted
    assert editing.undo(PLANS(), plan.pk, by=ruth, now=NOW) is None


def perform(plan, by, what, at, value):
    with editing.changing(PLANS(), plan.pk, about=what, by=by, now=NOW) as held:
        block: Activity | None = held.blocks[at % len(held.blocks)] if held.blocks else None
        if what == "ask":
            editing.set_prompts(held, value)
        elif what == "add":
            editing.add_block(held, kind="quiet", title=value, minutes=at + 1)
        elif block is None:
            return
        elif what == "step":
            editing.step_minutes(held, block, value)
        elif what == "move":
            editing.move_block(held, block, value)
        elif what == "remove":
            editing.remove_block(held, block)
        else:
            editing.set_block(held, block, **{{"say": "words", "name": "title"}[what]: value})
