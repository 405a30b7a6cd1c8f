"""The write-only door: a link begins one page in each browser, three in all, and opens none."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from facilitator import vault
from facilitator.vault.models import Key
from groups.codes import link_for
from groups.models import Membership
from groups.reflections import reading
from groups.reflections.models import Begun, Reflection, Revision
from tests import cast
from tests.reflections.conftest import FETCH, fields, fields_in

SPENT = "That link has had its turn"


@pytest.fixture
def link(house) -> str:
    ewas = Membership.objects.get(group=house.group, person=house.ewa)
    return f"/w/{link_for(ewas.pk, house.week.pk)}/"


def say(client: Client, link: str, words: str, **more: str):
    """What a browser without JavaScript sends."""
    return client.post(link, fields(client, link) | {"words": words} | more)


def pages(house) -> list[str]:
    """What Ewa finds on her pages, the oldest first."""
    found = Reflection.objects.for_person(house.ewa).kept().order_by("begun_at", "pk")
    return sorted(reading.open_page(house.ewa, one.pk).sheet.words for one in found)


def test_a_page_is_begun_without_a_sign_in_and_lies_in_her_drawer(client, house, link):
    answer = say(client, link, "I drew boats.")

    assert answer.status_code == 303
    assert "It is in your drawer" in client.get(answer.headers["Location"]).content.decode()
    assert pages(house) == ["I drew boats."]
    page = Reflection.objects.get()
    assert (page.person, page.meeting) == (house.ewa, house.week)
    assert page.prompt.text == "Question 4.1"
    assert Key.objects.filter(owner=house.ewa.pk).exists()
    assert b"boats" not in bytes(Revision.objects.get().sealed)


def test_the_page_shows_the_weeks_question_and_is_kept_nowhere(client, link):
    answer = client.get(link)

    assert "Question 4.1" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_opening_it_changes_nothing_however_often(client, house, link):
    for _ in range(5):
        assert client.get(link).status_code == client.head(link).status_code == 200

    assert not Reflection.objects.exists()
    assert not Begun.objects.exists()
    assert not Key.objects.filter(owner=house.ewa.pk).exists()
    assert "w" not in client.cookies
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_after_leaving_it_is_blank_again_and_says_nothing_of_what_is_there(client, house, link):
    say(client, link, "I drew boats.", word="heavy")
    again, elsewhere = client.get(link).content.decode(), Client().get(link).content.decode()

    assert fields_in(again)["words"] == ""
    assert unmarked(again) == unmarked(elsewhere)


def test_what_she_writes_in_the_same_browser_later_stands_below_on_the_same_page(
    client, house, link
):
    say(client, link, "I drew boats.")
    say(client, link, "And a harbour.")

    assert pages(house) == ["I drew boats.\n\nAnd a harbour."]


def test_it_saves_as_she_types_and_proves_only_what_is_on_the_screen(client, house, link):
    say(client, link, "I drew boats.")
    typed = fields(client, link)
    for seq, words in enumerate(["And", "And a har", "And a harbour."], 1):
        sent = typed | {"words": words, "seq": str(seq), "key": f"{seq:032}"}
        told = client.post(link, sent, headers=FETCH).json()

    assert pages(house) == ["I drew boats.\n\nAnd a harbour."]
    assert (told["chars"], told["number"]) == (len("And a harbour."), 1)
    assert (told["page"], told["delete"], told["beside"]) == ("", "", "")
    assert told["url"] == told["save"] == link
    late = client.post(link, typed | {"words": "And", "seq": "1"}, headers=FETCH).json()
    assert late["sha256"] == ""  # later words stand there: the page on the screen is told no hash
    assert pages(house) == ["I drew boats.\n\nAnd a harbour."]


def test_three_browsers_begin_a_page_and_the_fourth_finds_the_link_spent(house, link):
    first = Client()
    for number, browser in enumerate([first, Client(), Client()], 1):
        assert say(browser, link, f"Page {number}").status_code == 303

    fourth = Client()
    assert SPENT in fourth.get(link).content.decode()
    assert fourth.get(link).status_code == 404
    assert say(first, link, "goes on").status_code == 303  # where it was begun it still takes words
    assert pages(house) == ["Page 1\n\ngoes on", "Page 2", "Page 3"]


def test_words_that_come_to_a_spent_link_come_back(house, link):
    late = Client()
    typed = fields(late, link)
    for each in "123":
        say(Client(), link, each)
    answer = late.post(link, typed | {"words": "What I <b>meant</b>."})

    assert answer.status_code == 404
    assert "What I &lt;b&gt;meant&lt;/b&gt;." in answer.content.decode()
    assert len(pages(house)) == 3


def test_the_database_counts_to_three(house, link):
    for each in "123":
        say(Client(), link, each)
    one = Begun.objects.first()
    for place in (1, 4):
        one.pk, one.browser, one.place = None, "0" * 32, place
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save(force_insert=True)


def test_it_ends_48_hours_after_the_evening_that_ends_the_week(client, house, link, at_now):
    ends = house.group.meetings.get(number=5).ends_at
    at_now.move_to(ends + timedelta(hours=47, minutes=59))
    assert client.get(link).status_code == 200
    at_now.move_to(ends + timedelta(hours=48))
    assert client.get(link).status_code == 404


def test_every_link_that_opens_nothing_answers_with_the_same_bytes(client, house, link, at_now):
    mine, used, other = (Client() for _ in range(3))
    say(mine, link, "I drew boats.")
    Reflection.objects.update(deleted_at=cast.NOW)
    answers = [mine.get(link)]  # its page lies in the basket
    Reflection.objects.update(deleted_at=None)
    for browser in (used, other):
        say(browser, link, "More")
    answers += [Client().get(link), client.get("/w/unknown/"), client.get(f"/w/{'A' * 32}/")]
    wrong = link[:-2] + ("A/" if link[-2] != "A" else "B/")
    answers += [client.get(wrong), client.get(f"/w/{link[3:].swapcase()}")]
    at_now.move_to(cast.NOW + timedelta(days=9))
    answers.append(client.get(link))
    at_now.move_to(cast.NOW)
    ewas = Membership.objects.filter(person=house.ewa)
    ewas.update(ended_at=cast.NOW, ended_by=house.ewa)
    answers.append(client.get(link))

    assert {each.status_code for each in answers} == {404}
    assert len({unmarked(each.content.decode()) for each in answers}) == 1
    assert SPENT in answers[0].content.decode()


def test_it_is_over_with_her_account_and_with_the_group(client, house, link):
    house.ewa.erased_at = cast.NOW
    house.ewa.save()
    assert client.get(link).status_code == 404
    house.ewa.erased_at = None
    house.ewa.save()
    house.group.closed_at, house.group.closed_by = cast.NOW, house.ruth
    house.group.save()
    assert client.get(link).status_code == 404


def test_it_opens_no_page_for_anybody_and_no_drawer(client, house, link):
    say(client, link, "I drew boats.")
    page = Reflection.objects.get()
    for closed in ("/writing/", f"/writing/{page.pk}/", "/home/"):
        assert client.get(closed).headers["Location"].startswith("/sign-in/")


def test_who_else_is_signed_in_there_gets_none_of_it(client, house, link):
    client.force_login(house.joyce)
    say(client, link, "I drew boats.")

    assert not Reflection.objects.for_person(house.joyce).exists()
    assert pages(house) == ["I drew boats."]


def test_it_is_throttled_and_her_words_come_back(client, house, link, monkeypatch):
    monkeypatch.setattr("groups.reflections.views.by_link.SAVES", {"by_link": "1/m/key"})
    say(client, link, "One.")
    answer = say(client, link, "Two.")

    assert answer.status_code == 429
    assert fields_in(answer.content.decode())["words"] == "Two."
    assert pages(house) == ["One."]


def test_what_cannot_be_kept_just_now_comes_back_and_goes_in_at_the_next_try(
    client, house, link, monkeypatch
):
    """At the door nothing is kept on the device (docs/adr/0024): the page itself must hold it."""

    def closed(*_args, **_more):
        raise vault.Closed

    with monkeypatch.context() as broken:
        broken.setattr(vault, "box", closed)
        answer = say(client, link, "I drew boats.")
    assert answer.status_code == 503
    sent = fields_in(answer.content.decode())
    assert sent["words"] == "I drew boats."
    assert client.post(link, sent).status_code == 303
    assert pages(house) == ["I drew boats."]


def test_a_form_without_its_token_gets_her_words_back(house, link):
    browser = Client(enforce_csrf_checks=True)
    typed = fields(browser, link) | {"csrfmiddlewaretoken": ""}
    answer = browser.post(link, typed | {"words": "I drew boats."})

    assert answer.status_code == 403
    assert fields_in(answer.content.decode())["words"] == "I drew boats."
    fresh = browser.get(link, headers=FETCH).json()["token"]
    sent = typed | {"words": "I drew boats.", "csrfmiddlewaretoken": fresh}
    assert browser.post(link, sent).status_code == 303


def unmarked(html: str) -> str:
    """Without what is made anew for each answer."""
    html = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken"?: ?)("|&quot;)\w+', "", html)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", re.sub(r"\b[A-Za-z0-9]{64}\b", "", html))
