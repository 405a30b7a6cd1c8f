"""The database is gone altogether: not even who she is can be found out. Her words stay."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connections
from django.test import Client

from facilitator.pages.logs import LineFormatter
from groups.reflections.models import Reflection, Revision
from tests.reflections.conftest import FETCH, fields, fields_in, shown, with_key, write

WORDS = "Words\nnot to <b>lose</b> & 'keep'"
ROOT = Path(__file__).parents[2]


@contextmanager
def nothing_answers():
    """Every query on both databases fails, as with the server gone."""

    def refuse(execute, sql, params, many, context):
        raise OperationalError("connection refused")

    house, ring = (connections[name] for name in ("default", "keyring"))
    with house.execute_wrapper(refuse), ring.execute_wrapper(refuse):
        yield


@pytest.fixture
def patient():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def her(house, patient):
    """Ewa, with the token that the browser sends back."""
    patient.handler.enforce_csrf_checks = False
    with_key(patient, house.ewa)
    patient.handler.enforce_csrf_checks = True
    return patient


def sent_from(client, where, words=WORDS):
    """What the form on that page sends, its token too."""
    html = client.get(where).content.decode()
    token = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    return fields_in(html) | {"words": words, "then": "stay", "csrfmiddlewaretoken": token}


def test_a_new_page_is_shown_again_and_then_taken(house, her):
    sent = sent_from(her, "/writing/new/") | {"word": "own", "own_word": "threadbare"}
    with nothing_answers():
        answer = her.post("/writing/new/", sent)
    html = answer.content.decode()
    assert (answer.status_code, shown(html)) == (503, WORDS)
    assert "This is our fault, not yours. Your words are still here" in html
    assert (fields_in(html)["word"], 'value="threadbare"' in html) == ("own", True)
    assert answer.headers["Cache-Control"] == "no-store, private"
    token = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    again = fields_in(html) | {"then": "stay", "csrfmiddlewaretoken": token}
    where = her.post("/writing/new/", again).headers["Location"]
    assert shown(her.get(where).content.decode()) == WORDS
    assert Reflection.objects.count() == 1


def test_a_page_that_stands_is_shown_again_and_then_taken_as_the_same_page(house, client):
    with_key(client, house.ewa)
    client.raise_request_exception = False
    where = write(client, "One.")
    sent = fields(client, where) | {"words": WORDS, "then": "stay"}
    with nothing_answers():
        answer = client.post(where, sent)
    html = answer.content.decode()
    assert (answer.status_code, shown(html)) == (503, WORDS)
    assert f'action="{where}"' in html
    assert client.post(where, fields_in(html) | {"then": "stay"}).headers["Location"] == where
    assert shown(client.get(where).content.decode()) == WORDS
    assert (Reflection.objects.count(), Revision.objects.count()) == (1, 2)


def test_she_is_still_signed_in_afterwards(house, her):
    sent = sent_from(her, "/writing/new/")
    with nothing_answers():
        answer = her.post("/writing/new/", sent)
    assert "s" not in answer.cookies
    assert her.get("/writing/").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_on_another_site_puts_no_text_on_a_page_of_ours(her, site):
    with nothing_answers():
        answer = her.post("/writing/new/", {"words": WORDS}, headers={"Sec-Fetch-Site": site})
    assert (answer.status_code, b"<textarea" in answer.content) == (500, False)
    assert b"not to" not in answer.content


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_browser_that_says_that_the_form_is_ours_gets_the_words_back(her, site):
    with nothing_answers():
        answer = her.post("/writing/new/", {"words": WORDS}, headers={"Sec-Fetch-Site": site})
    assert (answer.status_code, shown(answer.content.decode())) == (503, WORDS)


def test_what_stands_in_it_is_text_and_never_markup(her):
    attack = "</textarea><script>alert(1)</script>"
    with nothing_answers():
        html = her.post("/writing/new/", {"words": attack, "slip": '"><i>'}).content.decode()
    assert "<script>alert" not in html
    assert 'name="slip" value="&quot;&gt;&lt;i&gt;"' in html
    assert shown(html) == attack


def test_every_other_request_gets_the_page_that_says_it_was_our_fault(her):
    with nothing_answers():
        answers = [
            her.get("/writing/new/"),
            her.post("/writing/new/", {"words": ""}),
            her.post("/writing/new/", {"words": WORDS}, headers=FETCH),
            her.post("/you/name/", {"words": WORDS}),
            her.post("/writing/deleted/", {"words": WORDS}),
        ]
    assert [each.status_code for each in answers] == [500] * 5
    assert not any(b"not to" in each.content for each in answers)


def test_no_log_holds_a_word_of_it(her, caplog):
    with nothing_answers():
        her.post("/writing/new/", {"words": "Kanarienvogel"})
    lines = [LineFormatter().format(record) for record in caplog.records]
    assert lines
    assert "Kanarienvogel" not in str(lines)


def test_it_speaks_her_browsers_language(her):
    with nothing_answers():
        answer = her.post("/writing/new/", {"words": WORDS}, headers={"Accept-Language": "es"})
    assert '<html lang="es"' in answer.content.decode()


ASK = """
import json, django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False, enforce_csrf_checks=True)
client.cookies["s"], client.cookies["c"] = "a" * 32, "b" * 32
answer = client.post("/writing/new/", {"words": "not to lose", "csrfmiddlewaretoken": "b" * 32})
print(json.dumps([answer.status_code, answer.content.decode()]))
"""


def test_with_a_server_that_nobody_runs_her_words_are_on_the_page():
    nowhere = "postgres://nobody@127.0.0.1:1/nothing"
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "facilitator.settings", "SECRET_KEY": "x", "DEBUG": "1",
        "ALLOWED_HOSTS": "testserver", "DATABASE_URL": nowhere, "KEYRING_URL": nowhere,
    }  # fmt: skip
    run = subprocess.run(
        [sys.executable, "-c", ASK], env=env, cwd=ROOT, capture_output=True, text=True, check=True,
        timeout=60,
    )  # fmt: skip
    status, html = json.loads(run.stdout.splitlines()[-1])
    assert (status, shown(html)) == (503, "not to lose")
    assert "not to lose" not in run.stderr
