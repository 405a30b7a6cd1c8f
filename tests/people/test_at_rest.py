"""What stands in the database while a code is on its way: read raw, as from a stolen dump."""

import base64
import hashlib
import json

import pytest
from allauth.account.models import EmailAddress
from allauth.core.internal.ratelimit import truncate_ip
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from facilitator.people.mailed_codes import code_of, seed
from facilitator.people.models import Person
from groups.reminders import secrets
from groups.reminders.models import Reminder
from tests.cast import person
from tests.people.doors import sign_in

pytestmark = pytest.mark.usefixtures("still")
PLAIN_DIGESTS = ("md5", "sha1", "sha256", "sha512")


def ask_to_sign_in(client):
    client.post("/sign-in/code/", {"email": "ewa@example.org", "next": "/"})


def ask_for_a_new_password(client):
    client.post("/sign-in/forgotten/", {"email": "ewa@example.org"})


def ask_to_prove_an_address(client):
    EmailAddress.objects.update(verified=False)
    sign_in(client, Person.objects.get())


def ask_for_another_address(client):
    sign_in(client, Person.objects.get())
    client.post("/you/keys/address/", {"email": "ewa.new@example.org"})


WAYS = [
    (ask_to_sign_in, "sign_in_code", "/sign-in/code/enter/"),
    (ask_for_a_new_password, "reset_code", "/sign-in/forgotten/code/"),
    (ask_to_prove_an_address, "address_code", "/sign-in/address/"),
    (ask_for_another_address, "address_code", "/sign-in/address/"),
]


def mailed(kind: str) -> str:
    """The code that the mail will say."""
    row = Reminder.objects.get(kind=kind)
    return secrets.opened([row])[row.pk]["code"]


def raw_sessions() -> list[str]:
    """Every session as it lies in its table, and as anybody can read it without a key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key, session_data FROM django_session")
        rows = cursor.fetchall()
    return [text for key, data in rows for text in (key, data, json.dumps(said_by(data)))]


def said_by(data: str) -> dict[str, object]:
    return dict(SessionStore().decode(data))


def encodings(code: str) -> list[str]:
    """What a code looks like in clear, in base64, in hex, and hashed without a secret."""
    raw = code.encode()
    hashed = [hashlib.new(name, raw) for name in PLAIN_DIGESTS]
    return [
        code, f"{code[:3]}-{code[3:]}", code[::-1],
        base64.b64encode(raw).decode(), raw.hex(), hex(int(code)),
        *(each.hexdigest() for each in hashed),
        *(base64.b64encode(each.digest()).decode().rstrip("=") for each in hashed),
    ]  # fmt: skip


@pytest.mark.parametrize(("ask", "kind", "where"), WAYS)
def test_no_code_stands_in_a_session_row(client, ask, kind, where):
    person("Ewa")
    ask(client)
    code, rows = mailed(kind), raw_sessions()
    assert rows
    for row in rows:
        for form in encodings(code):
            assert form not in row


@pytest.mark.parametrize(("ask", "kind", "where"), WAYS)
def test_the_mailed_code_is_the_right_one_and_the_kept_seed_is_not(client, ask, kind, where):
    person("Ewa")
    ask(client)
    kept = seed_in(said_by(raw_sessions()[1]))
    assert client.post(where, {"code": kept[:40]}).status_code == 422
    assert client.post(where, {"code": mailed(kind)}).status_code == 302


def test_an_address_that_nobody_has_is_opened_by_no_code(client):
    client.post("/sign-in/code/", {"email": "nobody@example.org", "next": "/"})
    for code in ("", code_of(""), "000000"):
        client.post("/sign-in/code/enter/", {"code": code, "next": "/"})
    assert SESSION_KEY not in client.session


ADDRESSES = ["203.0.113.9", "2001:db8:12:34:56:78:9a:bc"]


def raw_counts() -> list[str]:
    """The throttles' table as it lies there, its values unpacked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        rows = cursor.fetchall()
    return [text for key, value in rows for text in (key, str(base64.b64decode(value)))]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_row_of_a_throttle_holds_a_network_address_or_who_was_meant(client, address):
    person("Ewa")
    client.post("/sign-in/", {"login": "ewa@example.org", "password": "wrong"}, REMOTE_ADDR=address)
    client.post("/sign-in/code/", {"email": "ewa@example.org"}, REMOTE_ADDR=address)
    client.post("/sign-in/forgotten/", {"email": "ewa@example.org"}, REMOTE_ADDR=address)
    rows = raw_counts()
    assert len(rows) >= 6
    names = [address, truncate_ip(address), "ewa@example.org"]
    for row in rows:
        for name in names:
            assert name not in row
            for digest in PLAIN_DIGESTS:
                assert hashlib.new(digest, name.encode()).hexdigest() not in row


def test_hidden_or_not_a_throttle_counts_each_caller_apart(client):
    def try_from(address):
        client.cookies.clear()
        form = {"email": f"{next(somebody)}@example.org", "next": "/"}
        return client.post("/sign-in/code/", form, REMOTE_ADDR=address).status_code

    somebody = iter(range(100))
    here = [try_from(ADDRESSES[0]) for _ in range(21)]
    assert (set(here[:20]), here[20]) == ({302}, 429)
    assert try_from(ADDRESSES[1]) == 302


def test_counts_that_hold_are_not_thrown_away_for_new_ones(client):
    from django.core.cache import cache

    for number in range(400):
        cache.set(f"count {number}", [1.0], 600)
    assert all(cache.get(f"count {number}") == [1.0] for number in range(400))


def test_with_another_secret_the_same_seed_is_another_code(settings):
    kept = seed()
    ours = code_of(kept)
    settings.SECRET_KEY = "that of another house"
    theirs = code_of(kept)
    assert (len(ours), ours.isdigit(), ours != theirs) == (6, True, True)


def seed_in(kept: object) -> str:
    """The value under "code", wherever allauth put it."""
    if not isinstance(kept, dict):
        return ""
    return kept.get("code") or next(filter(None, map(seed_in, kept.values())), "")
