"""Two people at the same moment, at one programme: one of them was first, and nothing is torn."""

import threading
import time

from django.db import IntegrityError, transaction

from curriculum.access import drafts, readable
from curriculum.arranging import (
    KeyTaken,
    Outline,
    begin,
    bring,
    copy,
    delete,
    hold,
    move_evening,
    publish,
)
from curriculum.collecting import keep
from curriculum.editing import changing, field_of, set_block, set_texts
from curriculum.importing import Taken, read, store, write
from curriculum.models import Change, Curriculum, Frozen, LibraryActivity, SessionPlan
from tests import factories
from tests.cast import NOW
from tests.curriculum.samples import EXAMPLE, PART, changed, evening
from tests.groups.test_at_once import real_threads, together

pytestmark = real_threads


def sound(ruth):
    made, _written = store(read(EXAMPLE + evening(2)), owner=ruth)
    return made


def test_of_publishing_and_deleting_at_once_one_happens(ruth, nisha):
    programme = sound(ruth)
    said = together(
        lambda: publish(drafts(ruth), programme.pk, by=ruth, now=NOW),
        lambda: delete(readable(nisha), programme.pk),
    )
    there = Curriculum.objects.filter(pk=programme.pk).first()
    if there is None:
        assert isinstance(said[0], Curriculum.DoesNotExist)
    else:
        assert there.published_by == ruth
        assert isinstance(said[1], Frozen)


def test_a_change_is_before_the_publication_or_not_at_all(ruth, nisha):
    programme = sound(ruth)
    plan = programme.plans.get(number=2)
    block = plan.activities.get(position=1)
    plans = SessionPlan.objects.filter(curriculum=programme)

    def change():
        about = field_of(block.pk, "notes")
        with changing(plans, plan.pk, about=about, by=nisha, now=NOW) as held:
            set_block(held, held.block(block.pk), notes="Nisha was here.")

    said = together(lambda: publish(drafts(ruth), programme.pk, by=ruth, now=NOW), change)
    block.refresh_from_db()
    assert isinstance(said[1], Frozen) == (block.notes != "Nisha was here.")
    assert Change.objects.count() == (block.notes == "Nisha was here.")


def test_who_presses_twice_at_once_gets_one_draft(ruth):
    programme = factories.curriculum(1)
    said = together(*[lambda: copy(programme, by=ruth)] * 2)
    assert {draft.pk for draft, _made in said} == {Curriculum.objects.get(owner=ruth).pk}


def after(first, second):
    """`first` tells when it is in the middle of its work; only then `second` begins."""
    middle = threading.Event()

    def one():
        try:
            return first(lambda: (middle.set(), time.sleep(0.7)))
        finally:
            middle.set()

    def two():
        middle.wait()
        return second()

    return together(one, two)


def test_who_writes_a_text_and_who_orders_the_evenings_wait_for_each_other(ruth, nisha):
    programme = sound(ruth)
    plan = programme.plans.get(number=2)

    def retell(pause):
        plans = SessionPlan.objects.filter(curriculum=programme)
        with changing(plans, plan.pk, about="text theme", by=ruth, now=NOW) as held:
            set_texts(held, theme="Hers")
            pause()
        return plans.get(pk=plan.pk).theme

    def order():
        with transaction.atomic():
            held = hold(drafts(nisha), programme.pk)
            move_evening(held, held.plan(plan.pk), -1)
        return "ordered"

    assert after(retell, order) == ["Hers", "ordered"]
    plan.refresh_from_db()
    assert (plan.number, plan.theme) == (1, "Hers")


def test_what_was_published_a_moment_ago_is_not_replaced_by_a_file(ruth):
    programme = sound(ruth)
    was = write(programme)

    def publishing(pause):
        with transaction.atomic():
            done = publish(drafts(ruth), programme.pk, by=ruth, now=NOW)
            pause()
        return done

    other = read(changed("This one does not.", "This one does not, and rests.") + evening(2))
    said = after(publishing, lambda: bring(other, by=ruth))
    assert isinstance(said[1], Taken), said
    programme.refresh_from_db()
    assert (programme.published_by, write(programme)) == (ruth, was)


def test_a_file_waits_for_whoever_changes_the_draft_that_it_replaces(ruth, nisha):
    programme = sound(ruth)
    block = programme.plans.get(number=2).activities.get(position=1)

    def change(pause):
        plans = SessionPlan.objects.filter(curriculum=programme)
        with changing(plans, block.plan_id, about=field_of(block.pk, "notes"), by=nisha,
                      now=NOW) as held:  # fmt: skip
            set_block(held, held.block(block.pk), notes="Nisha was here.")
            pause()
        return "changed"

    other = read(changed("This one does not.", "This one does not, and rests.") + evening(2))
    said = after(change, lambda: bring(other, by=ruth))
    assert said == ["changed", (programme, True)]


def test_a_block_kept_twice_at_once_is_kept_once(ruth):
    block = factories.curriculum(1).plans.get().activities.get(position=2)
    said = together(*[lambda: keep(block, language="en", by=ruth, now=NOW)] * 2)
    assert sorted(new for _kept, new in said) == [False, True]
    assert LibraryActivity.objects.count() == 1


def bringing(draft, by):
    """She brings it in, and her transaction stays open for a while."""

    def first(pause):
        with transaction.atomic():
            made, _written = bring(draft, by=by)
            pause()
        return made

    return first


def test_a_new_key_has_one_owner_whoever_else_brings_it_at_this_moment(ruth, colette):
    hers = read(EXAMPLE + evening(2))
    other = read(changed("version = 1", "version = 2") + evening(2))
    said = after(bringing(hers, ruth), lambda: bring(other, by=colette))
    assert isinstance(said[1], KeyTaken), said
    assert Curriculum.objects.get() == said[0]
    assert said[0].owner == ruth


def test_a_new_key_in_two_languages_at_once_has_one_owner(ruth, colette):
    hers = read(changed('key = "the-lamp-and-the-open-door"', 'key = "walk"') + evening(2))
    walk = Outline(title="Walk", language="es", evenings=1, minutes=90)
    said = after(bringing(hers, ruth), lambda: begin(walk, by=colette, licence="CC0-1.0"))
    assert isinstance(said[1], IntegrityError), said
    assert begin(walk, by=colette, licence="CC0-1.0").key == "walk-2"


def test_a_new_language_under_a_key_has_one_owner(ruth, colette):
    for version in ("1", "2"):
        english = read(changed("version = 1", f"version = {version}") + evening(2))
        original, _written = store(english)
        original.publish(now=NOW, by=None)
    other = read(changed("version = 1", "version = 2", PART))
    said = after(bringing(read(PART), ruth), lambda: bring(other, by=colette))
    assert isinstance(said[1], KeyTaken), said
    assert Curriculum.objects.get(language="es").owner == ruth


def test_of_two_who_publish_at_once_one_did(ruth, nisha):
    programme = sound(ruth)
    again = Curriculum.objects.get(pk=programme.pk)
    said = together(
        lambda: programme.publish(now=NOW, by=ruth), lambda: again.publish(now=NOW, by=nisha)
    )
    assert sorted(isinstance(each, Frozen) for each in said) == [False, True]
