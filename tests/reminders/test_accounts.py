"""Sign-in mails are rows: sealed, sent once, and never to somebody we do not know."""

import re

import pytest
import time_machine
from django.urls import reverse

from facilitator.people.models import Person
from groups.reminders import secrets, sending
from groups.reminders.accounts import AccountAdapter
from groups.reminders.models import Reminder
from tests.cast import NOW, person


@pytest.fixture
def ewa() -> Person:
    return person("Ewa")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def ask_for_code(client, email: str):
    return client.post(reverse("account_request_login_code"), {"email": email})


def test_signing_in_by_a_mailed_code(client, ewa, sink, settings):
    settings.LOGIN_REDIRECT_URL = "welcome"  # what the front page of a member holds is not asked
    ask_for_code(client, "ewa@example.org")
    assert sending.send_due(now=NOW) == 1
    code = re.search(r"^    (\S+)\r?$", sink.text(), re.MULTILINE)
    assert code is not None
    answer = client.post(reverse("account_confirm_login_code"), {"code": code[1]})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(ewa.pk)


def test_the_mail_with_a_code_says_nothing_in_its_subject(client, ewa, sink):
    ask_for_code(client, "ewa@example.org")
    sending.send_due(now=NOW)
    mail = sink.mails[0]
    assert mail["Subject"] == "Your way in"
    assert mail["From"] == "Harbour Street <chairs@localhost>"
    assert sink.recipients == ["ewa@example.org"]
    assert mail["List-Unsubscribe"] is None


def test_the_code_is_sealed_in_the_row_and_gone_when_it_was_sent(client, ewa, sink):
    ask_for_code(client, "ewa@example.org")
    row = Reminder.objects.get()
    secret = secrets.opened([row])[row.pk]
    assert (row.kind, row.person, row.state) == ("sign_in_code", ewa, "pending")
    assert secret["to"] == "ewa@example.org"
    assert secret["code"].encode() not in bytes(row.payload)
    sending.send_due(now=NOW)
    row.refresh_from_db()
    assert (row.state, bytes(row.payload), row.ended_at) == ("sent", b"", NOW)


def test_an_address_that_nobody_has_gets_no_mail_and_the_same_answer(client, ewa, sink):
    known = ask_for_code(client, "ewa@example.org")
    client.logout()
    unknown = ask_for_code(client, "nobody@example.org")
    assert (unknown.status_code, unknown.headers["Location"]) == (
        known.status_code, known.headers["Location"],
    )  # fmt: skip
    sending.send_due(now=NOW)
    assert sink.recipients == ["ewa@example.org"]


@pytest.mark.parametrize("name", ["unknown_account", "account_already_exists"])
def test_strangers_are_never_written_to(name, rf):
    AccountAdapter(rf.get("/")).send_mail(f"account/email/{name}", "nobody@example.org", {})
    assert not Reminder.objects.exists()


def test_a_code_for_a_new_password_reaches_her(client, ewa, sink):
    client.post(reverse("account_reset_password"), {"email": "ewa@example.org"})
    sending.send_due(now=NOW)
    assert sink.mails[0]["Subject"] == "Your way back in"
    assert Reminder.objects.get().kind == "reset_code"


def test_word_of_a_changed_key_names_the_key_and_not_the_browser(client, ewa, sink, rf):
    request = rf.get("/", HTTP_USER_AGENT="Netscape", REMOTE_ADDR="203.0.113.9")
    AccountAdapter(request).send_notification_mail("mfa/email/webauthn_added", ewa)
    sending.send_due(now=NOW)
    assert "Ewa, a passkey was added." in sink.text()
    assert "Netscape" not in sink.text()
    assert "203.0.113.9" not in sink.text()


def test_nobody_signs_up_by_herself(rf):
    assert AccountAdapter().is_open_for_signup(rf.get("/")) is False


def test_a_code_that_is_sixteen_minutes_old_is_not_sent(client, ewa, sink):
    from datetime import timedelta

    ask_for_code(client, "ewa@example.org")
    assert sending.send_due(now=NOW + timedelta(minutes=16)) == 0
    row = Reminder.objects.get()
    assert (row.state, row.reason, bytes(row.payload)) == ("expired", "late", b"")
    assert sink.mails == []
