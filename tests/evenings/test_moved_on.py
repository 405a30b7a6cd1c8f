"""An evening that changed its number, or its plan, while somebody had its page open."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from curriculum.views.editor.sheet import digest
from groups import moving
from groups.adapting import adapt
from tests import factories
from tests.cast import NOW, coordinator, facilitator

HTMX = {"HX-Request": "true"}


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def as_ruth(ruth):
    return signed_in(ruth)


def saw(client, address) -> str:
    """What the forms of the page say of what she saw."""
    return re.findall(r'name="saw" value="([^"]*)"', client.get(address).content.decode())[-1]


def theme(client, address, words, *, was, seen, htmx=False):
    sent = {"do": "texts", "saw": seen, "theme": words, "was_theme": digest(was)}
    return client.post(address, sent, headers=HTMX if htmx else {})


class TestOfADraft:
    @pytest.fixture
    def programme(self, ruth):
        return factories.curriculum(3, published=False, owner=ruth)

    @pytest.fixture
    def swapped(self, programme, as_ruth):
        """Ruth has evening 2 open; Nisha makes it the third. What her page saw."""
        texts = reverse("programme_plan_texts", args=[programme.pk, 2])
        seen = saw(as_ruth, texts)
        second = programme.plans.get(number=2)
        signed_in(coordinator()).post(
            reverse("programme_evenings", args=[programme.pk]),
            {"do": "later", "plan": str(second.pk)},
        )
        assert programme.plans.get(number=3) == second
        return seen

    @pytest.mark.parametrize("htmx", [True, False])
    def test_her_words_go_to_the_evening_that_she_saw(self, programme, as_ruth, swapped, htmx):
        texts = reverse("programme_plan_texts", args=[programme.pk, 2])
        theme(as_ruth, texts, "Hers", was="Theme 2", seen=swapped, htmx=htmx)
        themes = programme.plans.order_by("number").values_list("theme", flat=True)
        assert list(themes) == ["Theme 1", "Theme 3", "Hers"]

    def test_so_do_a_question_and_a_block(self, programme, as_ruth, swapped):
        address = reverse("programme_plan", args=[programme.pk, 2])
        as_ruth.post(f"{address}texts/", {"do": "ask", "saw": swapped, "text": "Hers?"})
        answer = as_ruth.post(address, {"do": "add", "saw": swapped})
        moved = programme.plans.get(number=3)
        assert moved.prompts.filter(text="Hers?").exists()
        assert moved.activities.count() == 5
        assert answer.headers["Location"].startswith(
            reverse("programme_plan", args=[programme.pk, 3])
        )

    def test_her_page_is_told_of_its_own_evening_alone(self, programme, as_ruth, swapped):
        address = reverse("programme_plan_edition", args=[programme.pk, 2])
        assert as_ruth.get(address, {"saw": swapped}).status_code == 204

    @pytest.mark.parametrize("htmx", [True, False])
    def test_where_it_was_taken_out_nothing_is_written(self, programme, as_ruth, htmx):
        texts = reverse("programme_plan_texts", args=[programme.pk, 2])
        seen = saw(as_ruth, texts)
        second = programme.plans.get(number=2)
        as_ruth.post(reverse("programme_remove", args=[programme.pk, 2]), {"plan": str(second.pk)})
        answer = theme(as_ruth, texts, "Hers", was="Theme 2", seen=seen, htmx=htmx)
        assert answer.status_code == 409
        assert "taken out" in answer.content.decode()
        themes = programme.plans.order_by("number").values_list("theme", flat=True)
        assert list(themes) == ["Theme 1", "Theme 3"]

    @pytest.mark.parametrize("seen", ["1.x", "1.", ".", "1.2.3", "x" * 5000, "1.\0"])
    def test_a_spoilt_word_of_what_she_saw_is_none(self, programme, as_ruth, seen):
        texts = reverse("programme_plan_texts", args=[programme.pk, 2])
        assert theme(as_ruth, texts, "Hers", was="Theme 2", seen=seen).status_code == 303

    def test_the_plan_of_another_programme_is_not_hers_to_name(self, programme, as_ruth):
        theirs = factories.curriculum(1, published=False, owner=facilitator("Colette")).plans.get()
        texts = reverse("programme_plan_texts", args=[programme.pk, 2])
        answer = theme(as_ruth, texts, "Hers", was="", seen=f"1.{theirs.pk}")
        theirs.refresh_from_db()
        assert (answer.status_code, theirs.theme) == (409, "Theme 1")


class TestOfAGroup:
    """The plan of a cancelled evening moves on to the next date."""

    @pytest.fixture
    def address(self, group):
        return reverse("plan_texts", args=[group.pk, 6])

    def shifted(self, group, ruth):
        moving.cancel(group.meetings.get(number=5), shift=True, by=ruth, now=NOW)

    @pytest.mark.parametrize("htmx", [True, False])
    @pytest.mark.parametrize("copied", [True, False])
    def test_her_words_go_with_the_plan(self, group, ruth, as_ruth, address, copied, htmx):
        if copied:
            adapt(group.meetings.get(number=6), by=ruth, now=NOW)
        seen = saw(as_ruth, address)
        self.shifted(group, ruth)
        answer = theme(as_ruth, address, "Hers", was="Theme 6", seen=seen, htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        themes = {each.number: each.plan.theme for each in group.meetings.select_related("plan")}
        assert (themes[6], themes[7], themes[8]) == ("Theme 5", "Hers", "Theme 7")

    def test_a_plan_that_no_evening_has_any_more_is_not_written(self, group, ruth, as_ruth):
        address = reverse("plan_texts", args=[group.pk, 6])
        seen = saw(as_ruth, address)
        other = group.meetings.get(number=8).plan
        group.meetings.filter(number=6).update(plan=other)
        answer = theme(as_ruth, address, "Hers", was="Theme 6", seen=seen)
        assert answer.status_code == 409
        assert group.meetings.get(number=6).plan.theme == "Theme 8"
