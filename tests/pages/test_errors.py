"""Error pages say what to do next, and nothing about what, where or why."""

import json
import logging
from io import StringIO

import django
import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.views.debug import get_exception_reporter_class

from facilitator.pages import errors
from facilitator.pages.logs import LineFormatter

SECRET = "the boats at Newhaven"
QUERY = "q=private"
COOKIE = "the key of her session"
pytestmark = pytest.mark.urls("tests.pages.urls_that_break")


@pytest.fixture
def patient():
    return Client(raise_request_exception=False)


@pytest.fixture
def written():
    """What the log holds after the test, line by line."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield stream
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/unreadable/?q=secret", 400, "We could not read that"),
        ("/closed/?q=secret", 403, "This is not open to you"),
        ("/nowhere/secret/", 404, "We can’t find that page"),
        ("/hasty/", 429, "Let us take a breath"),
        ("/breaks/secret/", 500, "This is our fault, not yours"),
        ("/resting/", 503, "We will be back in a moment"),
    ],
)
def test_an_error_has_its_status_and_a_kind_page(patient, path, status, heading):
    response = patient.get(path)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert f"<title>{heading} - Kept Chair</title>" in page
    assert "/hard-night/" in page
    for private in ("secret", "unreadable", "Traceback", "RuntimeError", django.get_version()):
        assert private not in page


@pytest.mark.parametrize("path", ["/takes/", "/takes/anyway/"])
def test_too_much_at_once_is_413(path, settings):
    body = {"body": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.cookies["c"] = "a" * 32
    response = client.post(
        path, f"body={body['body']}", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413
    assert "That is too much at once" in response.content.decode()


def test_a_form_from_elsewhere_is_asked_for_again():
    response = Client(enforce_csrf_checks=True).post("/takes/", {"body": SECRET})
    assert response.status_code == 403
    assert "Please send that again" in response.content.decode()
    assert SECRET not in response.content.decode()


def test_what_never_was_is_told_with_the_same_bytes_every_time(client):
    assert client.get("/nowhere/a/").content == client.get("/nowhere/else/?q=1").content


def test_breathing_and_resting_say_when_to_come_back(client):
    assert client.get("/hasty/").headers["Retry-After"] == "300"
    assert client.get("/resting/").headers["Retry-After"] == "60"


def test_no_error_page_asks_the_database(patient):
    with CaptureQueriesContext(connection) as asked:
        patient.get("/breaks/secret/")
        errors.not_found(RequestFactory().get("/"))
    assert len(asked) == 0


def test_with_its_files_missing_the_500_still_answers(patient, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    response = patient.get("/breaks/secret/")
    assert response.status_code == 500
    assert "This is our fault, not yours" in response.content.decode()


def test_the_number_on_the_page_stands_in_the_log(patient, written):
    page = patient.get("/breaks/x/").content.decode()
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    number = next(line["what"] for line in lines if "number" in line["what"]).split()[-1]
    assert number in page


def test_the_log_of_a_failure_names_the_line_and_nothing_written(patient, written):
    patient.post("/breaks/token-of-ewa/?next=private", {"body": SECRET})
    log = written.getvalue()
    for private in (SECRET, "token-of-ewa", "private", "while saving"):
        assert private not in log
    broken = [json.loads(line) for line in log.splitlines()]
    broken = [line for line in broken if "error" in line]
    assert {line["what"] for line in broken} == {"500 POST /breaks/<str:token>/"}
    assert {line["error"] for line in broken} == {"RuntimeError"}
    assert broken[0]["from"][-1].startswith("urls_that_break.py:")


def test_the_log_of_a_page_not_found_has_no_address(patient, written):
    patient.get("/nowhere/token-of-ewa/?q=private")
    assert "token-of-ewa" not in written.getvalue()
    assert '"what": "404 GET no such page"' in written.getvalue()


def test_an_error_report_holds_no_form_and_no_variable(settings):
    settings.DEBUG = False
    request = RequestFactory().post(f"/breaks/x/?{QUERY}", {"body": SECRET})
    request.COOKIES["s"] = COOKIE
    try:
        kept = SECRET
        raise RuntimeError(f"while saving {kept}")
    except RuntimeError as error:
        reporter = get_exception_reporter_class(request)(
            request, type(error), error, error.__traceback__
        )
        del kept
        text = reporter.get_traceback_text() + reporter.get_traceback_html()
    assert "test_errors.py" in text
    for private in (SECRET, QUERY, COOKIE):
        assert private not in text
    assert reporter.get_traceback_data()["filtered_POST_items"] == []
    assert all(list(frame["vars"]) == [] for frame in reporter.get_traceback_frames())
