"""Signing in with a password: who gets in, what strangers learn, when it is slowed down."""

from urllib.parse import quote

import pytest
from django.contrib.auth import SESSION_KEY

from facilitator.people.models import Person
from tests import cast, factories
from tests.cast import PASSWORD, person
from tests.people.doors import sign_in, without_token

pytestmark = pytest.mark.usefixtures("still")
WRONG = "not-the-password-at-all"


def signed_in_as(client):
    return client.session.get(SESSION_KEY)


def test_the_right_password_signs_her_in(client):
    ewa = person("Ewa")
    sign_in(client, ewa)
    assert signed_in_as(client) == str(ewa.pk)


def test_a_wrong_one_keeps_the_address_and_not_the_password(client):
    person("Ewa")
    answer = client.post("/sign-in/", {"login": "ewa@example.org", "password": WRONG})
    assert answer.status_code == 422
    assert b'value="ewa@example.org"' in answer.content
    assert WRONG.encode() not in answer.content
    assert b'role="alert"' in answer.content


@pytest.mark.parametrize(
    "typed",
    ["Ewa@Example.org", " ewa@example.org ", "EWA@EXAMPLE.ORG", "ewa@\uff45xample.org"],
)
def test_an_address_is_found_however_it_is_typed(client, typed):
    ewa = person("Ewa")
    answer = client.post("/sign-in/", {"login": typed, "password": PASSWORD, "next": "/"})
    assert answer.status_code == 302, answer.content
    assert signed_in_as(client) == str(ewa.pk)


def test_a_dotless_i_is_somebody_else(client):
    person("Mike")
    answer = client.post("/sign-in/", {"login": "mıke@example.org", "password": PASSWORD})
    assert answer.status_code == 422
    assert signed_in_as(client) is None


def test_a_hidden_character_is_refused_for_known_and_unknown_alike(client):
    person("Jane")
    answers = [
        client.post("/sign-in/", {"login": f"{name}@example.org\u200b", "password": PASSWORD})
        for name in ("jane", "june")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert b"hidden character" in answers[0].content


@pytest.mark.parametrize(
    ("path", "field"),
    [("/sign-in/", "login"), ("/sign-in/code/", "email"), ("/sign-in/forgotten/", "email")],
)
def test_a_known_and_an_unknown_address_look_alike(client, django_client, path, field):
    person("Ewa")
    seen = []
    for name in ("ewa", "ewo"):
        browser = django_client()
        first = browser.post(path, {field: f"{name}@example.org", "password": WRONG})
        page = browser.get(first["Location"]) if first.status_code in {302, 303} else first
        headers = {k: v for k, v in first.items() if k not in {"Content-Length", "Set-Cookie"}}
        cookies = sorted(browser.cookies)
        body = without_token(page).replace(f"{name}@example.org".encode(), b"typed")
        seen.append((first.status_code, headers, cookies, page.status_code, body))
    assert seen[0] == seen[1]


@pytest.fixture
def django_client():
    from django.test import Client

    return Client


def test_five_wrong_passwords_are_enough_even_for_the_right_one(client):
    person("Ewa")
    answers = [
        client.post("/sign-in/", {"login": "ewa@example.org", "password": WRONG}).status_code
        for _ in range(5)
    ]
    assert answers == [422] * 5
    late = client.post("/sign-in/", {"login": " EWA@example.org", "password": PASSWORD})
    assert late.status_code == 429
    assert b"wait five minutes" in late.content
    assert signed_in_as(client) is None


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example/x", "/\\evil.example"])
def test_it_leads_on_only_inside_this_house(client, where):
    person("Ewa")
    given = {"login": "ewa@example.org", "password": PASSWORD, "next": where}
    assert client.post("/sign-in/", given)["Location"] == "/home/"


def test_whoever_is_signed_in_is_sent_on(client):
    sign_in(client, person("Ewa"))
    assert client.get("/sign-in/", {"next": "/you/"})["Location"] == "/you/"


def test_nobody_signs_up_alone(client):
    before = Person.objects.count()
    page = client.get("/sign-up/")
    assert b"You are asked in" in page.content
    answer = client.post(
        "/sign-up/", {"email": "new@example.org", "password1": "three-words-in-a-row"}
    )
    assert b"You are asked in" in answer.content
    assert Person.objects.count() == before


def test_an_erased_person_does_not_get_in(client):
    from tests.cast import NOW

    person("Ewa", erased_at=NOW)
    client.post("/sign-in/", {"login": "ewa@example.org", "password": PASSWORD, "next": "/"})
    assert signed_in_as(client) is None


def test_signing_out_is_a_post_and_the_browser_forgets(client):
    sign_in(client, person("Ewa"))
    assert client.get("/sign-out/").status_code == 200
    assert signed_in_as(client) is not None
    answer = client.post("/sign-out/", {"next": "/sign-in/"})
    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"cache"')
    assert signed_in_as(client) is None


def test_a_script_without_a_sign_in_gets_an_empty_401(client):
    for headers in (
        {"HX-Request": "true"},
        {"X-Requested-With": "fetch"},
        {"Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Mode": "same-origin"},
    ):
        answer = client.get("/csrf/", headers=headers)
        assert (answer.status_code, answer.content) == (401, b""), headers
    page = client.get("/you/", headers={"Sec-Fetch-Mode": "navigate"})
    assert (page.status_code, page["Location"]) == (303, "/sign-in/?next=%2Fyou%2F")


def test_a_form_sent_without_a_sign_in_comes_back_to_its_page_not_to_its_target(client):
    answer = client.post("/drawer/close/", headers={"Referer": "http://testserver/you/?a=1"})
    assert answer["Location"] == "/sign-in/?next=%2Fyou%2F%3Fa%3D1"
    foreign = client.post("/drawer/close/", headers={"Referer": "http://evil.example/you/"})
    assert foreign["Location"] == "/sign-in/"


def test_a_fresh_token_is_never_kept(client):
    sign_in(client, person("Ewa"))
    answer = client.get("/csrf/")
    assert len(answer.json()["token"]) == 64
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/code/", "/sign-in/forgotten/"])
def test_hostile_input_gets_a_clear_answer(client, path):
    for text in ("\x00", "a\x00@example.org", "ﷺ" * 60 + "@example.org", "x" * 500, "\ud800"):
        typed = quote(text.encode("utf-8", "surrogatepass"))
        answer = client.post(
            path,
            f"login={typed}&email={typed}&password={typed}",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 422, text


def test_a_ten_megabyte_form_is_refused(client):
    answer = client.post(
        "/sign-in/",
        b"login=" + b"a" * 10_000_000,
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in {400, 413}


def test_everybody_arrives_where_her_work_is(client):
    ruth, nisha = cast.facilitator("Ruth"), cast.coordinator("Nisha")
    group = factories.group(lead=ruth)
    maureen = factories.member(group, "Maureen", role="co_facilitator").person
    ewa = factories.member(group, "Ewa").person
    work = {ruth: "/lead/", nisha: "/run/", maureen: "/lead/", ewa: "/home/"}
    for who, address in work.items():
        client.logout()
        answer = client.post("/sign-in/", {"login": who.email, "password": PASSWORD})
        assert (answer.status_code, answer.headers["Location"]) == (302, address), who.name


def test_who_leads_one_group_and_sits_in_another_arrives_at_her_chair(client):
    maureen = factories.member(factories.group(), "Maureen", role="co_facilitator").person
    factories.member(factories.group(), person=maureen)
    answer = client.post("/sign-in/", {"login": maureen.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/home/"
    assert 'href="/lead/"' in client.get("/home/").content.decode()
