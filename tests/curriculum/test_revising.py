"""A published curriculum is copied, not changed."""

import pytest

from curriculum.importing import draft_of, publish, read, store, write
from curriculum.models import Curriculum, Frozen
from curriculum.revising import revise
from tests import factories
from tests.cast import NOW
from tests.curriculum.samples import EXAMPLE, evening


@pytest.fixture
def published() -> Curriculum:
    curriculum, _written = store(read(EXAMPLE + evening(2)))
    publish(curriculum, now=NOW, by=None)
    return curriculum


def test_a_revision_is_the_next_version_with_the_same_text(published):
    before = write(published)
    draft = revise(published)
    assert (draft.version, draft.published_at, draft.published_by) == (2, None, None)
    assert write(draft) == before.replace("version = 1", "version = 2")
    assert write(Curriculum.objects.get(pk=published.pk)) == before


def test_a_revision_can_be_changed_and_the_published_one_cannot(published):
    draft = revise(published)
    draft.plans.update(title="Another title")
    assert {plan.title for plan in draft_of(draft).plans} == {"Another title"}
    assert {plan.title for plan in draft_of(published).plans} == {"Putting a name to the ache"}
    with pytest.raises(Frozen):
        published.plans.update(title="Another title")


def test_a_group_stays_with_the_version_it_began_with(published):
    group = factories.group(curriculum=published)
    publish(revise(published), now=NOW, by=None)
    group.refresh_from_db()
    assert group.curriculum == published
    assert {meeting.plan.curriculum for meeting in group.meetings.all()} == {published}
    assert Curriculum.objects.newest().get().version == 2


def test_an_older_version_is_revised_after_the_newest(published):
    publish(revise(published), now=NOW, by=None)
    assert revise(published).version == 3


def test_a_revision_costs_the_same_however_many_plans(published, django_assert_num_queries):
    small, _written = store(read(EXAMPLE.replace('key = "the', 'key = "small')))
    with django_assert_num_queries(15):
        revise(small)
    with django_assert_num_queries(15):
        revise(published)
