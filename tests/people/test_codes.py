"""Mailed codes: they open the front door, and never the drawer."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import OperationalError

from facilitator.people.models import Person
from tests.cast import NOW, PASSWORD, person
from tests.people.doors import (
    drawer_is_open,
    mailed_address_code,
    mailed_login_code,
    mailed_reset_code,
    sign_in,
)

pytestmark = pytest.mark.usefixtures("still")
NEW = "three new words in a row"


def ask(client, email="ewa@example.org", **fields):
    return client.post("/sign-in/code/", {"email": email, "next": "/", **fields})


def test_a_code_signs_her_in_and_leaves_the_drawer_closed(client):
    ewa = person("Ewa")
    assert ask(client).status_code == 302
    answer = client.post("/sign-in/code/enter/", {"code": mailed_login_code(client), "next": "/"})
    assert answer.status_code == 302
    assert client.session[SESSION_KEY] == str(ewa.pk)
    assert not drawer_is_open(client)


def test_it_is_six_figures(client):
    person("Ewa")
    ask(client)
    code = mailed_login_code(client)
    assert len(code) == 6
    assert code.isdigit()


def test_three_wrong_codes_end_it(client):
    person("Ewa")
    ask(client)
    code = mailed_login_code(client)
    wrong = "000000" if code != "000000" else "000001"
    tries = [client.post("/sign-in/code/enter/", {"code": wrong}).status_code for _ in range(3)]
    assert tries == [422, 422, 302]
    client.post("/sign-in/code/enter/", {"code": code})
    assert SESSION_KEY not in client.session


def test_it_is_too_late_after_a_quarter_of_an_hour(client, still):
    person("Ewa")
    ask(client)
    code = mailed_login_code(client)
    still.shift(timedelta(minutes=16))
    client.post("/sign-in/code/enter/", {"code": code})
    assert SESSION_KEY not in client.session


def test_three_codes_in_ten_minutes_are_enough(client):
    person("Ewa")
    statuses = []
    for _ in range(4):
        statuses.append(ask(client).status_code)
        client.post("/sign-out/", {"next": "/sign-in/"})
    assert statuses == [302, 302, 302, 429]


def test_she_can_choose_another_way_while_a_code_is_on_its_way(client):
    person("Ewa")
    ask(client)
    assert client.get("/sign-in/")["Location"] == "/sign-in/code/enter/"
    client.post("/sign-out/", {"next": "/sign-in/"})
    assert client.get("/sign-in/").status_code == 200


def test_an_installation_may_do_without_codes(client, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = False
    assert client.get("/sign-in/code/").status_code == 404
    assert b"code by mail" not in client.get("/sign-in/").content


def reset(client):
    assert client.post("/sign-in/forgotten/", {"email": "ewa@example.org"}).status_code == 302
    code = mailed_reset_code(client)
    assert client.post("/sign-in/forgotten/code/", {"code": code}).status_code == 302
    answer = client.post("/sign-in/forgotten/new/", {"password1": NEW})
    assert answer["Location"] == "/sign-in/forgotten/done/"
    assert client.get(answer["Location"]).status_code == 200


def test_after_a_reset_by_mail_the_drawer_stays_closed(client):
    ewa = person("Ewa")
    reset(client)
    ewa.refresh_from_db()
    assert ewa.reset_at == NOW
    sign_in(client, ewa, password=NEW)
    assert not drawer_is_open(client)
    refused = client.post("/drawer/", {"password": NEW})
    assert refused.status_code == 422
    assert not drawer_is_open(client)


def test_a_reset_that_cannot_be_marked_as_one_changes_no_password(client, monkeypatch):
    ewa = person("Ewa")
    save = Person.save

    def fails(self, *args, **kwargs):
        if kwargs.get("update_fields") == ["reset_at"]:
            raise OperationalError
        save(self, *args, **kwargs)

    monkeypatch.setattr(Person, "save", fails)
    client.raise_request_exception = False
    client.post("/sign-in/forgotten/", {"email": "ewa@example.org"})
    client.post("/sign-in/forgotten/code/", {"code": mailed_reset_code(client)})
    assert client.post("/sign-in/forgotten/new/", {"password1": NEW}).status_code == 500
    ewa.refresh_from_db()
    assert ewa.reset_at is None
    assert ewa.check_password(PASSWORD)


def test_after_a_reset_every_other_session_is_dead(client):
    from django.test import Client

    ewa, elsewhere = person("Ewa"), Client()
    sign_in(elsewhere, ewa)
    assert elsewhere.get("/csrf/").status_code == 200
    reset(client)
    assert elsewhere.get("/csrf/").status_code == 303
    assert client.post("/sign-in/", {"login": ewa.email, "password": PASSWORD}).status_code == 422


def test_looking_at_the_pages_of_a_reset_changes_nothing(client):
    ewa = person("Ewa")
    client.post("/sign-in/forgotten/", {"email": "ewa@example.org"})
    client.get("/sign-in/forgotten/code/")
    client.get("/sign-in/forgotten/new/")
    ewa.refresh_from_db()
    assert ewa.reset_at is None
    assert ewa.check_password(PASSWORD)


@pytest.mark.parametrize("poor", ["short", "password1234", "ewa@example.org"])
def test_a_poor_password_is_refused(client, poor):
    ewa = person("Ewa")
    client.post("/sign-in/forgotten/", {"email": "ewa@example.org"})
    client.post("/sign-in/forgotten/code/", {"code": mailed_reset_code(client)})
    answer = client.post("/sign-in/forgotten/new/", {"password1": poor})
    assert answer.status_code == 422
    ewa.refresh_from_db()
    assert ewa.reset_at is None


def test_an_address_that_was_never_proved_is_proved_by_a_code_first(client):
    from allauth.account.models import EmailAddress

    ewa = person("Ewa")
    EmailAddress.objects.update(verified=False)
    assert sign_in(client, ewa)["Location"] == "/sign-in/address/"
    assert SESSION_KEY not in client.session
    assert client.get("/sign-in/address/").status_code == 200
    assert not EmailAddress.objects.get().verified
    client.post("/sign-in/address/", {"code": mailed_address_code(client)})
    assert client.session[SESSION_KEY] == str(ewa.pk)
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize(("path", "key"), [("/sign-in/code/", None), ("/sign-in/forgotten/", 1)])
def test_mail_goes_to_the_stored_address_and_never_to_the_typed_one(client, path, key):
    person("Ewa")
    client.post(path, {"email": "EWA@\uff45xample.org"})
    kept = client.session["account_password_reset_verification" if key else "account_login"]
    assert kept["email"] == "ewa@example.org"
