"""/privacy/: who can read what, and what is kept until when, for anybody to read."""

import csv
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from facilitator.keeping import NOT_PERSONAL, Keeps, Until, declarations
from facilitator.people.models import RecoveryCode
from facilitator.privacy import promises
from tests.cast import person


def words(html: str) -> str:
    return re.sub(r"\s+", " ", html)


def test_anybody_may_read_it(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(reverse("privacy"))
    assert (answer.status_code, reverse("privacy")) == (200, "/privacy/")
    assert "<h1>How private is this?</h1>" in answer.content.decode()


def test_a_member_reads_the_same(client):
    client.force_login(person("Ewa"))
    assert "<h1>How private is this?</h1>" in client.get("/privacy/").content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_there_is_nothing_to_send(client, method):
    assert getattr(client, method)("/privacy/").status_code == 405


def test_every_term_of_every_table_is_printed(client):
    page = words(client.get("/privacy/").content.decode())
    count = 0
    for _label, keeps in declarations():
        if keeps.until != NOT_PERSONAL:
            reason, until = str(keeps.why), str(keeps.until.words)
            assert escape(reason[:1].upper() + reason[1:]) in page
            assert escape(until[:1].upper() + until[1:]) in page
            count += 1
    assert count >= 20
    assert page.count(escape("As long as the group’s records; it says nothing")) <= 1
    assert "part of Django" not in page


def test_a_new_declaration_stands_on_the_page_by_itself(client, monkeypatch):
    keeps = Keeps("hashed", "so that a test can see it", Until("until a blue moon"))
    monkeypatch.setattr(RecoveryCode, "keeps", [*RecoveryCode.keeps, keeps])
    page = client.get("/privacy/").content.decode()
    assert "<dt>Until a blue moon</dt>" in page
    assert "<dd>So that a test can see it</dd>" in page


def test_nobody_of_the_house_reads_her_pages_and_the_page_says_who_could(client):
    most_private = promises.rows()[0]
    assert [str(answer) for answer in most_private.answers[:3]] == ["No", "No", "No"]
    assert str(most_private.answers[3]) != "No"
    page = words(client.get("/privacy/").content.decode())
    assert "If they set out to, they could open your pages" in page
    assert "nothing here would show it" in page
    assert "Names, addresses and dates are not locked in this way." in page


def test_every_thing_has_an_answer_for_every_reader(client):
    page = client.get("/privacy/").content.decode()
    assert page.count('role="rowheader"') == len(promises.rows()) == 19
    assert page.count('role="columnheader"') == len(promises.READERS) == 4
    assert page.count('<td role="cell" data-who=') == 76


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_facilitator_keeps_has_its_rows_in_both_languages(client, language):
    with translation.override(language):
        found = {str(row.what): [str(word) for word in row.answers] for row in promises.rows()}
        notes = found[str(_("If you lead: your own notes on a plan"))]
        assert notes == [str(_("No"))] * 3 + [str(_("Only on purpose: see below"))]
        page = words(
            client.get("/privacy/", headers={"Accept-Language": language}).content.decode()
        )
        for what in found:
            assert f">{escape(what)}</th>" in page


def test_no_row_says_less_than_the_house_lets_through():
    """The rows about the workshop, beside what the addresses of it answer to each role."""
    with Path("tests/house/who_may.csv").open(newline="") as file:
        may = {row["name"]: row for row in csv.DictReader(file)}
    rows = {str(row.what): [str(word) for word in row.answers] for row in promises.rows()}
    for what, name in (
        ("your own notes on a plan", "rehearse"),
        ("the blocks in your own library", "library_block"),
        ("who changed the plan of an evening, and how it was before", "plan_history"),
        ("a draft of a programme, and what you changed in it", "programme_plan_history"),
    ):
        member, leads_too, coordinator, _host = rows[f"If you lead: {what}"]
        assert (member == "No") is (may[name]["ME"] != "in")
        assert (coordinator == "No") is (may[name]["AD"] != "in")
        if name != "rehearse":  # each has her own notes there (tests/evenings/test_rehearse.py)
            assert (leads_too == "No") is (may[name]["CO"] != "in")


def test_who_runs_the_house_is_named(client, settings):
    assert "Harbour Street runs this place." in client.get("/privacy/").content.decode()
    settings.ORGANISATION_NAME = ""
    assert "You may ask whoever invited you" in client.get("/privacy/").content.decode()


def test_the_cookies_it_names_are_the_cookies_there_are(client):
    client.get("/privacy/")
    client.force_login(person("Ewa"))
    client.get("/home/")
    client.get("/you/")
    assert set(client.cookies) <= {"s", "c", "messages"}
