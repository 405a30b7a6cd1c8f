"""A member's home: her next meeting, this week's question, what she wrote."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine

from groups.scheduling import typed
from tests import cast, factories
from tests.reflections.conftest import begun


@pytest.fixture
def ewa(group):
    return factories.member(group, "Ewa")


def home(client) -> str:
    answer = client.get("/home/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_ewa_sees_her_next_meeting_and_this_weeks_question(ewa, sign_in):
    page = home(sign_in(ewa.person))
    assert "Good evening, Ewa" in page
    assert "Tuesday at 7 pm" in page
    assert "24 November, in two days" in page
    assert "Evening 5 of 8" in page
    assert "This week: Evening title 4" in page
    assert "Question 4.1" in page
    assert "Question 5.1" not in page
    assert "Read this week’s page (1 minute)" in page


@pytest.mark.parametrize(
    ("hour", "words"), [(6, "Good morning"), (13, "Good afternoon"), (22, "Good evening")]
)
def test_the_greeting_follows_her_own_clock(ewa, sign_in, hour, words):
    with time_machine.travel(cast.NOW.replace(hour=hour), tick=False):
        assert f"{words}, Ewa" in home(sign_in(ewa.person))


def test_before_the_first_evening_she_is_told_how_it_begins(ruth, sign_in):
    group = factories.group(lead=ruth, first_on=date(2026, 12, 1))
    page = home(sign_in(factories.member(group, "Joyce").person))
    assert "You have a chair. Your first meeting" in page
    assert "Ruth says how the evening goes" in page
    assert "This week" not in page


def test_after_the_last_evening_her_pages_are_still_here(ruth, sign_in):
    group = factories.group(lead=ruth, first_on=date(2026, 9, 1))
    page = home(sign_in(factories.member(group, "Joyce").person))
    assert "Your eight evenings are finished. Your pages are still here." in page


def test_a_member_of_two_groups_sees_both_the_sooner_one_first(ewa, ruth, sign_in):
    thursdays = factories.group(
        lead=cast.facilitator("Colette"),
        curriculum=ewa.group.curriculum,
        name="Thursday mornings",
        first_on=date(2026, 11, 19),
    )
    factories.member(thursdays, person=ewa.person)
    page = home(sign_in(ewa.person))
    assert page.index("Tuesday evenings") < page.index("Thursday mornings")
    assert "This week: Evening title 4" in page
    assert "This week: Evening title 1" in page
    assert page.count(">Thursday mornings<") == 2  # at her chair, and at its question


def test_a_cancelled_evening_is_neither_next_nor_this_weeks(ewa, ruth, sign_in):
    for number in (4, 5):
        meeting = ewa.group.meetings.get(number=number)
        meeting.cancelled_at, meeting.cancelled_by = cast.NOW, ruth
        meeting.save()
    page = home(sign_in(ewa.person))
    assert "1 December, in nine days" in page
    assert "This week: Evening title 3" in page
    assert "Evening 4 of 6" in page


def test_with_the_drawer_closed_no_title_and_no_first_line_is_shown(ewa, sign_in):
    client = sign_in(ewa.person)
    client.post("/drawer/close/")
    page = home(client)
    assert "Your pages are in your drawer." in page
    assert "/drawer/?next=/home/" in page


def test_somebody_without_a_group_is_told_so_and_whom_to_ask(sign_in):
    page = home(sign_in(cast.person("Waiting")))
    assert "You are not in a group at the moment<" in page


def test_a_facilitator_who_is_no_member_is_shown_to_her_desk(ruth, sign_in):
    assert 'href="/lead/"' in home(sign_in(ruth))


def test_home_costs_the_same_with_one_group_and_with_twelve(ruth, ewa, sign_in, queries):
    sign_in(ewa.person)
    one = queries("/home/")
    for number in range(11):
        more = factories.group(
            lead=ruth, curriculum=ewa.group.curriculum, name=f"Group {number}",
            first_on=factories.FIRST_ON + timedelta(days=number + 1),
        )  # fmt: skip
        factories.member(more, person=ewa.person)
    assert queries("/home/") == one
    assert one <= 12


def moved(group, **to):
    """The fifth evening, moved by Ruth: by default from Tuesday 24 to Wednesday 25, same hour."""
    meeting = group.meetings.get(number=5)
    place = to.pop("place", meeting.place)
    at = {"on": date(2026, 11, 25), "at": time(19)} | to
    slot = typed(at["on"], at["at"], meeting.time_zone, minutes=meeting.minutes)
    meeting.move(slot, place=place, by=group.created_by, now=cast.NOW)
    return meeting


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("coming", "You said you would be there on Tuesday 24 November."),
        ("apologies", "You said you can’t come on Tuesday 24 November."),
        ("unsure", "You did not know yet about Tuesday 24 November."),
    ],
)
@pytest.mark.parametrize("address", ["/home/", "/group/{}/"])
def test_after_a_move_she_is_asked_again_in_plain_words(
    ewa, group, sign_in, answer, words, address
):
    meeting = group.meetings.get(number=5)
    factories.reply(meeting, ewa, answer, note="My sister visits.")
    moved(group)
    page = sign_in(ewa.person).get(address.format(group.pk)).content.decode()
    assert f"{words} It is on Wednesday 25 November now. Does that work?" in page
    assert len(re.findall('id="(?:coming|apologies)-[^>]* aria-pressed="false"', page)) == 2
    assert "My sister visits." not in page
    assert "will know that you are coming" not in page


def test_when_only_the_hour_changed_it_is_the_hour_that_is_said(ewa, group, sign_in):
    factories.reply(group.meetings.get(number=5), ewa)
    moved(group, on=date(2026, 11, 24), at=time(20, 30))
    words = "on Tuesday 24 November, 7 pm. It is on Tuesday 24 November, 8.30 pm now."
    assert words in home(sign_in(ewa.person))


@pytest.mark.parametrize(
    "to", [{"place": "The chapel hall", "on": date(2026, 11, 24)}, {"on": date(2026, 11, 24)}]
)
def test_another_place_or_the_way_back_leaves_her_answer_standing(ewa, group, sign_in, to):
    factories.reply(group.meetings.get(number=5), ewa)
    if "place" not in to:
        moved(group)
    moved(group, **to)
    page = home(sign_in(ewa.person))
    assert "Ruth will know that you are coming." in page
    assert "Does that work?" not in page
    assert "Does that work?" not in sign_in(ewa.person).get(f"/group/{group.pk}/").content.decode()


def test_an_answer_from_a_chair_that_she_left_is_not_hers_now(ewa, group, sign_in):
    factories.reply(group.meetings.get(number=5), ewa)
    ewa.ended_at, ewa.ended_by = cast.NOW, ewa.person
    ewa.save()
    factories.member(group, person=ewa.person)
    assert "will know that you are coming" not in home(sign_in(ewa.person))


def felt(html: str) -> list[tuple[str, str]]:
    """(kind, words) of every cell of the ribbon, as they are read."""
    found = re.search(r'<ol class="ribbon".*?</ol>', html, re.S)
    cells = re.findall(r'<li class="(\w+)">(.*?)</li>', found[0], re.S) if found else []
    return [(kind, re.sub("<[^>]+>", "", words)) for kind, words in cells]


def test_each_week_with_a_word_of_hers_is_a_cell_with_its_latest_word(group, ewa, sign_in):
    third, fourth = (group.meetings.get(number=number) for number in (3, 4))
    for number, (meeting, word) in enumerate(
        [(fourth, "mixed"), (third, "heavy"), (third, "like thin ice"), (fourth, "")]
    ):
        at = meeting.ends_at + timedelta(minutes=number)
        begun(ewa.person, "A page.", word, now=at, meeting=meeting)
    page = home(sign_in(ewa.person))
    assert "How the weeks have felt" in page
    assert felt(page) == [
        ("own", "Tuesday 10 November: like thin ice"),
        ("mixed", "Tuesday 17 November: Mixed"),
    ]
    assert "There is no right shape for it." in page


def test_without_a_word_or_with_the_drawer_closed_there_is_no_ribbon(group, ewa, client, sign_in):
    begun(ewa.person, "A page.", meeting=group.meetings.get(number=4))
    assert "How the weeks have felt" not in home(sign_in(ewa.person))
    begun(ewa.person, "A page.", "heavy", meeting=group.meetings.get(number=4))
    client.logout()
    client.force_login(ewa.person)
    closed = home(client)
    assert "How the weeks have felt" not in closed
    assert "Heavy" not in closed


def test_her_words_are_on_no_page_of_anybody_else(group, ruth, ewa, sign_in):
    begun(ewa.person, "A page.", "Kanarienvogel", meeting=group.meetings.get(number=4))
    client = sign_in(ruth)
    for address in ("/lead/", f"/lead/groups/{group.pk}/", f"/lead/groups/{group.pk}/people/"):
        assert "Kanarienvogel" not in client.get(address).content.decode()
