"""What the linter says on the screen names the fields as the screen does, in both languages."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.translation import override

from curriculum.checking import BlockDraft, Draft, PlanDraft, check
from curriculum.checking.words import CAUSE, LOADED
from curriculum.forms import programme, texts
from curriculum.forms.block import BlockForm
from curriculum.forms.naming import on_screen
from curriculum.models import SessionPlan, Step
from tests import factories

FORMS = [BlockForm, texts.TextsForm, programme.TextsForm]
LONG = "x" * 60_000
BLOCK = BlockDraft(title=LONG, kind="close", minutes=9, trim=9, words=LONG, notes=LONG,
                   materials=LONG, shorten=LONG, stall=LONG)  # fmt: skip
PLAN = PlanDraft(number=1, page=LONG, handout=LONG, practice=LONG, prompts=(LONG, LONG),
                 blocks=(BLOCK, replace(BLOCK, kind="open")))  # fmt: skip
WRONG = Draft(subtitle=LONG, attribution=LONG, agreements=LONG, guide=LONG, plans=(PLAN,))
OF_THE_FILE = {"key", "version"}  # what no field of a draft's page has


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_field_that_a_sentence_names_has_its_label_on_the_screen(language):
    with override(language):
        said = [finding.words for finding in check(WRONG)]
        quoted = {name for words in said for name in re.findall("[“«]([a-z_ 0-9]+)[”»]", words)}
        assert {"trim", "close", "agree", "theme", "caution", "prompt 2", "stall"} < quoted
        left = {
            name
            for words in said
            for name in re.findall(
                "[“«]([a-z]+)[”»]", min((on_screen(words, form) for form in FORMS), key=plain)
            )
        }
    assert left == OF_THE_FILE


def plain(words):
    """How many names of the file are left in it."""
    return len(re.findall("[“«][a-z]+(?: [0-9]+)?[”»]", words))


def test_a_block_and_a_plan_each_have_their_own_name_for_a_title():
    assert [on_screen("“title”, “prompt 3”", form) for form in FORMS] == [
        "“Name”, “Question 3”", "“Title”, “Question 3”", "“Title”, “Question 3”",
    ]  # fmt: skip


def test_no_word_that_may_be_hers_is_taken_for_a_name():
    names = {*Step.Kind.values, *(name for form in FORMS for name in form.base_fields)}
    for language, patterns in LOADED.items():
        for pattern in [*patterns.values(), CAUSE[language]]:
            assert [name for name in names if pattern.fullmatch(name)] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["The plan has no “Theme”.", "it has no “Shortest”.", "of the kind “Agreements”"]),
        ("es", ["El plan no tiene «Tema».", "no lleva «", "de tipo «Acuerdos»"]),
    ],
)
def test_the_editor_and_the_last_look_before_publishing_say_so(ruth, seen_by, language, words):
    plan = factories.curriculum(1, owner=ruth, published=False).plans.get()
    SessionPlan.objects.filter(pk=plan.pk).update(theme="")
    plan.activities.filter(kind="close").update(trim=5)
    plan.activities.filter(kind="agree").update(kind="group")
    ruth.language = language
    ruth.save(update_fields=["language"])
    client = seen_by(ruth)
    for name, args in (
        ("programme_plan", [plan.curriculum_id, 1]),
        ("programme_publish", [plan.curriculum_id]),
    ):
        page = client.get(reverse(name, args=args)).content.decode()
        for each in words:
            assert each in page
        assert not re.search("[“«](trim|theme|close|agree)[”»]", page)
