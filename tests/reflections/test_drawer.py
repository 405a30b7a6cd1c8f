"""Who gets to which page: strangers to none, she herself to earlier ones with her drawer open."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groups.models import Membership
from groups.reflections import reading, writing
from groups.reflections.models import Reflection
from tests.cast import NOW
from tests.people.doors import mailed_login_code
from tests.reflections.conftest import (
    FETCH,
    begun,
    by_code,
    fields,
    shown,
    with_key,
    write,
)  # fmt: skip

WAYS = ("", "save/", "delete/", "put-back/")
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


def told(client, method, url, headers):
    answer = getattr(client, method)(url, headers=headers)
    kept = {name: value for name, value in answer.headers.items() if name != "Location"}
    return answer.status_code, answer.content, kept


@pytest.mark.parametrize("who", ["joyce", "ruth", "colette", "nisha", "left"])
@pytest.mark.parametrize(
    "headers", [{}, FETCH, {"HX-Request": "true"}], ids=["page", "fetch", "htmx"]
)
def test_a_strangers_page_is_the_same_as_none_to_everybody_else(house, client, who, headers):
    page, deleted = begun(house.ewa, "hers").page, begun(house.ewa, "gone").page
    writing.delete(house.ewa, deleted, now=NOW)
    if who == "left":
        Membership.objects.filter(person=house.joyce).update(ended_at=NOW, ended_by=house.joyce)
    with_key(client, house.joyce if who == "left" else getattr(house, who))
    client.raise_request_exception = True
    for way in WAYS:
        for method in METHODS:
            nobodys = told(client, method, f"/writing/{uuid4()}/{way}", headers)
            assert nobodys[0] in {404, 405}
            for hers in (page, deleted):
                answer = told(client, method, f"/writing/{hers}/{way}", headers)
                same = [_plain(one) for one in (answer, nobodys)]
                assert same[0] == same[1], (way, method)
    assert Reflection.objects.get(pk=page).deleted_at is None
    assert Reflection.objects.get(pk=page).revision == 1


def _plain(answer):
    """Without the masked form token, which differs in every answer anyway."""
    status, content, headers = answer
    import re

    body = re.sub(rb'"X-CSRFToken": "\w+"', b"", content)
    return (
        status,
        body,
        {k: v for k, v in headers.items() if k not in {"Content-Length", "Set-Cookie"}},
    )


def test_signed_out_every_page_leads_to_signing_in(house, client):
    page = begun(house.ewa).page
    urls = [
        "/writing/",
        "/writing/new/",
        "/writing/deleted/",
        *(f"/writing/{page}/{w}" for w in WAYS),
    ]
    for url in urls:
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            assert answer.status_code in {302, 303, 405}, url
            if answer.status_code != 405:
                assert answer.headers["Location"].startswith("/sign-in/")


def test_a_mailed_code_begins_a_page_and_opens_no_other(house, client):
    earlier = begun(house.ewa, "earlier").page
    client.post("/sign-in/code/", {"email": house.ewa.email, "next": "/"})
    client.post("/sign-in/code/enter/", {"code": mailed_login_code(client), "next": "/"})
    where = write(client, "tonight")
    assert shown(client.get(where).content.decode()) == "tonight"
    for url in (
        "/writing/",
        "/writing/deleted/",
        f"/writing/{earlier}/",
        f"/writing/{earlier}/delete/",
    ):
        answer = client.get(url)
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"/drawer/?next={url.replace('/', '%2F')}"
        for headers in (FETCH, {"HX-Request": "true"}):
            answer = client.get(url, headers=headers)
            assert (answer.status_code, answer.content) == (401, b"")


def test_with_the_drawer_closed_earlier_pages_are_not_touched(house, client):
    earlier = begun(house.ewa, "earlier").page
    by_code(client, house.ewa)
    url = f"/writing/{earlier}/"
    assert client.post(f"{url}save/", {"words": "x"}, headers=FETCH).status_code == 401
    answer = client.post(url, {"words": "not to lose", "then": "stay"})
    assert (answer.status_code, shown(answer.content.decode())) == (401, "not to lose")
    assert "earlier" not in answer.content.decode()
    assert client.post(f"{url}delete/").status_code == 303
    page = Reflection.objects.get(pk=earlier)
    assert (page.revision, page.deleted_at) == (1, None)
    writing.delete(house.ewa, earlier, now=NOW)
    assert client.post(f"{url}put-back/").status_code == 303
    assert Reflection.objects.get(pk=earlier).deleted_at == NOW


def test_the_page_begun_in_this_sign_in_is_gone_on_with_and_deleted(house, client):
    by_code(client, house.ewa)
    where = write(client, "tonight")
    sent = fields(client, where) | {"words": "tonight, more", "slip": ""}
    assert client.post(f"{where}save/", sent, headers=FETCH).json()["number"] == 2
    assert client.get(f"{where}delete/").status_code == 200
    assert client.post(f"{where}delete/").headers["Location"] == "/home/"
    assert client.post(f"{where}put-back/").headers["Location"] == where
    client.logout()
    by_code(client, house.ewa)
    assert client.get(where).status_code == 303  # begun in another sign-in


def test_a_page_being_edited_goes_on_taking_saves_when_the_drawer_closes(house, client, at_now):
    earlier = begun(house.ewa, "earlier").page
    with_key(client, house.ewa)
    url = f"/writing/{earlier}/"
    sent = fields(client, url)
    assert client.post("/drawer/close/").status_code in {302, 303}
    assert client.get(url).status_code == 303
    saved = client.post(f"{url}save/", sent | {"words": "earlier, more"}, headers=FETCH)
    assert (saved.status_code, saved.json()["number"]) == (200, 2)
    answer = client.post(url, sent | {"words": "and more", "base": "2", "then": "done"})
    assert answer.headers["Location"] == "/home/"


def test_on_a_shared_device_ten_idle_minutes_close_the_list_and_not_the_page(house, client, at_now):
    earlier = begun(house.ewa, "earlier").page
    with_key(client, house.ewa)
    url = f"/writing/{earlier}/"
    sent = fields(client, url)
    at_now.shift(timedelta(minutes=11))
    assert client.get("/writing/").status_code == 303
    saved = client.post(f"{url}save/", sent | {"words": "more"}, headers=FETCH)
    assert saved.json()["number"] == 2


def test_the_slip_of_one_page_opens_no_other_and_ends(house, client, at_now):
    one, two = begun(house.ewa, "one").page, begun(house.ewa, "two").page
    with_key(client, house.ewa)
    slip = fields(client, f"/writing/{one}/")["slip"]
    client.logout()
    by_code(client, house.ewa)
    sent = {"words": "more", "slip": slip}
    assert client.post(f"/writing/{two}/save/", sent, headers=FETCH).status_code == 401
    at_now.shift(timedelta(days=8))
    by_code(client, house.ewa)
    assert client.post(f"/writing/{one}/save/", sent, headers=FETCH).status_code == 401


def test_the_editor_of_an_earlier_sign_in_brings_words_and_opens_nothing(house, client):
    first = with_key(client, house.ewa)
    sent = fields(first, "/writing/new/") | {"words": "The tin of buttons."}
    first.post("/writing/new/", sent)
    page = Reflection.objects.get(person=house.ewa).pk
    later = by_code(Client(), house.ewa)
    more = sent | {"words": "The tin of buttons. And the key.", "key": str(uuid4()), "seq": "9"}
    for again in (sent, more):
        assert later.post("/writing/new/", again, headers=FETCH).status_code == 200
        assert later.get(f"/writing/{page}/").status_code == 303
        assert later.get(f"/writing/{page}/delete/").status_code == 303
    assert reading.open_page(house.ewa, page).sheet.words == more["words"]


def test_a_slip_lets_words_in_and_never_out(house, client):
    page = begun(house.ewa, "earlier words").page
    with_key(client, house.ewa)
    slip = fields(client, f"/writing/{page}/")["slip"]
    client.logout()
    by_code(client, house.ewa)
    url = f"/writing/{page}/"
    assert client.get(url, {"slip": slip}).status_code == 303
    for sent in ({"words": "x" * 200_001}, {"words": "\x00"}, {"words": "fine"}):
        for headers in ({}, FETCH):
            answer = client.post(url, sent | {"slip": slip}, headers=headers)
            assert b"earlier words" not in answer.content


def test_the_list_shows_her_pages_by_month(house, client):
    begun(house.ewa, "October\nthe preview", now=NOW - timedelta(days=30))
    begun(house.ewa, "", now=NOW)
    html = with_key(client, house.ewa).get("/writing/").content.decode()
    order = [
        html.index(part)
        for part in ("November 2026", "An empty page", "October 2026", "the preview")
    ]
    assert order == sorted(order)


def test_an_empty_list_says_that_empty_is_fine(house, client):
    html = with_key(client, house.ewa).get("/writing/").content.decode()
    assert "Some weeks there is nothing to say. When there is, this is where it goes." in html


def test_when_all_is_deleted_the_list_says_where_it_lies(house, client):
    page = begun(house.ewa, "gone").page
    with_key(client, house.ewa)
    client.post(f"/writing/{page}/delete/")
    client.get("/writing/")  # the page that says it by a message
    html = client.get("/writing/").content.decode()
    assert "Nothing written yet" not in html
    assert "What you deleted lies in the basket for 7 days." in html
    assert html.index('href="/writing/deleted/">Look into the basket') > html.index("<main")


def test_the_list_costs_the_same_for_one_twelve_and_two_hundred_pages(house, client):
    with_key(client, house.ewa)
    client.get("/writing/")
    counts = []
    for count in (1, 12, 200):
        while Reflection.objects.count() < count:
            begun(house.ewa, "One more\npage")
        with (
            CaptureQueriesContext(connections["default"]) as rows,
            CaptureQueriesContext(connections["keyring"]) as keys,
        ):
            html = client.get("/writing/").content.decode()
        assert html.count('class="entry"') == min(count, reading.AT_ONCE)
        counts.append(len(rows) + len(keys))
    assert counts[0] == counts[1] == counts[2] <= 10, counts  # eight, and a savepoint


def test_more_pages_than_one_list_holds_are_on_the_next(house, client, monkeypatch):
    monkeypatch.setattr("groups.reflections.reading.AT_ONCE", 3)
    for number in range(7):
        begun(house.ewa, f"Page {number}.", now=NOW + timedelta(minutes=number))
    with_key(client, house.ewa)
    seen = []
    for part in ("", "?part=2", "?part=3"):
        html = client.get(f"/writing/{part}").content.decode()
        seen.append([n for n in range(7) if f"Page {n}." in html])
    assert seen == [[4, 5, 6], [1, 2, 3], [0]]
    for odd in ("0", "-1", "x", "999999", "٣", "9" * 400):
        assert client.get("/writing/", {"part": odd}).status_code == 200


def test_the_basket_gives_a_page_back(house, client):
    with_key(client, house.ewa)
    where = write(client, "To the basket")
    page = client.get(f"{where}delete/").content.decode()
    assert "You have 7 days to change your mind." in page
    assert "To the basket" not in page
    assert client.post(f"{where}delete/").headers["Location"] == "/writing/"
    assert "To the basket" not in client.get("/writing/").content.decode()
    assert client.get(where).headers["Location"] == "/writing/deleted/"
    assert "To the basket" in client.get("/writing/deleted/").content.decode()
    assert client.post(f"{where}put-back/").headers["Location"] == where
    assert shown(client.get(where).content.decode()) == "To the basket"
    assert "The basket is empty." in client.get("/writing/deleted/").content.decode()


def test_a_facilitator_and_a_coordinator_find_no_page_of_hers_anywhere(house, client):
    canary = "Kanarienvogel"
    begun(house.ewa, canary, word=canary)
    for person in (house.ruth, house.nisha, house.joyce):
        with_key(client, person)
        group = house.group.pk
        for url in (
            "/home/", "/writing/", "/writing/deleted/", "/group/", f"/group/{group}/", "/lead/",
            f"/lead/groups/{group}/", f"/lead/groups/{group}/people/", "/run/",
            f"/run/groups/{group}/", "/run/people/", "/you/", "/admin/",
        ):  # fmt: skip
            assert canary.encode() not in client.get(url, follow=True).content
