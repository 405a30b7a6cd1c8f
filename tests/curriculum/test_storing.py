"""A curriculum comes into the database whole or not at all, and comes out the same."""

import pytest
from django.db import connection
from django.db.models.signals import pre_save

from curriculum.importing import Refused, draft_of, publish, read, store, write, write_text
from curriculum.models import Activity, Curriculum, Prompt, SessionPlan
from tests import factories
from tests.cast import NOW
from tests.curriculum.broken import ERRORS
from tests.curriculum.samples import EXAMPLE, changed, evening

TABLES = (Curriculum, SessionPlan, Activity, Prompt)


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


def test_what_goes_in_comes_out_the_same():
    draft = read(EXAMPLE + evening(2) + evening(0, part="before") + evening(3, part="after"))
    curriculum, written = store(draft)
    assert written
    assert curriculum.published_at is None
    assert draft_of(curriculum) == draft
    assert write(curriculum) == write_text(draft)
    assert counts() == [1, 4, 32, 12]


def test_the_rows_hold_what_was_written():
    curriculum, _written = store(read(EXAMPLE))
    plan = curriculum.plans.get()
    block = plan.activities.get(position=3)
    assert (curriculum.key, curriculum.version) == ("the-lamp-and-the-open-door", 1)
    assert (plan.number, plan.part, plan.minutes) == (1, "main", 90)
    assert (block.kind, block.minutes, block.trim, block.role) == ("round", 12, 9, "co")
    assert block.words == "Your name, please, and one ordinary thing. You may always pass."
    assert [prompt.position for prompt in plan.prompts.all()] == [1, 2, 3]


def test_line_ends_from_a_browser_do_not_come_out():
    curriculum, _written = store(read(EXAMPLE))
    curriculum.plans.update(page="One.\r\nTwo.\rThree.")
    assert draft_of(curriculum).plans[0].page == "One.\nTwo.\nThree."
    assert read(write(curriculum)) == draft_of(curriculum)


@pytest.mark.parametrize("named", ERRORS)
def test_a_draft_with_an_error_leaves_nothing_behind(named):
    with pytest.raises(Refused) as refused:
        store(read(ERRORS[named][0]))
    assert [each.rule for each in refused.value.findings] == [named.split(":")[0]]
    assert counts() == [0, 0, 0, 0]


def test_a_fault_of_the_database_leaves_nothing_behind():
    with connection.cursor() as cursor:  # the questions are the last to be written
        cursor.execute("ALTER TABLE curriculum_prompt RENAME TO curriculum_prompt_away")
    with pytest.raises(Exception, match="curriculum_prompt"):
        store(read(EXAMPLE))
    assert [table.objects.count() for table in TABLES[:3]] == [0, 0, 0]


def test_the_same_text_again_changes_nothing():
    first, _written = store(read(EXAMPLE))
    again, written = store(read(EXAMPLE))
    assert (again, written) == (first, False)
    assert counts() == [1, 1, 8, 3]


def test_another_text_takes_the_place_of_a_draft():
    first, _written = store(read(EXAMPLE))
    again, written = store(read(changed("There is tea.", "There is soup.") + evening(2)))
    assert (again.pk, written) == (first.pk, True)
    assert counts() == [1, 2, 16, 6]
    assert "There is soup." in write(again)


def test_another_text_for_a_published_version_is_refused():
    curriculum, _written = store(read(EXAMPLE))
    publish(curriculum, now=NOW, by=None)
    text = changed("There is tea.", "There is soup.")
    with pytest.raises(Refused) as refused:
        store(read(text))
    (found,) = refused.value.findings
    assert (found.file, found.line, found.rule) == ("curriculum.md", 4, "version")
    assert "Version 1 of “the-lamp-and-the-open-door” (en) is published" in found.words
    assert "There is tea." in write(Curriculum.objects.get())
    second, written = store(read(text.replace("version = 1", "version = 2")))
    assert (second.version, written) == (2, True)


def test_another_text_for_a_version_in_use_is_refused():
    group = factories.group(curriculum=factories.curriculum(published=False, key="in-use"))
    text = changed('key = "the-lamp-and-the-open-door"', 'key = "in-use"')
    with pytest.raises(Refused) as refused:
        store(read(text))
    words = (
        "curriculum.md:4: error [version] Version 1 of “in-use” (en) is in use. Raise “version”."
    )
    assert str(refused.value) == words
    assert group.meetings.count() == 8


def test_only_what_keeps_the_rules_is_published():
    curriculum, _written = store(read(EXAMPLE))
    Activity.objects.filter(kind="close").update(minutes=9)
    with pytest.raises(Refused) as refused:
        publish(curriculum, now=NOW, by=None)
    assert [found.rule for found in refused.value.findings] == ["minutes"]
    curriculum.refresh_from_db()
    assert curriculum.published_at is None


def test_an_import_costs_the_same_however_many_plans_it_has(django_assert_num_queries):
    with django_assert_num_queries(12):
        store(read(EXAMPLE))
    with django_assert_num_queries(12):
        text = changed("version = 1", "version = 2")
        store(read(text + "".join(evening(number) for number in range(2, 6))))


def test_two_imports_at_the_same_moment_make_one():
    def overtake(instance: Curriculum, **signal: object) -> None:
        other = Curriculum(key=instance.key, language=instance.language, version=1, title="First")
        Curriculum.objects.bulk_create([other])

    pre_save.connect(overtake, sender=Curriculum)
    try:
        with pytest.raises(Refused) as refused:
            store(read(EXAMPLE))
    finally:
        pre_save.disconnect(overtake, sender=Curriculum)
    assert [found.rule for found in refused.value.findings] == ["version"]
    assert "at this moment" in str(refused.value)
