"""Looking back: by month, by evening, what was given, and one page after the other."""

import re
from datetime import timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from groups.reflections import practising, reading, writing
from groups.reflections.models import Revision, Said
from groups.reflections.sheet import Sheet
from tests.cast import NOW
from tests.reflections.conftest import begun, by_code, with_key
from tests.reflections.giving import card, gave

DAY = timedelta(days=1)


def shown(client, address="/writing/"):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def order(html, *words):
    """The words in the order in which they stand on the page; what is not there is left out."""
    return sorted((word for word in words if word in html), key=html.index)


def evening(house, number):
    return house.group.meetings.get(number=number)


def test_by_evening_each_page_stands_under_the_evening_that_it_followed(house, client):
    begun(house.ewa, "Of the third", now=NOW - 9 * DAY, meeting=evening(house, 3))
    begun(house.ewa, "Of the fourth", now=NOW, meeting=evening(house, 4))
    begun(house.ewa, "Of no evening", now=NOW - DAY)
    html = shown(with_key(client, house.ewa), "/writing/?by=evening")
    said = ["Evening title 4", "Of the fourth", "Evening title 3", "Of the third"]
    last = ["In no evening’s week", "Of no evening"]
    assert order(html, *reversed(last), *reversed(said)) == said + last


def test_an_evening_of_which_she_only_answered_the_practice_stands_there_too(house, client):
    begun(house.ewa, "Of the fourth", meeting=evening(house, 4))
    practising.answer(house.ewa, evening(house, 2), Said.LITTLE)
    practising.answer(house.ewa, evening(house, 4), Said.NOT)
    html = shown(with_key(client, house.ewa), "/writing/?by=evening")
    assert order(html, "The practice: A little", "Evening title 2", "Evening title 4") == [
        "Evening title 4", "Evening title 2", "The practice: A little",
    ]  # fmt: skip
    assert "The practice: Not this week" in html
    assert "The practice" not in shown(client, "/writing/?only=me")


def test_in_parts_each_answer_stands_once_and_in_its_place(house, client, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    for number in (1, 1, 3, 4):
        begun(house.ewa, f"Page of {number}", meeting=evening(house, number))
    for number in (1, 2, 3):
        practising.answer(house.ewa, evening(house, number), Said.DID)
    with_key(client, house.ewa)
    parts = [shown(client, f"/writing/?by=evening&part={part}") for part in (1, 2)]
    titles = [re.findall(r"Evening title \d", html) for html in parts]
    assert titles == [["Evening title 4", "Evening title 3", "Evening title 2"],
                      ["Evening title 1"]]  # fmt: skip


def test_only_me_and_given_divide_her_pages(house, client):
    kept, given = begun(house.ewa, "Kept one").page, begun(house.ewa, "Given one").page
    gave(house.ewa, page=given, people=frozenset({house.ruth.pk}))
    html = shown(with_key(client, house.ewa))
    assert "Given to Ruth" in html
    assert order(shown(client, "/writing/?only=me"), "Kept one", "Given one") == ["Kept one"]
    assert order(shown(client, "/writing/?only=given"), "Kept one", "Given one") == ["Given one"]
    assert str(kept) in shown(client, "/writing/?only=me&by=evening")


def test_with_a_card_as_well_the_choice_names_nobody(house, client):
    given = begun(house.ewa, "Given one").page
    gave(house.ewa, page=given, people=frozenset({house.ruth.pk}))
    card(house.ewa, page=given)
    assert ">Given away</a>" in shown(with_key(client, house.ewa))


def test_who_gave_nothing_is_not_asked_which(house, client):
    begun(house.ewa, "Kept one")
    html = shown(with_key(client, house.ewa))
    assert "Only me" not in html
    assert "By evening" in html


def test_the_ways_go_on_through_the_parts_and_back(house, client, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 1)
    for _page in range(3):
        begun(house.ewa)
    html = shown(with_key(client, house.ewa), "/writing/?by=evening&only=me&part=2")
    assert 'href="?by=evening&amp;only=me"' in html
    assert 'href="?by=evening&amp;only=me&amp;part=3"' in html


@pytest.mark.parametrize("address", ["?by=moon", "?only=ruth", "?part=-1&only=%00", "?by=&only="])
def test_an_odd_address_shows_the_plain_list(house, client, address):
    begun(house.ewa, "One page")
    assert "One page" in shown(with_key(client, house.ewa), f"/writing/{address}")


def test_reading_in_order_begins_with_the_first_and_goes_to_the_newest(house, client):
    days = (1, 3, 2)
    pages = {day: begun(house.ewa, f"Day {day}", now=NOW + day * DAY).page for day in days}
    begun(house.joyce, "Joyce's", now=NOW + DAY)
    gone = begun(house.ewa, "gone", now=NOW + 1.5 * DAY).page
    writing.delete(house.ewa, gone, now=NOW)
    with_key(client, house.ewa)
    at, seen = client.get("/writing/read/").headers["Location"], []
    while at:
        html = shown(client, at)
        seen.append(at.split("/")[2])
        at = next(iter(re.findall(r'rel="next" href="([^"]+)"', html)), "")
    assert seen == [str(pages[day]) for day in (1, 2, 3)]
    assert f'rel="prev" href="/writing/{pages[2]}/read/"' in html
    assert "This is your newest page." in html


def test_pages_of_one_moment_are_all_read_once(house, client):
    pages = {str(begun(house.ewa, "same").page) for _page in range(4)}
    at, seen = with_key(client, house.ewa).get("/writing/read/").headers["Location"], []
    while at and len(seen) < 9:
        seen.append(at.split("/")[2])
        at = next(iter(re.findall(r'rel="next" href="([^"]+)"', shown(client, at))), "")
    assert (len(seen), set(seen)) == (4, pages)


def test_a_page_to_read_shows_her_words_as_typed_and_its_question(house, client):
    week = evening(house, 4)
    page = begun(
        house.ewa, "Boats\n\n  one <b>\n    two", "steady", meeting=week,
        prompt=week.plan.prompts.first(),
    ).page  # fmt: skip
    html = shown(with_key(client, house.ewa), f"/writing/{page}/read/")
    assert "  one &lt;b&gt;\n    two" in html
    assert "Question 4.1" in html
    assert "Steady" in html
    assert f'href="/writing/{page}/"' in html


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("Title\n\n  a\nb\n", "  a\nb"), ("Title", ""), ("", ""), ("\n\nTitle\nmore", "more"),
        ("long " * 40, "long " * 40),
    ],
)  # fmt: skip
def test_what_follows_the_title_loses_nothing(words, rest):
    assert Sheet(words).rest == rest


def test_a_spoilt_page_leaves_the_way_to_the_others(house, client):
    before, spoilt = begun(house.ewa, "one", now=NOW - DAY).page, begun(house.ewa, "two").page
    Revision.objects.filter(reflection=spoilt).update(sealed=b"SG1" + bytes(300))
    answer = with_key(client, house.ewa).get(f"/writing/{spoilt}/read/")
    assert answer.status_code == 503
    assert f"/writing/{before}/read/" in answer.content.decode()


def test_a_deleted_page_is_looked_for_in_the_basket(house, client):
    page = begun(house.ewa).page
    writing.delete(house.ewa, page, now=NOW)
    assert with_key(client, house.ewa).get(f"/writing/{page}/read/").headers["Location"] == (
        "/writing/deleted/"
    )
    assert client.get("/writing/read/").headers["Location"] == "/writing/"


def test_everything_that_looks_back_stands_behind_the_drawer(house, client):
    page = begun(house.ewa).page
    by_code(client, house.ewa)
    addresses = ("", "?by=evening", "search/", "read/", f"{page}/read/")
    for address in addresses:
        answer = client.get(f"/writing/{address}")
        assert answer.headers["Location"].startswith("/drawer/"), address


def test_anothers_page_to_read_is_no_page(house, client):
    page = begun(house.ewa).page
    with_key(client, house.joyce)
    nobodys = client.get("/writing/00000000-0000-4000-8000-000000000000/read/")
    hers = client.get(f"/writing/{page}/read/")
    assert (hers.status_code, nobodys.status_code) == (404, 404)
    assert re.sub(r'value="\w{64}"', "", hers.content.decode()) == re.sub(
        r'value="\w{64}"', "", nobodys.content.decode()
    )


def test_the_list_costs_the_same_for_one_page_and_for_two_hundred(house, client):
    with_key(client, house.ewa)
    begun(house.ewa, meeting=evening(house, 1))
    practising.answer(house.ewa, evening(house, 1), Said.DID)
    costs = {address: cost(client, address) for address in ("", "?by=evening", "?only=me")}
    for number in range(199):
        begun(house.ewa, meeting=evening(house, number % 4 + 1))
    for number in (2, 3, 4):
        practising.answer(house.ewa, evening(house, number), Said.DID)
    assert {address: cost(client, address) for address in costs} == costs
    assert costs[""] <= 12  # the letters, what she said of practices, their evenings
    assert costs["?by=evening"] <= 12


def cost(client, address):
    client.get(f"/writing/{address}")
    with (
        CaptureQueriesContext(connections["default"]) as rows,
        CaptureQueriesContext(connections["keyring"]) as keys,
    ):
        shown(client, f"/writing/{address}")
    return len(rows) + len(keys)
