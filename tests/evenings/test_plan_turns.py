"""Whether everybody's turn fits into the rounds of an evening."""

import re

import pytest

from curriculum.models import Change
from tests import factories
from tests.cast import NOW
from tests.evenings.plans import HTMX, blocks, page, send, url


class TestTheRoom:
    def fitting(self, meeting):
        """A look-back of twelve minutes, and a round that may shrink."""
        from curriculum.models import Activity

        theirs = Activity.objects.known_open().filter(plan=meeting.plan)
        theirs.filter(title="Arrive").update(kind="round", minutes=12, trim=9)
        theirs.filter(title="A round").update(minutes=43, trim=16)

    def test_people_come_from_the_replies(self, as_ruth, meeting):
        seats = factories.members(meeting.group, 9)
        for seat, answer in zip(seats, ["coming"] * 6 + ["apologies", "unsure"], strict=False):
            factories.reply(meeting, seat, answer)
        html = page(as_ruth, meeting)
        assert "Six said that they come, one does not know yet, one is not heard yet." in html
        assert re.search(r'name="people" value="8"', html)
        assert re.search(r'name="seconds" value="90"', html)

    def test_a_reply_from_before_a_move_is_not_heard(self, as_ruth, meeting):
        seat = factories.member(meeting.group)
        reply = factories.reply(meeting, seat, "apologies")
        reply.about = NOW
        reply.save()
        assert "one is not heard yet" in page(as_ruth, meeting)

    def test_it_says_which_round_is_short_and_what_would_help(self, as_ruth, meeting):
        self.fitting(meeting)
        html = page(as_ruth, meeting, "?people=9&seconds=90")
        assert (
            "Nine people, 90 seconds each: this round needs 14 minutes, the plan gives 12." in html
        )
        assert "It needs 14 minutes, the plan gives 43: it fits." in html
        assert "Take 2 from A round, which then has 41." in html
        assert "80 seconds each fits." in html

    def test_one_button_does_it_and_one_undo_takes_it_back(self, as_ruth, meeting):
        self.fitting(meeting)
        sent = {"people": 9, "seconds": 90, "saw": meeting.plan.edition}
        answer = as_ruth.post(url(meeting, "room/"), sent)
        assert answer.headers["Location"] == f"{url(meeting)}?people=9&seconds=90#room"
        after = [("Arrive", 14), ("A round", 41), ("Tea", 15), ("Closing", 20)]
        assert blocks(meeting) == after
        send(as_ruth, meeting, f"undo:{Change.objects.get().pk}")
        assert dict(blocks(meeting))["Arrive"] == 12

    def test_pressed_twice_it_is_done_once(self, as_ruth, meeting):
        self.fitting(meeting)
        sent = {"people": 9, "seconds": 90, "saw": meeting.plan.edition}
        for _press in range(2):
            as_ruth.post(url(meeting, "room/"), sent)
        assert Change.objects.count() == 1
        assert "The plan was changed meanwhile." in page(as_ruth, meeting)

    @pytest.mark.parametrize(
        ("asked", "why"),
        [
            ("people=&seconds=90", "Enter how many people take a turn"),
            ("people=x&seconds=90", "in figures"),
            ("people=0&seconds=90", "Enter at least one"),
            ("people=9&seconds=7", "Enter at least 10 seconds"),
            ("people=9&seconds=91", "in steps of five"),
            ("people=99999999999999999999&seconds=90", "Enter 60 at most"),
        ],
    )
    def test_senseless_numbers_are_told_why(self, as_ruth, meeting, asked, why):
        assert why in page(as_ruth, meeting, f"?{asked}")

    def test_after_a_change_that_part_of_the_page_is_fetched_anew(self, as_ruth, meeting):
        self.fitting(meeting)
        part = as_ruth.get(url(meeting, "room/?people=9&seconds=90"), headers=HTMX)
        assert "this round needs 14 minutes" in part.content.decode()
        assert "<html" not in part.content.decode()
        plain = as_ruth.get(url(meeting, "room/?people=9&seconds=90"))
        assert plain.headers["Location"] == f"{url(meeting)}?people=9&seconds=90#room"
