"""A facilitator changes the plan of one evening: a copy, once; the programme stays as it is."""

from datetime import timedelta
from uuid import uuid4

import pytest

from curriculum import editing
from curriculum.editing import copied_id
from curriculum.models import Activity, Change, Frozen, Prompt, SessionPlan
from facilitator.trace.models import Trace
from groups import moving
from groups.adapting import TooLate, adapt, may_change, origins, own_plans
from groups.leaving import forget_finished
from groups.models import Meeting
from groups.reflections.models import Reflection
from groups.reminders.planning import facts
from tests import factories
from tests.cast import NOW, facilitator
from tests.groups.test_at_once import real_threads, together


def fifth(group) -> Meeting:
    return group.meetings.select_related("group", "plan").get(number=5)


def says(plan) -> list[tuple[object, ...]]:
    """What a plan says, as its pages show it."""
    texts = [(plan.language, plan.number, plan.part, plan.title, plan.page, plan.minutes)]
    blocks = plan.activities.order_by("position").values_list("position", "title", "minutes")
    return [*texts, *blocks, *plan.prompts.order_by("position").values_list("text")]


def longer(meeting, by, title="A round") -> None:
    block = meeting.plan.activities.get(title=title)
    about = editing.field_of(block.pk, "minutes")
    plans = own_plans(meeting)
    with editing.changing(plans, meeting.plan_id, about=about, by=by, now=NOW) as held:
        editing.step_minutes(held, held.block(block.pk), 1)


def test_the_evening_gets_a_copy_and_the_programme_keeps_its_plan(group, ruth):
    meeting = fifth(group)
    source, before = meeting.plan, says(meeting.plan)
    made = adapt(meeting, by=ruth, now=NOW)
    assert fifth(group).plan == made == meeting.plan
    assert (made.curriculum, made.copied_from, made.edition) == (None, source, source.edition)
    assert made.programme == group.curriculum
    assert says(made) == before
    longer(meeting, ruth)
    assert dict(made.activities.values_list("title", "minutes"))["A round"] == 46
    assert says(source) == before


def test_the_next_change_finds_the_copy(group, ruth):
    first = adapt(fifth(group), by=ruth, now=NOW)
    longer(fifth(group), ruth)
    assert adapt(fifth(group), by=facilitator("Maureen"), now=NOW) == first
    assert SessionPlan.objects.filter(copied_from__isnull=False).count() == 1
    assert list(Trace.objects.values_list("verb", "subject")) == [("adapted", fifth(group).pk)]


def test_who_looked_before_the_copy_was_made_finds_it(group, ruth):
    seen = fifth(group)
    made = adapt(fifth(group), by=ruth, now=NOW)
    assert adapt(seen, by=ruth, now=NOW) == made


def test_a_block_of_the_programme_is_found_in_the_copy(group, ruth):
    meeting = fifth(group)
    tea = meeting.plan.activities.get(title="Tea")
    made = adapt(meeting, by=ruth, now=NOW)
    assert made.activities.get(pk=copied_id(made.pk, tea.pk)).title == "Tea"
    blocks = list(made.activities.all())
    ours = Activity(pk=uuid4(), plan=made, title="Ours")
    known = origins(made, [*blocks, ours])
    assert known[ours.pk] == ours.pk
    assert {known[each.pk] for each in blocks} == set(
        made.copied_from.activities.values_list("pk", flat=True)
    )
    theirs = list(made.copied_from.activities.all())
    assert origins(made.copied_from, theirs) == {each.pk: each.pk for each in theirs}


@pytest.mark.parametrize("number", [4, 6])
def test_an_evening_that_began_or_was_cancelled_keeps_its_plan(group, ruth, number):
    group.meetings.filter(number=6).update(cancelled_at=NOW, cancelled_by=ruth)
    meeting = group.meetings.get(number=number)
    assert not may_change(meeting, NOW)
    with pytest.raises(TooLate):
        adapt(meeting, by=ruth, now=NOW)
    assert not SessionPlan.objects.filter(copied_from__isnull=False).exists()


def test_it_may_be_changed_until_the_minute_it_begins(group, ruth):
    meeting = fifth(group)
    assert may_change(meeting, meeting.starts_at - timedelta(seconds=1))
    assert not may_change(meeting, meeting.starts_at)
    with pytest.raises(TooLate):
        adapt(meeting, by=ruth, now=meeting.starts_at)


def test_the_programmes_own_plan_is_never_among_those_she_may_change(group, ruth):
    meeting = fifth(group)
    source = meeting.plan
    block = source.activities.get(title="Tea")
    about = editing.field_of(block.pk, "minutes")
    with (
        pytest.raises(SessionPlan.DoesNotExist),
        editing.changing(own_plans(meeting), source.pk, about=about, by=ruth, now=NOW),
    ):
        pass
    adapt(meeting, by=ruth, now=NOW)
    with (
        pytest.raises(Frozen),
        editing.changing(SessionPlan.objects.all(), source.pk, about=about, by=ruth, now=NOW),
    ):
        pass


def test_one_groups_copy_is_not_in_reach_of_another(group, ruth):
    other = factories.group(lead=facilitator("Colette"), curriculum=group.curriculum)
    adapt(fifth(group), by=ruth, now=NOW)
    assert fifth(other).plan == fifth(group).plan.copied_from
    assert list(own_plans(fifth(other))) == []
    assert list(own_plans(fifth(group))) == [fifth(group).plan]


def test_a_copy_moves_on_with_the_plans_when_an_evening_is_cancelled(group, ruth):
    made = adapt(fifth(group), by=ruth, now=NOW)
    moving.cancel(fifth(group), shift=True, by=ruth, now=NOW)
    assert group.meetings.get(number=6).plan == made
    assert may_change(group.meetings.get(number=6), NOW)


def test_its_questions_are_asked_as_those_of_the_programme_were(group, ruth):
    """Planning asks whether the evening's plan has a question at all."""
    meeting = fifth(group)
    adapt(meeting, by=ruth, now=NOW)
    assert Prompt.objects.filter(plan__meetings=meeting).count() == 2
    known = facts.gather([group.pk], now=NOW, horizon=timedelta(days=14))
    assert fifth(group).plan_id in known.asking


class TestForgetting:
    """A year after the last evening nothing is left of what one group had changed."""

    def over(self, group):
        return group.meetings.order_by("starts_at").last().ends_at + timedelta(days=366)

    def test_the_copies_go_and_the_programme_stays(self, group, ruth):
        source = fifth(group).plan
        adapt(fifth(group), by=ruth, now=NOW)
        longer(fifth(group), ruth)
        forget_finished(self.over(group))
        assert fifth(group).plan == source
        assert SessionPlan.objects.count() == 8
        assert (Change.objects.count(), Activity.objects.count()) == (0, 32)

    def test_another_groups_copy_stays(self, group, ruth):
        other = factories.group(
            lead=facilitator("Colette"), curriculum=group.curriculum,
            first_on=group.first_on + timedelta(days=300),
        )  # fmt: skip
        made = adapt(fifth(other), by=ruth, now=NOW)
        forget_finished(self.over(group))
        assert fifth(other).plan == made

    def test_her_page_keeps_the_question_that_it_answers(self, group, ruth):
        ewa = factories.member(group).person
        meeting = fifth(group)
        first, second = meeting.plan.prompts.order_by("position")
        adapt(meeting, by=ruth, now=NOW)
        changing = editing.changing(
            own_plans(meeting), meeting.plan_id, about="prompts", by=ruth, now=NOW
        )
        with changing as held:
            editing.set_prompts(held, [first.text, "Our own question"])
        pages = [
            Reflection.objects.create(
                person=ewa, meeting=meeting, prompt=prompt, begun_at=NOW, written_at=NOW
            )
            for prompt in meeting.plan.prompts.order_by("position")
        ]
        forget_finished(self.over(group))
        kept = [Reflection.objects.get(pk=each.pk).prompt for each in pages]
        assert kept == [first, None]
        assert second.text != "Our own question"


class TestRealThreads:
    pytestmark = real_threads

    def test_eight_first_changes_at_once_make_one_copy(self):
        ruth = facilitator()
        group = factories.group(lead=ruth)
        meetings = [fifth(group) for _ in range(8)]
        acts = [lambda meeting=each: adapt(meeting, by=ruth, now=NOW).pk for each in meetings]
        assert set(together(*acts)) == {fifth(group).plan_id}
        assert SessionPlan.objects.filter(copied_from__isnull=False).count() == 1

    def test_a_copy_made_while_evenings_move_on_is_not_lost(self):
        ruth = facilitator()
        group = factories.group(lead=ruth)
        sixth = group.meetings.select_related("group", "plan").get(number=6)
        said = together(
            lambda: adapt(sixth, by=ruth, now=NOW).copied_from_id,
            lambda: moving.cancel(fifth(group), shift=True, by=ruth, now=NOW).number,
        )
        copies = SessionPlan.objects.filter(copied_from__isnull=False)
        assert said[1] == 9
        assert [each.meetings.on().exists() for each in copies] == [True]
        on = group.meetings.on().select_related("plan").order_by("starts_at")
        plans = [each.plan.copied_from_id or each.plan_id for each in on]
        assert plans == list(group.curriculum.plans.order_by("number").values_list("pk", flat=True))
