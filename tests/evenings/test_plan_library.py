"""The plan of one evening takes blocks from the library and gives hers to it."""

import pytest

from curriculum.models import Activity, Change, LibraryActivity, SessionPlan
from groups.adapting import adapt
from tests import factories
from tests.cast import NOW, facilitator
from tests.curriculum.test_block_pages import save_form
from tests.evenings.plans import AS_IT_WAS, HTMX, block, blocks, longer, page, send, url


@pytest.fixture
def bell(db):
    return factories.library_activity(title="A bell", kind="open", minutes=4, trim=2)


def choose(client, meeting, chosen, after=""):
    return client.post(url(meeting, "library/"), {"block": str(chosen.pk), "after": str(after)})


class TestChoose:
    def test_the_plan_leads_to_the_library_and_back(self, as_ruth, meeting, bell):
        assert url(meeting, "library/") in page(as_ruth, meeting)
        html = page(as_ruth, meeting, "library/")
        assert "A bell" in html
        assert f'href="{url(meeting)}"' in html
        assert not SessionPlan.objects.filter(copied_from__isnull=False).exists()

    def test_the_first_block_makes_the_copy_and_the_programme_stays(self, as_ruth, meeting, bell):
        source = meeting.plan
        there = choose(as_ruth, meeting, bell)["Location"]
        put = block(meeting, "A bell").pk
        assert there.startswith(f"{url(meeting)}?block={put}#b-")
        assert blocks(meeting) == [*AS_IT_WAS[:3], ("A bell", 4), AS_IT_WAS[3]]
        assert meeting.plan.copied_from == source
        assert list(
            source.activities.order_by("position").values_list("title", "minutes")
        ) == AS_IT_WAS  # fmt: skip

    @pytest.mark.parametrize("copied", [True, False])
    def test_it_stands_behind_the_block_that_she_names(self, as_ruth, ruth, meeting, bell, copied):
        after = meeting.plan.activities.get(title="Arrive").pk  # as a page from before shows it
        if copied:
            adapt(meeting, by=ruth, now=NOW)
        choose(as_ruth, meeting, bell, after)
        assert blocks(meeting)[:2] == [("Arrive", 10), ("A bell", 4)]

    @pytest.mark.parametrize("after", ["nonsense", "00000000-0000-4000-8000-000000000000"])
    def test_behind_no_block_is_before_the_closing(self, as_ruth, meeting, bell, after):
        choose(as_ruth, meeting, bell, after)
        assert [title for title, _ in blocks(meeting)][-2:] == ["A bell", "Closing"]

    def test_it_is_undone_as_every_change(self, as_ruth, meeting, bell):
        choose(as_ruth, meeting, bell)
        send(as_ruth, meeting, f"undo:{Change.objects.get().pk}")
        assert blocks(meeting) == AS_IT_WAS

    def test_what_has_begun_takes_none(self, as_ruth, group, bell):
        begun = group.meetings.get(number=4)
        for answer in (as_ruth.get(url(begun, "library/")), choose(as_ruth, begun, bell)):
            assert (answer.status_code, answer["Location"]) == (303, url(begun))
        assert "This one has begun" in page(as_ruth, begun)
        assert blocks(begun) == AS_IT_WAS

    def test_another_womans_block_is_not_there(self, as_ruth, meeting, bell):
        theirs = factories.library_activity(owner=facilitator("Colette"))
        assert choose(as_ruth, meeting, theirs).status_code == 404
        assert blocks(meeting) == AS_IT_WAS

    @pytest.mark.parametrize("copied", [True, False])
    @pytest.mark.parametrize("htmx", [True, False])
    def test_to_whoever_leads_another_group_it_is_not_there(
        self, client, ruth, meeting, bell, copied, htmx
    ):
        if copied:
            adapt(meeting, by=ruth, now=NOW)
        client.force_login(facilitator("Colette"))
        for end in ("library/", "keep/"):
            sent = {
                "block": str(bell.pk if end == "library/" else meeting.plan.activities.first().pk)
            }
            answer = client.post(url(meeting, end), sent, headers=HTMX if htmx else {})
            assert answer.status_code == 404
        assert blocks(meeting) == AS_IT_WAS

    def test_a_longer_plan_and_more_blocks_cost_the_same(
        self, as_ruth, ruth, meeting, bell, queries_of
    ):
        adapt(meeting, by=ruth, now=NOW)
        counts = []
        for _ in range(2):
            counts.append(queries_of(as_ruth, url(meeting, "library/")))
            for number in range(9):
                choose(as_ruth, meeting, bell)
                factories.library_activity(owner=ruth, title=f"Round {number}")
        assert counts[0] == counts[1] <= 12


class TestKeep:
    @pytest.mark.parametrize("copied", [True, False])
    def test_a_block_is_kept_as_it_stands_this_evening(self, as_ruth, ruth, meeting, copied):
        if copied:
            longer(as_ruth, meeting, 46)
            meeting.refresh_from_db()
        for each in Activity.objects.filter(plan=meeting.plan_id):
            way, named = save_form(page(as_ruth, meeting, f"?block={each.pk}"))
            assert way == url(meeting, "keep/")
            answer = as_ruth.post(way, {"block": named})
            assert answer["Location"] == f"{url(meeting)}?block={each.pk}#detail"
        assert dict(LibraryActivity.objects.values_list("title", "minutes")) == dict(AS_IT_WAS) | (
            {"A round": 46} if copied else {}
        )
        assert set(LibraryActivity.objects.values_list("owner", flat=True)) == {ruth.pk}

    def test_keeping_changes_nothing_and_can_be_done_afterwards(self, as_ruth, group):
        begun = group.meetings.get(number=4)
        block = begun.plan.activities.get(title="Tea")
        way, named = save_form(page(as_ruth, begun, f"?block={block.pk}"))
        assert as_ruth.post(way, {"block": named}).status_code == 303
        assert LibraryActivity.objects.get().title == "Tea"
        assert not SessionPlan.objects.filter(copied_from__isnull=False).exists()

    def test_a_block_of_another_plan_is_not_there(self, as_ruth, meeting, group):
        other = group.meetings.get(number=4).plan.activities.first()
        for named in (str(other.pk), "", "nonsense\0"):
            answer = as_ruth.post(url(meeting, "keep/"), {"block": named})
            assert answer.status_code == 404
        assert not LibraryActivity.objects.exists()
