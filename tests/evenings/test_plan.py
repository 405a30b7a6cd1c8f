"""Those who lead change the plan of one evening on its page; the programme stays as it is."""

import re
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.editing import copied_id
from curriculum.models import Change, SessionPlan
from curriculum.views.editor.questions import stands
from groups.adapting import adapt
from tests import factories
from tests.cast import NOW, facilitator
from tests.evenings.plans import AS_IT_WAS, HTMX, block, blocks, counted, longer, page, send, url
from tests.groups.test_at_once import real_threads, together


class TestTheFirstChange:
    @pytest.mark.parametrize("htmx", [True, False])
    def test_it_makes_the_copy_and_changes_that(self, as_ruth, meeting, htmx):
        source = meeting.plan
        assert longer(as_ruth, meeting, htmx=htmx).status_code == (200 if htmx else 303)
        assert dict(blocks(meeting))["A round"] == 46
        assert (meeting.plan.copied_from, meeting.plan.curriculum) == (source, None)
        theirs = source.activities.order_by("position").values_list("title", "minutes")
        assert list(theirs) == AS_IT_WAS

    def test_looking_makes_none(self, as_ruth, meeting):
        for end in ("", "texts/", "changes/", "edition/", "compare/", "room/", "print/"):
            as_ruth.get(url(meeting, end), headers=HTMX)
        assert not SessionPlan.objects.filter(copied_from__isnull=False).exists()

    def test_it_is_asked_for_as_the_page_spells_it_and_as_an_older_page_did(self, as_ruth, meeting):
        said = re.findall(r'value="(minutes:[\w-]{22}:46)"', page(as_ruth, meeting))
        assert len(said) == 1
        assert send(as_ruth, meeting, said[0], saw=1, htmx=True).status_code == 200
        assert send(as_ruth, meeting, said[0].replace("46", "47"), saw=1).status_code == 303
        assert dict(blocks(meeting))["A round"] == 47
        for senseless in ("minutes:" + "é" * 22 + ":46", "minutes:" + "=" * 22 + ":46"):
            assert send(as_ruth, meeting, senseless).status_code == 422

    def test_what_changes_nothing_is_undone_with_its_copy(self, as_ruth, meeting):
        assert send(as_ruth, meeting, f"minutes:{uuid4()}:46").status_code == 422
        assert send(as_ruth, meeting, "nonsense").status_code == 422
        meeting.refresh_from_db()
        assert meeting.plan.copied_from is None

    @pytest.mark.parametrize("htmx", [True, False])
    def test_undo_of_nothing_and_putting_back_nothing_copy_nothing(
        self, as_ruth, ruth, meeting, htmx
    ):
        drafted = Change.objects.create(
            plan=meeting.plan, edition=2, at=NOW, by=ruth, about="text theme", before=""
        )
        for named in (uuid4(), drafted.pk, "nonsense"):
            assert send(as_ruth, meeting, f"undo:{named}", htmx=htmx).status_code == 422
            back = {"change": str(named)}
            answer = as_ruth.post(url(meeting, "changes/"), back, headers=HTMX if htmx else {})
            assert answer.status_code == 422
        meeting.refresh_from_db()
        assert meeting.plan.copied_from is None
        assert not SessionPlan.objects.filter(copied_from__isnull=False).exists()

    def test_what_was_changed_in_the_draft_is_not_offered_to_an_evening(
        self, as_ruth, ruth, meeting
    ):
        drafted = Change.objects.create(
            plan=meeting.plan, edition=2, at=NOW, by=ruth, about="text theme", before=""
        )
        for end in ("", "changes/"):
            assert str(drafted.pk) not in page(as_ruth, meeting, end)

    def test_a_page_that_was_opened_before_goes_on(self, as_ruth, meeting, maureen):
        tea = block(meeting, "Tea").pk
        seen = meeting.plan.edition
        other = Client()
        other.force_login(maureen)
        longer(other, meeting)
        send(as_ruth, meeting, f"minutes:{tea}:16", saw=seen)
        assert blocks(meeting) == [("Arrive", 10), ("A round", 46), ("Tea", 16), ("Closing", 20)]
        assert set(Change.objects.values_list("by__name", flat=True)) == {"Ruth", "Maureen"}

    def test_texts_and_questions_are_the_evenings_own_too(self, as_ruth, meeting):
        html = page(as_ruth, meeting, "texts/")
        assert "Question 5.1" in html
        as_ruth.post(url(meeting, "texts/"), {"do": "ask", "text": "Our own question?"})
        meeting.refresh_from_db()
        assert [each.text for each in meeting.plan.prompts.order_by("position")] == [
            "Question 5.1", "Question 5.2", "Our own question?",
        ]  # fmt: skip
        assert meeting.plan.copied_from.prompts.count() == 2

    def test_the_first_change_may_be_one_of_a_question(self, as_ruth, meeting):
        sent = {"do": "question", "text": "Our own?", "stands": stands(0, "Question 5.1")}
        assert as_ruth.post(url(meeting, "texts/"), sent).status_code == 303
        meeting.refresh_from_db()
        asked = [each.text for each in meeting.plan.prompts.order_by("position")]
        assert asked == ["Our own?", "Question 5.2"]


class TestThePage:
    def test_times_begin_when_the_evening_does(self, as_ruth, meeting):
        for words in ("19.00", "19.10", "19.55", "20.10"):
            assert words in page(as_ruth, meeting)
        answer = longer(as_ruth, meeting, 50, htmx=True).content.decode()
        answer = longer(as_ruth, meeting, 51, htmx=True).content.decode()
        for words in ("19.00", "19.10", "20.01", "20.16", "96 of 90 minutes.", "20.36"):
            assert words in answer

    def test_in_summer_and_in_another_zone_too(self, as_ruth, meeting):
        adapt(meeting, by=meeting.group.created_by, now=NOW)
        meeting.group.meetings.filter(pk=meeting.pk).update(time_zone="America/Lima", minutes=100)
        answer = longer(as_ruth, meeting, htmx=True).content.decode()
        assert "14.10" in answer
        assert "91 of 100 minutes." in answer

    def test_it_counts_what_was_changed_and_offers_to_compare(self, as_ruth, meeting):
        assert "From the programme, as it is." in page(as_ruth, meeting)
        longer(as_ruth, meeting)
        assert "From the programme. You changed one block." in page(as_ruth, meeting)
        longer(as_ruth, meeting, 16, "Tea")
        html = page(as_ruth, meeting)
        assert "From the programme. You changed two blocks." in html
        assert f'href="{url(meeting, "compare/")}"' in html

    @pytest.mark.parametrize(
        ("mover", "neighbour", "way"), [("Tea", "A round", "up"), ("A round", "Tea", "down")]
    )
    def test_a_block_that_is_longer_and_elsewhere_is_one_at_once(
        self, as_ruth, meeting, mover, neighbour, way
    ):
        longer(as_ruth, meeting, 50, mover)
        do = f"past:{block(meeting, mover).pk}:{block(meeting, neighbour).pk}:{way}"
        moved = send(as_ruth, meeting, do, htmx=True)
        assert counted(moved).startswith("From the programme. You changed one block.")
        assert counted(moved) == counted(as_ruth.get(url(meeting)))

    def test_the_answer_to_a_change_counts_as_the_page_does(self, as_ruth, meeting):
        changed = "From the programme. You changed {} "
        assert counted(longer(as_ruth, meeting, htmx=True)).startswith(changed.format("one block."))
        second = counted(longer(as_ruth, meeting, 16, "Tea", htmx=True))
        assert second.startswith(changed.format("two blocks."))
        assert f'href="{url(meeting, "compare/")}"' in second
        assert second == counted(as_ruth.get(url(meeting)))
        longer(as_ruth, meeting, 15, "Tea", htmx=True)
        back = counted(longer(as_ruth, meeting, 45, htmx=True))
        assert back.startswith("From the programme. Nothing is different now.")
        do = f"past:{block(meeting, 'Tea').pk}:{block(meeting).pk}:up"
        moved = send(as_ruth, meeting, do, htmx=True)
        assert counted(moved).startswith(changed.format("one block."))
        assert counted(moved) == counted(as_ruth.get(url(meeting)))
        assert counted(longer(as_ruth, meeting, 16, "Tea", htmx=True)) == counted(moved)
        assert counted(longer(as_ruth, meeting, 46, htmx=True)) == second
        send(as_ruth, meeting, f"undo:{Change.objects.first().pk}")
        send(as_ruth, meeting, f"undo:{Change.objects.standing().first().pk}")
        undone = send(as_ruth, meeting, f"undo:{Change.objects.standing().first().pk}", htmx=True)
        assert counted(undone) == back

    def test_the_page_calls_a_block_the_same_once_its_plan_is_copied(self, as_ruth, meeting):
        def called(html):
            blocks = html.partition('<div id="plan">')[2].partition("</ol>")[0]
            return re.findall(r'id="b-\w+"|\?block=[\w-]+|past:[\w-]+:[\w-]*', blocks)

        before, opened = page(as_ruth, meeting), f"?block={block(meeting).pk}"
        answer = longer(as_ruth, meeting, htmx=True).content.decode()
        assert len(called(before)) == 4 * (1 + 1 + 2)
        assert called(before) == called(answer) == called(page(as_ruth, meeting))
        for form in (opened, f"?block={block(meeting).pk}"):  # as she opened it before, and since
            assert 'data-block="' + called(before)[5][7:] in page(as_ruth, meeting, form)

    def test_undo_leads_back_to_the_programme(self, as_ruth, meeting):
        longer(as_ruth, meeting)
        send(as_ruth, meeting, f"undo:{Change.objects.get().pk}")
        assert blocks(meeting) == AS_IT_WAS
        assert "From the programme. Nothing is different now." in page(as_ruth, meeting)

    def test_who_leads_with_her_sees_the_change(self, as_ruth, meeting, maureen):
        other = Client()
        other.force_login(maureen)
        seen = meeting.plan.edition
        edition = url(meeting, f"edition/?saw={seen}")
        assert other.get(edition, headers=HTMX).status_code == 204
        longer(as_ruth, meeting)
        answer = other.get(edition, headers=HTMX)
        assert answer.status_code == 200
        assert "Ruth changed this plan just now." in answer.content.decode()
        assert "<strong>46</strong>" in page(other, meeting)

    def test_who_took_out_what_she_writes_at_is_said(self, as_ruth, meeting, maureen):
        longer(as_ruth, meeting)
        other = Client()
        other.force_login(maureen)
        send(other, meeting, f"remove:{block(meeting).pk}")
        gone = meeting.plan.copied_from.activities.get(title="A round").pk
        for known in (gone, copied_id(meeting.plan.pk, gone)):
            answer = send(as_ruth, meeting, f"set:{known}", title="A round", words="Mine")
            assert answer.status_code == 422
            assert "Maureen removed it at" in answer.content.decode()

    @pytest.mark.parametrize("moved", [False, True])
    def test_minutes_cost_one_request_and_eight_queries(self, as_ruth, meeting, moved):
        longer(as_ruth, meeting)
        if moved:
            send(as_ruth, meeting, f"past:{block(meeting, 'Tea').pk}:{block(meeting).pk}:up")
        page(as_ruth, meeting)
        do, saw = f"minutes:{block(meeting).pk}:47", meeting.plan.edition
        with CaptureQueriesContext(connections["default"]) as asked:
            as_ruth.post(url(meeting), {"do": do, "saw": saw, "open": ""}, headers=HTMX)
        said = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
        assert len(said) <= 8, said
        assert dict(blocks(meeting))["A round"] == 47

    def test_opening_it_costs_twelve_at_most(self, as_ruth, meeting):
        longer(as_ruth, meeting)
        factories.members(meeting.group, 9)
        page(as_ruth, meeting)
        with CaptureQueriesContext(connections["default"]) as asked:
            page(as_ruth, meeting)
        assert len(asked) <= 12, [each["sql"] for each in asked]


class TestRealThreads:
    pytestmark = real_threads

    def test_two_first_changes_at_once_are_both_kept(self):
        ruth, maureen = facilitator(), facilitator("Maureen")
        group = factories.group(lead=ruth)
        factories.member(group, person=maureen, role="co_facilitator")
        meeting = group.meetings.select_related("plan").get(number=5)
        wants = [(ruth, "Tea", 16), (maureen, "A round", 46)]
        acts = []
        for who, title, minutes in wants:
            client = Client()
            client.force_login(who)
            do = f"minutes:{block(meeting, title).pk}:{minutes}"
            acts.append(lambda client=client, do=do: send(client, meeting, do, saw=1).status_code)
        assert together(*acts) == [303, 303]
        assert blocks(meeting) == [("Arrive", 10), ("A round", 46), ("Tea", 16), ("Closing", 20)]
        assert SessionPlan.objects.filter(copied_from__isnull=False).count() == 1


class TestRunningOver:
    def test_it_may_finish_later_where_the_evening_gets_another_time(self, as_ruth, meeting):
        later = f'href="/lead/groups/{meeting.group_id}/evenings/{meeting.number}/move/"'
        assert later not in page(as_ruth, meeting)
        longer(as_ruth, meeting, 50)
        seen = page(as_ruth, meeting)
        assert "Take 5 from somewhere." in seen
        assert f'<a class="lnk" {later}>Or finish later</a>' in seen
        assert later in longer(as_ruth, meeting, 51, htmx=True).content.decode()

    def test_who_writes_a_programme_gives_the_plan_more_minutes(self, as_ruth, ruth):
        plan = factories.curriculum(1, owner=ruth, published=False).plans.get()
        plan.activities.filter(title="Tea").update(minutes=20)
        there = f"/lead/programmes/{plan.curriculum_id}/plans/1/"
        seen = as_ruth.get(there).content.decode()
        assert f'<a class="lnk" href="{there}texts/#id_minutes">Or finish later</a>' in seen
        assert 'id="id_minutes"' in as_ruth.get(f"{there}texts/").content.decode()


def test_of_nobody_it_says_nobody(as_ruth, ruth, meeting):
    ruth.language = "es"
    ruth.save()
    meeting.replies.all().delete()
    seen = page(as_ruth, meeting)
    assert "Nadie ha dicho todavía que viene" in seen
    assert "Ninguna han dicho" not in seen
