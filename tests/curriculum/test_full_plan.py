"""A plan that holds as many blocks, or questions, as can be read back."""

import pytest

from curriculum.importing.sections import MOST
from curriculum.models import Activity
from tests import factories
from tests.curriculum.editor import block, fields, send


class TestAFullPlan:
    """More than any evening holds: what cannot be read back is not written in the first place."""

    @pytest.fixture
    def crowded(self, plan):
        for position in range(5, MOST + 1):
            Activity.objects.create(
                plan=plan, position=position, kind="group", title="G", minutes=1
            )
        return plan

    @pytest.mark.parametrize("htmx", [True, False])
    @pytest.mark.parametrize("how", ["add", "again"])
    def test_no_block_more_and_her_words_stay(self, as_ruth, crowded, url, how, htmx):
        said = fields(crowded, title="One too many") if how == "again" else {}
        answer = send(as_ruth, url, how, htmx=htmx, **said)
        seen = answer.content.decode()
        assert (answer.status_code, "30 blocks are as many" in seen) == (422, True)
        assert how == "add" or "One too many" in seen
        assert crowded.activities.count() == MOST

    def test_the_page_its_history_and_undo_answer(self, as_ruth, crowded, url):
        send(as_ruth, url, f"minutes:{block(crowded).pk}:44")
        send(as_ruth, url, "add")
        assert [as_ruth.get(url + more).status_code for more in ("", "texts/", "history/")] == [
            200, 200, 200,
        ]  # fmt: skip
        send(as_ruth, url, f"undo:{crowded.changes.first().pk}")
        assert block(crowded).minutes == 45

    def test_no_block_more_from_the_library(self, as_ruth, crowded, url):
        kept = factories.library_activity()
        as_ruth.post(f"{url}library/", {"block": str(kept.pk)})
        assert "30 blocks are as many" in as_ruth.get(url).content.decode()
        assert crowded.activities.count() == MOST

    def test_no_question_more_and_her_words_stay(self, as_ruth, plan, url):
        for position in range(3, MOST + 1):
            plan.prompts.create(position=position, text=f"Q {position}")
        answer = as_ruth.post(f"{url}texts/", {"do": "ask", "saw": 1, "text": "And this one?"})
        seen = answer.content.decode()
        assert (answer.status_code, "30 questions are as many" in seen) == (422, True)
        assert "And this one?" in seen
        assert plan.prompts.count() == MOST
