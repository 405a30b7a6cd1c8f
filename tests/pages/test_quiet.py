"""A form with words of hers, sent by a script: answered as a form, and no redirect is followed."""

import re

from django.test import Client

from facilitator.settings import BASE
from tests import cast
from tests.people.doors import sign_in

QUIET = {"X-Quiet": "yes", "Sec-Fetch-Mode": "cors"}
TEMPLATES = BASE / "templates"
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
TYPED = re.compile(r"<textarea|as_field_group|parts/field.html")


def test_a_page_comes_as_it_would_to_the_form(client):
    sign_in(client, cast.person("Ewa"))
    plain = client.post("/writing/search/", {"words": ""})
    quiet = client.post("/writing/search/", {"words": ""}, headers=QUIET)
    assert (plain.status_code, quiet.status_code) == (422, 422)
    assert quiet.content.startswith(b"<!doctype html>")


def test_a_redirect_is_said_and_not_sent(client):
    client.force_login(cast.person("Ewa"))
    answer = client.post("/writing/search/", {"words": "lamp"}, headers=QUIET)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["X-Go"].startswith("/drawer/")
    assert "Location" not in answer.headers


def test_who_is_not_signed_in_is_led_to_the_sign_in():
    answer = Client().post("/writing/search/", {"words": "lamp"}, headers=QUIET)
    assert (answer.status_code, answer.headers["X-Go"].split("?")[0]) == (204, "/sign-in/")


def test_every_form_for_words_of_hers_is_sent_quietly():
    """But the editors: they have a script of their own, and save without any page."""
    loud = [
        (str(path), form[:80])
        for path in sorted(TEMPLATES.glob("reflections/**/*.html"))
        for form in FORM.findall(path.read_text())
        if TYPED.search(form) and 'id="page"' not in form and "data-quiet" not in form
    ]
    assert loud == []
