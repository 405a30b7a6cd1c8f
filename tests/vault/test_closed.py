"""The key file lost while the database lives: a kind 503, nothing lost, never a 500."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse

from facilitator import vault
from facilitator.vault.middleware import ClosedMiddleware


def test_a_closed_vault_answers_503_and_says_nothing_else(rf, caplog, settings):
    middleware = ClosedMiddleware(lambda request: HttpResponse("fine"))
    request: HttpRequest = rf.get("/writing/")
    with caplog.at_level(logging.ERROR):
        answer = middleware.process_exception(request, vault.Closed("There is no key file."))
    assert answer is not None
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "The vault is closed" in caplog.text


def test_what_a_room_made_of_it_is_answered_alike(rf):
    middleware = ClosedMiddleware(lambda request: HttpResponse("fine"))
    own = RuntimeError("cannot open")
    own.__cause__ = ValueError("no")
    own.__cause__.__cause__ = vault.Closed("There is no key file.")
    answer = middleware.process_exception(rf.get("/"), own)
    assert answer is not None
    assert answer.status_code == 503


@pytest.mark.parametrize("other", [vault.Unopenable("no"), vault.NotYours("no"), ValueError("no")])
def test_other_accidents_are_left_to_others(rf, other):
    middleware = ClosedMiddleware(lambda request: HttpResponse("fine"))
    assert middleware.process_exception(rf.get("/"), other) is None
    assert middleware(rf.get("/")).content == b"fine"


def test_the_house_uses_it(settings):
    assert "facilitator.vault.middleware.ClosedMiddleware" in settings.MIDDLEWARE
