"""Passkeys: made behind the open drawer, they open the door and the drawer."""

import html
import json
import re

import pytest
from allauth.mfa.models import Authenticator as Kept
from django.contrib.auth import SESSION_KEY
from django.test import Client

from tests.cast import NOW, person
from tests.people.authenticator import Authenticator
from tests.people.doors import drawer_is_open, mailed_login_code, sign_in

pytestmark = pytest.mark.usefixtures("still")
NEW = "/you/keys/passkeys/new/"


def options_on(page):
    return html.unescape(re.search(r'data-options="([^"]+)"', page.content.decode())[1])


def make(client, phone, **fields):
    return client.post(NEW, {"credential": phone.create(options_on(client.get(NEW))), **fields})


def use(client, phone, **fields):
    asked = client.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()
    credential = phone.get(asked["request_options"])
    return client.post("/sign-in/passkey/", {"credential": credential, "next": "/", **fields})


@pytest.fixture
def ewa(client):
    made = person("Ewa")
    sign_in(client, made)
    return made


@pytest.fixture
def phone(client, ewa):
    holder = Authenticator()
    assert make(client, holder, name="My phone").status_code == 303
    return holder


def test_it_is_kept_under_its_name_and_without_anything_foreign(client, ewa, phone):
    kept = Kept.objects.get(user=ewa)
    assert kept.data["name"] == "My phone"
    assert set(kept.data["credential"]) == {
        "id", "rawId", "type", "response", "clientExtensionResults",
    }  # fmt: skip
    assert b"My phone" in client.get("/you/keys/").content


def test_it_signs_her_in_and_opens_the_drawer(ewa, phone):
    elsewhere = Client()
    assert use(elsewhere, phone)["Location"] == "/"
    assert elsewhere.session[SESSION_KEY] == str(ewa.pk)
    assert drawer_is_open(elsewhere)
    assert elsewhere.cookies["s"]["max-age"] == ""


def test_the_device_can_be_hers_alone(phone):
    elsewhere = Client()
    use(elsewhere, phone, own_device="on")
    assert elsewhere.cookies["s"]["max-age"] == 14 * 24 * 3600


def test_whoever_has_one_still_signs_in_with_the_password_alone(ewa, phone):
    elsewhere = Client()
    sign_in(elsewhere, ewa)
    assert elsewhere.session[SESSION_KEY] == str(ewa.pk)


def test_after_a_reset_it_opens_the_drawer_and_trusts_the_password_again(ewa, phone):
    ewa.reset_at = NOW
    ewa.save()
    elsewhere = Client()
    sign_in(elsewhere, ewa)
    assert not drawer_is_open(elsewhere)
    credential = phone.get(options_on(elsewhere.get("/drawer/")))
    assert elsewhere.post("/drawer/", {"credential": credential}).status_code == 303
    assert drawer_is_open(elsewhere)
    ewa.refresh_from_db()
    assert ewa.reset_at is None


def test_it_opens_the_drawer_after_a_mailed_code(ewa, phone):
    elsewhere = Client()
    elsewhere.post("/sign-in/code/", {"email": ewa.email, "next": "/"})
    elsewhere.post("/sign-in/code/enter/", {"code": mailed_login_code(elsewhere), "next": "/"})
    assert not drawer_is_open(elsewhere)
    credential = phone.get(options_on(elsewhere.get("/drawer/")))
    elsewhere.post("/drawer/", {"credential": credential})
    assert drawer_is_open(elsewhere)


def test_one_answer_works_once(phone):
    elsewhere = Client()
    asked = elsewhere.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()
    credential = phone.get(asked["request_options"])
    elsewhere.post("/sign-in/passkey/", {"credential": credential, "next": "/"})
    again = Client()
    again.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    again.post("/sign-in/passkey/", {"credential": credential, "next": "/"})
    assert SESSION_KEY not in again.session


@pytest.mark.parametrize("fault", ["another key", "no finger", "another house", "somebody else"])
def test_what_does_not_fit_is_refused(phone, fault):
    match fault:
        case "another key":
            phone.key = Authenticator().key
        case "no finger":
            phone.verifies = False
        case "another house":
            phone.rp = "evil.example"
        case "somebody else":
            phone.user = person("Joyce").pk.hex.encode()
    elsewhere = Client()
    answer = use(elsewhere, phone)
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert SESSION_KEY not in elsewhere.session


def test_a_removed_one_opens_nothing(client, phone):
    kept = Kept.objects.get()
    client.post(f"/you/keys/passkeys/{kept.pk}/remove/")
    elsewhere = Client()
    use(elsewhere, phone)
    assert SESSION_KEY not in elsewhere.session


def test_one_without_a_finger_is_not_kept(client, ewa):
    answer = make(client, Authenticator(verifies=False))
    assert answer.status_code == 422
    assert not Kept.objects.exists()


def test_one_of_somebody_else_does_not_open_her_drawer(client, ewa, phone):
    joyce = person("Joyce")
    client.logout()
    sign_in(client, joyce)
    make(client, Authenticator(), name="Hers")
    client.post("/drawer/close/", {"next": "/"})
    credential = phone.get(options_on(client.get("/drawer/")))
    assert client.post("/drawer/", {"credential": credential}).status_code == 422
    assert not drawer_is_open(client)


def test_what_the_browser_adds_is_not_kept(client, ewa):
    phone = Authenticator()
    given = json.loads(phone.create(options_on(client.get(NEW))))
    given["response"]["\u0000"] = "\u0000"
    given["note"] = "<script>"
    assert client.post(NEW, {"credential": json.dumps(given)}).status_code == 303
    assert "script" not in json.dumps(Kept.objects.get().data)
