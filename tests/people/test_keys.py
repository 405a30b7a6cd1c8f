"""Keys change only while the drawer is open, and she is told by mail."""

import base64
import json
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import SESSION_KEY
from django.test import Client

from facilitator.people import recovery
from facilitator.trace.models import Trace
from groups.reminders.models import Reminder
from tests.cast import NOW, PASSWORD, person
from tests.people.doors import (
    drawer_is_open,
    mailed_address_code,
    mailed_login_code,
    sign_in,
    without_token,
)

pytestmark = pytest.mark.usefixtures("still")
NEW = "three new words in a row"
BEHIND = ["/you/keys/", "/you/keys/password/", "/you/keys/address/", "/you/keys/app/",
          "/you/keys/passkeys/new/", "/you/keys/recovery/", "/you/keys/passkeys/7/"]  # fmt: skip
POSTED = [*BEHIND[1:], "/you/keys/app/remove/", "/you/keys/passkeys/7/remove/"]


@pytest.fixture
def told(monkeypatch):
    """The notices that were asked for, by their template."""
    from allauth.account.adapter import get_adapter

    notices = []
    adapter = type(get_adapter())
    real = adapter.send_notification_mail

    def noting(self, template, *args, **kwargs):
        notices.append(template)
        return real(self, template, *args, **kwargs)

    monkeypatch.setattr(adapter, "send_notification_mail", noting)
    return notices


@pytest.fixture
def ewa(client):
    made = person("Ewa")
    sign_in(client, made)
    return made


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("path", BEHIND)
def test_with_the_drawer_closed_every_page_leads_to_it(client, path):
    client.force_login(person("Ewa"))
    assert client.get(path)["Location"].startswith("/drawer/?next=")


@pytest.mark.parametrize("path", POSTED)
def test_with_the_drawer_closed_nothing_can_be_sent(client, path):
    client.force_login(person("Ewa"))
    assert client.post(path, {"password": NEW})["Location"].startswith("/drawer/")
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", BEHIND[:-1])
def test_with_the_drawer_open_every_page_shows(client, ewa, path):
    page = client.get(path)
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store, private"


def test_a_new_password_signs_out_everywhere_else(client, ewa, told):
    elsewhere = Client()
    sign_in(elsewhere, ewa)
    answer = client.post("/you/keys/password/", {"current": PASSWORD, "password": NEW})
    assert answer["Location"] == "/you/keys/"
    assert client.get("/you/keys/").status_code == 200
    assert elsewhere.get("/csrf/").status_code == 303
    assert told == ["account/email/password_changed"]
    assert Trace.objects.filter(verb="changed", subject_kind="password").count() == 1


def test_the_present_password_is_asked_for_where_only_it_opened_the_drawer(client, ewa):
    answer = client.post("/you/keys/password/", {"current": "wrong", "password": NEW})
    assert answer.status_code == 422
    assert b"not the password you have now" in answer.content
    ewa.refresh_from_db()
    assert ewa.check_password(PASSWORD)


def test_five_guesses_at_the_present_password_are_enough(client, ewa):
    guesses = [
        client.post("/you/keys/password/", {"current": f"wrong {n}", "password": NEW}).status_code
        for n in range(6)
    ]
    assert guesses == [422] * 5 + [429]


def test_whoever_came_with_the_paper_chooses_a_password_without_the_present_one(client):
    ewa = person("Ewa", reset_at=NOW)
    code = recovery.make(ewa, NOW)
    sign_in(client, ewa)
    client.post("/drawer/", {"recovery_code": code})
    assert b'name="current"' not in client.get("/you/keys/password/").content
    assert client.post("/you/keys/password/", {"password": NEW}).status_code == 303


def test_a_recovery_code_is_shown_once_and_is_sealed_until_then(client, ewa, told):
    assert client.post("/you/keys/recovery/").status_code == 303
    assert told == ["mfa/email/recovery_codes_generated"]
    waiting = json.dumps(dict(client.session.items()))
    first = client.get("/you/keys/recovery/").content.decode()
    (code,) = re.findall(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", first)
    assert code not in waiting
    assert code not in client.get("/you/keys/recovery/").content.decode()
    assert recovery.use(ewa, code, NOW)


def test_an_address_changes_by_its_code_and_not_before(client, ewa, told):
    answer = client.post("/you/keys/address/", {"email": "Ewa.New@Example.org"})
    assert answer["Location"].startswith("/sign-in/address/")
    page = client.get(answer["Location"])
    assert page.status_code == 200
    ewa.refresh_from_db()
    assert ewa.email == "ewa@example.org"
    done = client.post(answer["Location"], {"code": mailed_address_code(client)})
    assert done["Location"] == "/you/keys/"
    ewa.refresh_from_db()
    assert (ewa.email, ewa.email_canonical) == ("ewa.new@example.org", "ewa.new@example.org")
    assert [a.email for a in EmailAddress.objects.filter(user=ewa)] == ["ewa.new@example.org"]
    assert told == ["account/email/email_changed"]


def test_a_taken_address_looks_like_a_free_one_and_never_becomes_hers(client, ewa, still):
    person("Joyce")
    free = client.post("/you/keys/address/", {"email": "free@example.org"})
    page_of_free = client.get(free["Location"])
    sent = Reminder.objects.count()
    taken = client.post("/you/keys/address/", {"email": "JOYCE@example.org"})
    page = client.get(taken["Location"])
    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    assert without_token(page) == without_token(page_of_free)
    assert (sent, Reminder.objects.count()) == (1, 1)
    answer = client.post(taken["Location"], {"code": mailed_address_code(client)})
    assert answer.status_code in {302, 422}
    ewa.refresh_from_db()
    assert ewa.email == "ewa@example.org"


def test_an_address_is_not_proved_with_the_drawer_closed(client, ewa):
    answer = client.post("/you/keys/address/", {"email": "new@example.org"})
    code = mailed_address_code(client)
    client.post("/drawer/close/", {"next": "/you/"})
    assert client.post(answer["Location"], {"code": code})["Location"].startswith("/drawer/")
    ewa.refresh_from_db()
    assert ewa.email == "ewa@example.org"


@pytest.mark.parametrize("same", ["ewa@example.org", " EWA@Example.ORG"])
def test_the_address_she_has_is_not_proved_again(client, ewa, same):
    answer = client.post("/you/keys/address/", {"email": same})
    assert answer.status_code == 422
    assert Reminder.objects.count() == 0


def add_app(client):
    page = client.get("/you/keys/app/").content.decode()
    secret = re.search(r'<p class="tint" translate="no">([A-Z2-7 ]+)</p>', page)[1].replace(" ", "")
    assert client.post("/you/keys/app/", {"code": code_of(secret)}).status_code == 303
    return secret


def test_an_app_is_sealed_and_asked_for_at_the_next_sign_in(client, ewa, told, still):
    from datetime import timedelta

    secret = add_app(client)
    assert told == ["mfa/email/totp_activated"]
    kept = Authenticator.objects.get(user=ewa).data["secret"]
    assert secret not in kept
    assert secret.encode() not in base64.b64decode(kept)

    later = Client()
    still.shift(timedelta(minutes=1))
    first = sign_in(later, ewa)
    assert first["Location"] == "/sign-in/second/"
    assert SESSION_KEY not in later.session
    assert later.post("/sign-in/second/", {"code": "000000"}).status_code == 422
    later.post("/sign-in/second/", {"code": code_of(secret)})
    assert later.session[SESSION_KEY] == str(ewa.pk)
    assert drawer_is_open(later)

    again = Client()
    sign_in(again, ewa)
    assert again.post("/sign-in/second/", {"code": code_of(secret)}).status_code == 422


def test_a_mailed_code_asks_for_the_app_too(client, ewa):
    add_app(client)
    later = Client()
    later.post("/sign-in/code/", {"email": ewa.email, "next": "/"})
    answer = later.post("/sign-in/code/enter/", {"code": mailed_login_code(later)})
    assert answer["Location"] == "/sign-in/second/"
    assert SESSION_KEY not in later.session


def test_the_paper_takes_the_place_of_a_lost_app_once(client, ewa):
    code = recovery.make(ewa, NOW)
    add_app(client)
    for expected in (True, False):
        later = Client()
        sign_in(later, ewa)
        later.post("/sign-in/second/", {"code": code})
        assert (SESSION_KEY in later.session) is expected


def test_the_app_can_be_removed(client, ewa, told):
    add_app(client)
    client.post("/you/keys/app/remove/")
    assert not Authenticator.objects.exists()
    assert told[-1] == "mfa/email/totp_deactivated"


def passkey_of(someone, name="Phone"):
    return Authenticator.objects.create(
        user=someone, type="webauthn", data={"name": name, "credential": {}}
    )


def test_a_passkey_is_renamed_and_removed_by_its_owner_alone(client, ewa, told, monkeypatch):
    hers, foreign = passkey_of(ewa), passkey_of(person("Joyce"))
    client.post(f"/you/keys/passkeys/{hers.pk}/", {"name": "Old phone"})
    hers.refresh_from_db()
    assert hers.data["name"] == "Old phone"
    for path in (f"/you/keys/passkeys/{foreign.pk}/", "/you/keys/passkeys/99999999999999999999/"):
        assert client.get(path).status_code == 404
        assert client.post(f"{path}remove/").status_code == 404
    client.post(f"/you/keys/passkeys/{hers.pk}/remove/")
    assert list(Authenticator.objects.all()) == [foreign]
    assert told == ["mfa/email/webauthn_removed"]


def test_the_only_key_cannot_be_removed(client, ewa):
    hers = passkey_of(ewa)
    # Without a password of hers; the session is the one that is open.
    from django.contrib.auth.hashers import make_password

    session = client.session
    ewa.password = make_password(None)
    ewa.save()
    session["_auth_user_hash"] = ewa.get_session_auth_hash()
    session.save()
    client.post(f"/you/keys/passkeys/{hers.pk}/remove/")
    assert Authenticator.objects.filter(pk=hers.pk).exists()


BROKEN = [
    "null", "[]", "{}", '"x"', '{"id": 1}', "{", '{"id":"a","rawId":"a","response":[]}',
    ('{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"e30",'
    '"attestationObject":"oA"}}'),
    ('{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30",'
    '"authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAA"}}'),
    '{"id":"\\u0000","rawId":"\\ud800","response":{"clientDataJSON":"\\u0000"}}',
    "[" * 900 + "]" * 900,
    "9" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("credential", BROKEN)
def test_a_broken_passkey_is_refused_everywhere(client, ewa, credential):
    client.get("/you/keys/passkeys/new/")
    assert client.post("/you/keys/passkeys/new/", {"credential": credential}).status_code == 422
    stranger = Client()
    stranger.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    answer = stranger.post("/sign-in/passkey/", {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    client.post("/drawer/close/", {"next": "/"})
    passkey_of(person("Joyce"))
    assert client.post("/drawer/", {"credential": credential}).status_code == 422
    assert Authenticator.objects.filter(user=ewa).count() == 0


@pytest.fixture
def no_key_file(settings, tmp_path):
    """The key file is lost while the database lives."""

    def lost():
        settings.KEK_FILE = str(tmp_path / "lost")

    return lost


def test_without_the_key_file_no_key_changes_half(client, ewa, no_key_file):
    held, code = passkey_of(ewa), recovery.make(ewa, NOW)
    no_key_file()
    new = {"current": PASSWORD, "password": NEW}
    assert client.post("/you/keys/password/", new).status_code == 503
    assert client.post("/you/keys/recovery/").status_code == 503
    assert client.post(f"/you/keys/passkeys/{held.pk}/remove/").status_code == 503
    ewa.refresh_from_db()
    assert ewa.check_password(PASSWORD)
    assert Authenticator.objects.filter(pk=held.pk).exists()
    assert drawer_is_open(client)
    assert recovery.use(ewa, code, NOW)


def test_without_the_key_file_nobody_learns_who_has_an_address_here(client, no_key_file):
    person("Ewa")
    no_key_file()
    for page in ("/sign-in/forgotten/", "/sign-in/code/"):
        answers = {
            Client().post(page, {"email": f"{name}@example.org"}).status_code
            for name in ("ewa", "nobody")
        }
        assert answers == {503}


def test_five_wrong_keys_close_the_way_to_the_drawer_for_a_while(client):
    ewa = person("Ewa")
    client.force_login(ewa)
    tries = [client.post("/drawer/", {"password": f"wrong {n}"}).status_code for n in range(5)]
    assert tries == [422] * 5
    assert client.post("/drawer/", {"password": PASSWORD}).status_code == 429
    assert not drawer_is_open(client)
