"""A draft's evenings, its publication and its end."""

import pytest
from django.db import transaction

from curriculum.access import drafts, readable
from curriculum.arranging import (
    InUse,
    Outline,
    add_evening,
    add_part,
    begin,
    delete,
    hold,
    move_evening,
    publish,
    remove_evening,
)
from curriculum.checking import check, errors
from curriculum.importing import Refused, draft_of, read, store
from curriculum.models import Curriculum, Frozen
from tests import factories
from tests.cast import NOW, coordinator, facilitator
from tests.curriculum.samples import EXAMPLE


@pytest.fixture
def ruth():
    return facilitator("Ruth")


@pytest.fixture
def draft(ruth):
    return factories.curriculum(3, owner=ruth, published=False)


def titles(programme):
    rows = programme.plans.order_by("number")
    return [(plan.number, plan.part, plan.title) for plan in rows]


def held(programme, person):
    return hold(drafts(person), programme.pk)


@pytest.mark.parametrize("minutes", [30, 47, 90, 600])
@pytest.mark.parametrize("evenings", [1, 2, 12])
def test_what_is_begun_from_nothing_lacks_only_words(ruth, minutes, evenings):
    outline = Outline("Los miércoles", "es", evenings, minutes)
    programme = begin(outline, by=ruth, licence="CC BY-SA 4.0")
    assert (programme.key, programme.author, programme.owner) == ("los-miercoles", "Ruth", ruth)
    missing = {(one.rule, one.words.split("“")[-1]) for one in errors(check(draft_of(programme)))}
    assert {rule for rule, _words in missing} <= {"contents", "confidential"}
    assert not [one for one in check(draft_of(programme)) if one.rule == "trim"]


def test_its_blocks_are_named_in_its_own_language(ruth):
    programme = begin(Outline("Los miércoles", "es", 2, 90), by=ruth, licence="CC0")
    names = programme.plans.get(number=1).activities.order_by("position")
    assert [block.kind for block in names] == ["open", "agree", "round", "quiet", "pairs", "close"]
    assert next(block.title for block in names) == "Llegar"


def test_a_key_that_is_taken_gets_a_number(ruth):
    begun = [begin(Outline("A walk", "en", 1, 90), by=ruth, licence="CC0").key for _ in range(3)]
    assert begun == ["a-walk", "a-walk-2", "a-walk-3"]
    assert begin(Outline("散歩", "ja", 1, 90), by=ruth, licence="CC0").key == "programme"


def test_an_evening_more_comes_before_the_reunion(draft, ruth):
    with transaction.atomic():
        add_part(held(draft, ruth), "after")
    with transaction.atomic():
        add_part(held(draft, ruth), "before")
    with transaction.atomic():
        add_evening(held(draft, ruth))
    assert titles(draft) == [
        (0, "before", "Before the first evening"), (1, "main", "Evening title 1"),
        (2, "main", "Evening title 2"), (3, "main", "Evening title 3"), (4, "main", "Evening 4"),
        (5, "after", "Seeing each other again"),
    ]  # fmt: skip
    assert draft.plans.get(number=0).minutes == 45
    assert draft.plans.get(number=5).minutes == 60


def test_there_is_one_reunion(draft, ruth):
    with transaction.atomic():
        add_part(held(draft, ruth), "after")
    with pytest.raises(ValueError, match="after"), transaction.atomic():
        add_part(held(draft, ruth), "after")


def test_there_is_an_end_to_more_evenings(ruth):
    full = factories.curriculum(60, owner=ruth, published=False)
    with pytest.raises(ValueError, match="60"), transaction.atomic():
        add_evening(held(full, ruth))


def test_an_evening_moves_and_the_others_make_room(draft, ruth):
    third = draft.plans.get(number=3)
    with transaction.atomic():
        assert move_evening(held(draft, ruth), third, -2) == 1
    assert [title for _n, _p, title in titles(draft)] == [
        "Evening title 3", "Evening title 1", "Evening title 2",
    ]  # fmt: skip
    with transaction.atomic():
        assert move_evening(held(draft, ruth), third, -1) == 1


def test_an_evening_goes_and_the_numbers_close_up(draft, ruth):
    with transaction.atomic():
        remove_evening(held(draft, ruth), draft.plans.get(number=2))
    assert [(number, title) for number, _p, title in titles(draft)] == [
        (1, "Evening title 1"), (2, "Evening title 3"),
    ]  # fmt: skip


def test_the_only_evening_stays(ruth):
    small = factories.curriculum(1, owner=ruth, published=False)
    with pytest.raises(ValueError, match="1"), transaction.atomic():
        remove_evening(held(small, ruth), small.plans.get())


def test_rearranging_costs_the_same_however_many_evenings(ruth, django_assert_num_queries):
    for weeks in (4, 40):
        programme = factories.curriculum(weeks, owner=ruth, published=False)
        last = programme.plans.get(number=weeks)
        with django_assert_num_queries(6), transaction.atomic():
            move_evening(held(programme, ruth), last, -3)


def test_publishing_says_by_whom_and_when(ruth):
    programme = Curriculum.objects.get(pk=stored(ruth).pk)
    publish(drafts(ruth), programme.pk, by=ruth, now=NOW)
    programme.refresh_from_db()
    assert (programme.published_by, programme.published_at) == (ruth, NOW)


def test_what_has_errors_is_not_published(draft, ruth):
    with pytest.raises(Refused):
        publish(drafts(ruth), draft.pk, by=ruth, now=NOW)
    draft.refresh_from_db()
    assert draft.published_at is None


def test_nobody_publishes_or_deletes_what_is_not_hers(draft):
    colette = facilitator("Colette")
    for act in (
        lambda: publish(drafts(colette), draft.pk, by=colette, now=NOW),
        lambda: delete(readable(colette), draft.pk),
    ):
        with pytest.raises(Curriculum.DoesNotExist):
            act()
    assert Curriculum.objects.filter(pk=draft.pk).exists()


def test_a_draft_is_deleted_with_all_that_is_in_it(draft, ruth):
    delete(drafts(ruth), draft.pk)
    assert not Curriculum.objects.filter(pk=draft.pk).exists()


def test_what_groups_use_is_not_deleted_and_says_how_many_they_are(ruth):
    programme = factories.curriculum(2, owner=ruth)
    for _ in range(3):
        factories.group(lead=ruth, curriculum=programme)
    with pytest.raises(InUse) as refused:
        delete(readable(ruth), programme.pk)
    assert refused.value.groups == 3
    assert programme.plans.count() == 2


def test_a_draft_that_a_group_uses_is_protected_by_the_database(draft, ruth):
    factories.group(lead=ruth, curriculum=draft)
    with pytest.raises(InUse) as refused:
        delete(drafts(ruth), draft.pk)
    assert refused.value.groups == 1


def test_what_is_published_stays_though_nobody_uses_it(ruth):
    programme = factories.curriculum(1, owner=ruth)
    with pytest.raises(Frozen):
        delete(readable(ruth), programme.pk)


def test_of_publishing_and_deleting_the_first_one_counts(ruth):
    programme = stored(ruth)
    publish(drafts(ruth), programme.pk, by=ruth, now=NOW)
    with pytest.raises(Curriculum.DoesNotExist):
        delete(drafts(ruth), programme.pk)
    with pytest.raises(Curriculum.DoesNotExist):
        publish(drafts(coordinator()), programme.pk, by=ruth, now=NOW)


def stored(ruth):
    programme, _written = store(read(EXAMPLE))
    Curriculum.objects.filter(pk=programme.pk).update(owner=ruth)
    return programme
