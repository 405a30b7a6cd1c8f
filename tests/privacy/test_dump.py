"""What she wrote lies nowhere in the house: not in a table, a session, the cache, a log, a mail."""

import logging
from uuid import uuid4

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.utils.log import AdminEmailHandler

from facilitator.pages.logs import LineFormatter
from facilitator.vault import ciphers
from groups.reflections.models import Revision
from tests import cast, factories
from tests.people.doors import sign_in
from tests.privacy.residue import found
from tests.reflections.conftest import FETCH, fields, shown, write

CANARY = "Kanarienvogelgesang"
WORDS = f"{CANARY} stands in the first line.\n\nAnd {CANARY} again, much further down."


class Lines(logging.Handler):
    """Every line that any logger writes, as the house writes it, queries too."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(LineFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def lines():
    handler, root = Lines(), logging.getLogger()
    quiet = [logging.getLogger(name) for name in ("django", "django.request", "django.security")]
    level = root.level
    root.setLevel(logging.DEBUG)
    for logger in (root, *quiet):
        logger.addHandler(handler)
    yield handler.lines
    for logger in (root, *quiet):
        logger.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def ewa(client):
    """Ewa, of Ruth's group, signed in with her drawer open."""
    member = factories.member(factories.group(lead=cast.facilitator())).person
    sign_in(client, member)
    return member


def everything_she_does(client) -> None:
    """A page begun, saved as she types, read, listed, refused, deleted and put back."""
    where = write(client, WORDS)
    sent = fields(client, where)
    for number in range(3):
        more = {"words": f"{WORDS} {number}", "seq": str(number + 1), "key": str(uuid4())}
        saved = client.post(f"{where}save/", sent | more, headers=FETCH)
        assert saved.status_code == 200
    assert CANARY in shown(client.get(where).content.decode())
    assert CANARY in client.get("/writing/").content.decode()
    client.get("/home/")
    assert client.post(where, sent | {"words": CANARY * 20_000}).status_code == 422
    assert client.post(f"/writing/{uuid4()}/", {"words": WORDS}).status_code == 404
    client.get("/writing/", {"words": CANARY})
    assert client.post(f"{where}delete/").status_code == 303
    client.get("/writing/deleted/")
    client.post(f"{where}put-back/")
    client.post("/writing/new/", {"words": WORDS}, headers={"Cookie": ""})


def test_her_words_lie_nowhere_in_the_house(client, ewa, lines):
    everything_she_does(client)
    assert Revision.objects.count() == 4
    assert found(CANARY) == []
    assert [line for line in lines if CANARY in line] == []
    assert [str(one.message()) for one in mail.outbox if CANARY in str(one.message())] == []
    assert CANARY not in str(client.cookies)


def test_the_search_would_find_a_word_that_lies_about(client, ewa):
    assert "default.people_person" in found(ewa.email)
    where = write(client, WORDS)
    cache.set("careless", {"words": WORDS})
    session = SessionStore(client.session.session_key)
    session["careless"] = WORDS
    session.save()
    Revision.objects.update(sealed=WORDS.encode())
    assert found(CANARY) == [
        "default dumpdata",
        "default.cache",
        "default.reflections_revision",
        "sessions, decoded",
    ]
    assert where.startswith("/writing/")


def test_what_the_vault_sealed_opens_after_all_that(client, ewa, capsys):
    everything_she_does(client)
    call_command("vault", "verify")
    out = capsys.readouterr().out
    assert "reflections.Revision.sealed: 4 opened, 0 erased, 0 failed, 0 without a place" in out
    assert CANARY not in out


def test_a_crash_in_the_middle_of_a_save_is_reported_without_a_word(
    client, ewa, lines, monkeypatch, settings
):
    """The mail that Django would send to the people who keep the computers running."""
    where = write(client, "Something small.")
    sent = fields(client, where) | {"words": WORDS, "seq": "1", "key": str(uuid4())}

    def crash(*args: object, **kwargs: object) -> bytes:
        raise RuntimeError("the sealing broke")

    monkeypatch.setattr(ciphers, "seal_blob", crash)
    settings.ADMINS = [("Keeper", "keeper@example.org")]
    handler, gate = AdminEmailHandler(include_html=True), logging.getLogger("facilitator.people")
    gate.addHandler(handler)
    try:
        answer = client.post(f"{where}save/", sent, headers=FETCH)
    finally:
        gate.removeHandler(handler)
    assert answer.status_code == 503
    assert len(mail.outbox) == 1
    report = mail.outbox[0].subject + mail.outbox[0].body + str(mail.outbox[0].alternatives)
    assert "RuntimeError" in report
    assert CANARY not in report
    assert [line for line in lines if CANARY in line] == []
    assert found(CANARY) == []


def test_without_the_key_file_nothing_is_lost_and_nothing_said(client, ewa, lines, settings):
    where = write(client, WORDS)
    sent = fields(client, where) | {"words": f"{WORDS} more", "seq": "9", "key": str(uuid4())}
    key_file, settings.KEK_FILE = settings.KEK_FILE, "/nowhere/kek"
    answer = client.post(where, sent)
    assert answer.status_code == 503
    assert CANARY in answer.content.decode()  # her words are in the page she gets back
    assert client.get("/writing/").status_code == 503
    home = client.get("/home/")
    assert home.status_code == 200
    assert "Your pages cannot be opened just now. Nothing is lost." in home.content.decode()
    assert client.get("/privacy/").status_code == 200
    settings.KEK_FILE = key_file
    assert CANARY in shown(client.get(where).content.decode())
    assert [line for line in lines if CANARY in line] == []
    assert found(CANARY) == []
