"""What she says beforehand about an evening, in the browser."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from groups.models import Meeting, Membership, Reply
from groups.scheduling import typed
from tests import factories
from tests.cast import NOW, person


@pytest.fixture
def ewa(group):
    return factories.member(group)


@pytest.fixture
def as_ewa(client, ewa):
    client.force_login(ewa.person)
    return client


def reply_url(group, number=5):
    return f"/group/{group.pk}/evenings/{number}/reply/"


def fifth(group):
    return Meeting.objects.get(group=group, number=5)


def test_she_says_that_she_comes(as_ewa, group, ewa):
    answer = as_ewa.post(reply_url(group), {"answer": "coming"})
    assert (answer.status_code, answer["Location"]) == (303, "/home/")
    kept = Reply.objects.get()
    assert (kept.answer, kept.replied_at, kept.membership) == ("coming", NOW, ewa)


def test_htmx_gets_the_card_and_the_words_are_said(as_ewa, group):
    headers = {"HX-Request": "true"}
    answer = as_ewa.post(reply_url(group), {"answer": "apologies"}, headers=headers)
    page = answer.content.decode()
    assert "<html" not in page
    assert f'id="apologies-{fifth(group).pk}"' in page
    assert 'value="apologies" aria-pressed="true"' in page
    assert "Thank you for letting Ruth know." in answer["HX-Trigger"]


def test_the_last_answer_counts_and_a_line_may_go_with_it(as_ewa, group):
    as_ewa.post(reply_url(group), {"answer": "coming"})
    as_ewa.post(reply_url(group), {"answer": "unsure", "note": "Depends on the bus."})
    kept = Reply.objects.get()
    assert (kept.answer, kept.note) == ("unsure", "Depends on the bus.")
    assert "Depends on the bus." in as_ewa.get(reply_url(group)).content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose one of the three answers"),
        ({"answer": "maybe"}, "Choose one of the three answers"),
        ({"answer": "coming", "note": "x" * 301}, "longer than 300 characters"),
        ({"answer": "coming", "note": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_a_faulty_reply_is_not_kept(as_ewa, group, sent, words):
    answer = as_ewa.post(reply_url(group), sent)
    assert answer.status_code == 422
    assert answer.content.decode().count(words) == 2
    assert not Reply.objects.exists()


def test_after_the_evening_began_it_is_refused_kindly(as_ewa, group):
    answer = as_ewa.post(reply_url(group, 4), {"answer": "coming"})
    assert answer.status_code == 422
    assert "This one has begun." in answer.content.decode()
    with time_machine.travel(fifth(group).starts_at, tick=False):
        as_ewa.force_login(Membership.objects.members().get().person)
        assert as_ewa.post(reply_url(group), {"answer": "coming"}).status_code == 422
    assert not Reply.objects.exists()


def test_an_answer_to_a_time_that_changed_meanwhile_is_not_kept(as_ewa, group, ruth):
    meeting = fifth(group)
    seen = int(meeting.starts_at.timestamp())
    assert f'name="seen" value="{seen}"' in as_ewa.get(reply_url(group)).content.decode()
    on = typed(date(2026, 11, 25), meeting.begins, meeting.time_zone, minutes=90)
    meeting.move(on, place=meeting.place, by=ruth, now=NOW)
    for headers in ({}, {"HX-Request": "true"}):
        answer = as_ewa.post(reply_url(group), {"answer": "coming", "seen": seen}, headers=headers)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "It was moved meanwhile." in page
        assert f'name="seen" value="{int(meeting.starts_at.timestamp())}"' in page
    assert not Reply.objects.exists()
    as_ewa.post(reply_url(group), {"answer": "coming", "seen": int(meeting.starts_at.timestamp())})
    assert Reply.objects.get().about == meeting.starts_at


def test_after_a_move_the_page_asks_again_and_keeps_her_line(as_ewa, group, ewa, ruth):
    meeting = fifth(group)
    factories.reply(meeting, ewa, "apologies", "My sister visits.")
    on = typed(date(2026, 11, 25), meeting.begins, meeting.time_zone, minutes=90)
    meeting.move(on, place=meeting.place, by=ruth, now=NOW)
    page = as_ewa.get(reply_url(group)).content.decode()
    assert "You said you can’t come on Tuesday 24 November." in page
    assert "checked" not in page
    assert "My sister visits." in page
    as_ewa.post(reply_url(group), {"answer": "coming"})
    assert (Reply.objects.get().answer, Reply.objects.get().stands) == ("coming", True)


def test_a_strangers_reply_is_the_same_as_for_a_random_id(client, group, ewa, ruth):
    for who in (person("Joyce"), ruth):
        client.force_login(who)
        assert client.post(reply_url(group), {"answer": "coming"}).status_code == 404
        nowhere = f"/group/{uuid4()}/evenings/5/reply/"
        assert client.post(nowhere, {"answer": "coming"}).status_code == 404
