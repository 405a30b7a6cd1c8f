"""Whoever chose Spanish reads Spanish: every page, for every role, and every form's refusal."""

import pytest
import time_machine

from groups.inviting import code_of
from tests import cast, factories
from tests.house.test_who_may import address, ask, happened, rows, undone
from tests.house.world import build
from tests.spanish.reading import english, language

ROLES = ["AN", "ME", "FA", "AD"]
SPEAKS = {"headers": {"Accept-Language": "es-ES,es;q=0.9"}}


@pytest.fixture
def world():
    with time_machine.travel(cast.NOW, tick=False):
        made = build()
        for person in made.people.values():
            person.language = "es"
            person.save(update_fields=["language"])
        yield made


def pages(world, role, speaks="es-ES,es;q=0.9"):
    """(method and name, answer) of every page and of every empty form of this role."""
    client = world.client(role)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = speaks
    for name, row in rows().items():
        for method in {"GET", "POST"} & {*row["methods"].split()}:
            with undone(client):
                answer = ask(client, method, address(name, world), htmx=False)
                page = not answer.streaming and answer.content.startswith(b"<!doctype html>")
                if page and happened(answer) == "in":
                    yield f"{method} {name}", answer


@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_an_english_word(world, role):
    found, seen = {}, 0
    for name, answer in pages(world, role):
        page, seen = answer.content.decode(), seen + 1
        assert answer.status_code < 500, name
        if language(page) != "es":
            found[name] = "lang"
        elif said := english(page):
            found[name] = said
    assert found == {}
    assert seen > 12


@pytest.mark.parametrize("role", ROLES)
def test_every_page_in_english_would_be_seen(world, role):
    for person in world.people.values():
        person.language = "en"
        person.save(update_fields=["language"])
    found = {name: english(answer.content.decode()) for name, answer in pages(world, role, "en")}
    assert [name for name, said in found.items() if not said] == []


def test_the_sign_in_page_in_english_is_seen(client):
    page = client.get("/sign-in/").content.decode()
    assert language(page) == "en"
    assert "Sign in" in english(page)


def test_her_next_meeting_is_said_as_one_says_it(world):
    page = world.client("ME").get("/home/").content.decode()
    assert "Hola, Ewa" in page
    assert "El martes a las 19:00" in page
    assert "24 de noviembre, dentro de dos días" in page
    assert "Encuentro 5 de 8" in page


def test_a_joining_link_speaks_the_browsers_language(client):
    with time_machine.travel(cast.NOW, tick=False):
        group = factories.group(lead=cast.facilitator())
        link = f"/join/{code_of(factories.invitation(group))}/"
        page = client.get(link, **SPEAKS).content.decode()
    assert "Ruth te ha guardado una silla." in page
    assert "La próxima vez es el martes 24 de noviembre a las 19:00." in page


def test_a_new_group_is_named_as_one_says_it(world):
    page = world.client("FA").get("/lead/groups/new/").content.decode()
    assert "Crear un grupo" in page
