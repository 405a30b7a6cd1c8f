"""An evening's own plan beside the programme's, who reads it, and until when it is changed."""

from uuid import uuid4

import pytest
from django.test import Client

from curriculum.models import Change, SessionPlan
from groups.reflections import doors
from tests import factories
from tests.cast import NOW, facilitator
from tests.evenings.plans import AS_IT_WAS, HTMX, block, blocks, longer, page, send, url
from tests.reflections.conftest import begun


class TestTooLate:
    @pytest.mark.parametrize("htmx", [True, False])
    @pytest.mark.parametrize("cancelled", [True, False])
    def test_it_is_read_and_not_changed(self, as_ruth, ruth, group, htmx, cancelled):
        meeting = group.meetings.select_related("plan").get(number=6 if cancelled else 4)
        if cancelled:
            group.meetings.filter(pk=meeting.pk).update(cancelled_at=NOW, cancelled_by=ruth)
        html = page(as_ruth, meeting)
        why = "This one is cancelled" if cancelled else "This one has begun"
        assert why in html
        assert 'name="do"' not in html
        answer = longer(as_ruth, meeting, htmx=htmx)
        assert answer.status_code == 409
        assert blocks(meeting) == AS_IT_WAS
        for end, sent in (
            ("texts/", {"do": "ask", "text": "More?"}), ("compare/", {"which": "all"}),
            ("changes/", {"change": str(uuid4())}),
        ):  # fmt: skip
            assert as_ruth.post(url(meeting, end), sent).status_code == 409
        room = as_ruth.post(url(meeting, "room/"), {"people": 9, "seconds": 300, "saw": "1"})
        assert room.status_code == 303
        assert not SessionPlan.objects.filter(copied_from__isnull=False).exists()

    def test_a_copy_is_closed_as_well_when_the_evening_begins(self, as_ruth, meeting, at_now):
        longer(as_ruth, meeting)
        at_now.move_to(meeting.starts_at)
        as_ruth.force_login(meeting.group.created_by)
        assert longer(as_ruth, meeting, 50, htmx=True).status_code == 409
        assert dict(blocks(meeting))["A round"] == 46


class TestComparing:
    def back(self, client, meeting, which, saw=None):
        meeting.refresh_from_db()
        sent = {"which": str(which), "saw": saw or meeting.plan.edition}
        return client.post(url(meeting, "compare/"), sent)

    def test_what_was_and_what_is_stand_side_by_side(self, as_ruth, meeting):
        longer(as_ruth, meeting)
        send(as_ruth, meeting, f"remove:{block(meeting, 'Tea').pk}")
        html = page(as_ruth, meeting, "compare/")
        for words in (
            "A round 45 to 46 minutes",
            "Tea taken out",
            "In the programme",
            "It was taken out.",
        ):
            assert words in html
        assert "style=" not in html

    def test_only_the_texts_that_differ_are_laid_side_by_side(self, as_ruth, meeting):
        longer(as_ruth, meeting)
        html = page(as_ruth, meeting, "compare/")
        assert "Say this." not in html
        block(meeting).plan.activities.filter(title="A round").update(notes="Bring the tin.")
        html = page(as_ruth, meeting, "compare/")
        assert "Bring the tin." in html
        assert "Say this." not in html
        send(as_ruth, meeting, f"remove:{block(meeting, 'Tea').pk}")
        assert "Say this." in page(as_ruth, meeting, "compare/")

    @pytest.mark.parametrize(
        ("mover", "neighbour", "way"), [("Tea", "A round", "up"), ("A round", "Tea", "down")]
    )
    def test_the_block_is_named_that_she_moved(self, as_ruth, meeting, mover, neighbour, way):
        do = f"past:{block(meeting, mover).pk}:{block(meeting, neighbour).pk}:{way}"
        send(as_ruth, meeting, do)
        html = page(as_ruth, meeting, "compare/")
        assert f"{mover} moved" in html
        assert f"{neighbour} moved" not in html

    def test_one_block_goes_back_and_then_all(self, as_ruth, meeting):
        longer(as_ruth, meeting)
        longer(as_ruth, meeting, 16, "Tea")
        assert self.back(as_ruth, meeting, block(meeting).pk).status_code == 303
        assert blocks(meeting) == [("Arrive", 10), ("A round", 45), ("Tea", 16), ("Closing", 20)]
        assert self.back(as_ruth, meeting, "all").headers["Location"] == url(meeting)
        assert blocks(meeting) == AS_IT_WAS
        newest = Change.objects.order_by("-edition").first()
        send(as_ruth, meeting, f"undo:{newest.pk}")
        assert dict(blocks(meeting))["Tea"] == 16

    def test_an_older_page_puts_nothing_back(self, as_ruth, meeting):
        longer(as_ruth, meeting)
        longer(as_ruth, meeting, 47)
        answer = self.back(as_ruth, meeting, "all", saw=2)
        assert answer.status_code == 422
        assert "The plan was changed meanwhile." in answer.content.decode()
        assert dict(blocks(meeting))["A round"] == 47

    def test_a_plan_of_the_programme_has_nothing_to_put_back(self, as_ruth, meeting):
        assert "nothing was changed" in page(as_ruth, meeting, "compare/")
        assert self.back(as_ruth, meeting, "all").status_code == 422


class TestWhoReadsIt:
    def test_strangers_are_told_the_same_as_for_a_random_id(self, client, group, meeting):
        ends = ("", "texts/", "changes/", "edition/", "compare/", "room/")
        for who in (facilitator("Colette"), factories.member(group).person):
            client.force_login(who)
            for end in ends:
                here = url(meeting, end)
                elsewhere = here.replace(str(group.pk), str(uuid4()))
                for headers in ({}, HTMX):
                    answers = [client.get(one, headers=headers) for one in (here, elsewhere)]
                    assert [each.status_code for each in answers] == [404, 404]
                    if end != "edition/":
                        answers = [client.post(one, headers=headers) for one in (here, elsewhere)]
                        assert [each.status_code for each in answers] == [404, 404]

    def test_another_group_sees_nothing_of_it(self, as_ruth, meeting):
        colette = facilitator("Colette")
        other = factories.group(lead=colette, curriculum=meeting.group.curriculum)
        longer(as_ruth, meeting)
        client = Client()
        client.force_login(colette)
        theirs = other.meetings.get(number=5)
        assert "<strong>45</strong>" in page(client, theirs)
        do = f"minutes:{block(meeting).pk}:99"
        assert send(client, theirs, do, htmx=True).status_code == 422

    def test_members_read_the_evenings_own_page_and_questions(
        self, as_ruth, client, group, meeting, at_now
    ):
        ewa = factories.member(group).person
        as_ruth.post(url(meeting, "texts/"), {"do": "ask", "text": "Our own question?"})
        meeting.refresh_from_db()
        at_now.move_to(meeting.ends_at)
        client.force_login(ewa)
        evening = client.get(f"/group/{group.pk}/evenings/5/").content.decode()
        assert "Our own question?" in evening
        assert "Question 5.1" in client.get("/home/").content.decode()
        ours = meeting.plan.prompts.get(text="Our own question?")
        assert (
            "Our own question?" in client.get(f"/writing/new/?question={ours.pk}").content.decode()
        )
        begun(ewa, meeting=meeting, prompt=ours, now=meeting.ends_at)
        assert doors.written([meeting.pk]) == {(meeting.pk, ewa.pk)}

    def test_every_page_that_names_the_evening_still_does(self, as_ruth, group, meeting):
        longer(as_ruth, meeting)
        led = f"/lead/groups/{group.pk}"
        for path in (
            "/lead/", f"{led}/", f"{led}/evenings/5/plan/print/", f"{led}/evenings/5/move/",
            f"{led}/evenings/5/cancel/", f"{led}/evenings/5/rehearse/", f"{led}/evenings/5/safety/",
            f"/group/{group.pk}/evenings/5/",
        ):  # fmt: skip
            answer = as_ruth.get(path)
            assert answer.status_code == 200, path
        assert "<strong>46</strong>" in page(as_ruth, meeting)
