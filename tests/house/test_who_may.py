"""Who may do what: every address x every role x every method, plain and htmx, held to one file.

who_may.csv has a row per URL name; an address without a row fails. A cell says what happens when
that role asks with one of the row's methods: `in` (let in: the page, a form's own refusal, or a
redirect onward), `login`, `drawer`, `404`, `403`. Any other method is refused.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import cast
from tests.house.world import RANDOM, ROLES, World, build

FILE = Path(__file__).with_name("who_may.csv")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ELSEWHERE = {"admin"}  # Django's own addresses; tests/people/test_admin.py walks them


def rows() -> dict[str, dict[str, str]]:
    with FILE.open(newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def names(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[str]:
    """The name of every address of the house."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)
        elif pattern.namespace not in ELSEWHERE:
            yield from names(pattern.url_patterns)


def arguments(name: str) -> list[str]:
    """The names of the values that an address holds."""
    return get_resolver().reverse_dict.getlist(name)[0][0][0][1]


def address(name: str, world: World, *, random: bool = False) -> str:
    """The address of the world's own thing, or of one that does not exist."""
    values = {}
    for argument in arguments(name):
        value = world.ids.get(f"{name}.{argument}", world.ids.get(argument))
        if random:
            value = 59 if isinstance(value, int) else RANDOM if len(str(value)) == 36 else "x" * 22
        values[argument] = value
    return reverse(name, kwargs=values)


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever happens inside is rolled back, in both databases and in the client's cookies."""
    cookies = deepcopy(client.cookies)
    outer, inner = transaction.atomic("default"), transaction.atomic("keyring")
    # As in Django's own TestCase: what the house makes durable counts this as no transaction.
    outer._from_testcase = inner._from_testcase = True
    with outer, inner:
        yield
        for alias in ("default", "keyring"):
            transaction.set_rollback(True, using=alias)
    client.cookies = cookies


def happened(answer: HttpResponse) -> str:
    """The word of the file for an answer."""
    to = answer.headers.get("Location", "")
    where = to.split("?")[0]
    if where == "/sign-in/" or (answer.status_code == 401 and not answer.content):
        return "login"
    if where == "/drawer/":
        return "drawer"
    if answer.status_code in (403, 404, 405):
        return str(answer.status_code)
    return "in" if answer.status_code < 500 else str(answer.status_code)


def ask(client: Client, method: str, url: str, data: str = "", *, htmx: bool) -> HttpResponse:
    headers = {"HX-Request": "true"} if htmx else {}
    form = "application/x-www-form-urlencoded"
    return client.generic(method, url, data, content_type=form, headers=headers)


def fits(expected: str, got: str, *, htmx: bool) -> bool:
    """A closed drawer and a missing sign-in look the same to a script: 401, empty."""
    return got == expected or (htmx and expected == "drawer" and got == "login")


def cases() -> Iterator[tuple[str, str, bool, bool]]:
    """(name, method, htmx, whether the row allows it); what is refused is asked plainly only."""
    for name, row in rows().items():
        for method in METHODS:
            allowed = method.replace("HEAD", "GET") in row["methods"].split()
            yield name, method, False, allowed
            if allowed and method != "HEAD":
                yield name, method, True, True


def faults(client: Client, role: str, world: World) -> list[str]:
    """What this role could do that the file does not say."""
    wrong, may = [], rows()
    for name, method, htmx, allowed in cases():
        with undone(client):
            url, data = address(name, world), world.ids.get(f"{name}.data", "")
            got = happened(ask(client, method, url, data, htmx=htmx))
        word = may[name][role]
        expected = {word} if allowed else {word, "405"} - {"in"}
        expected |= {"405"} if method == "HEAD" else set()  # a HEAD is never needed here
        if not any(fits(one, got, htmx=htmx) for one in expected):
            wrong.append(f"{role} {method} {name} htmx={htmx}: {got}, not {word}")
    return wrong


@pytest.fixture
def world():
    with time_machine.travel(cast.NOW, tick=False):
        yield build()


def test_every_address_has_its_row_and_every_row_its_address():
    assert sorted(rows()) == sorted(set(names()))


def test_the_file_knows_every_role():
    with FILE.open(newline="") as file:
        assert next(csv.reader(file)) == ["name", "methods", *ROLES]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_file_says_and_nothing_else(world, role):
    assert faults(world.client(role), role, world) == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != "AN"])
def test_what_she_may_not_see_looks_like_what_does_not_exist(world, role):
    """The same status, headers and bytes as for a random id: no oracle."""
    client, different = world.client(role), []
    for name, row in rows().items():
        if row[role] != "404" or not arguments(name):
            continue
        for method in row["methods"].split():
            with undone(client):
                real = ask(client, method, address(name, world), htmx=False)
            with undone(client):
                unreal = ask(client, method, address(name, world, random=True), htmx=False)
            if (real.status_code, real.content, dict(real.headers)) != (
                unreal.status_code, unreal.content, dict(unreal.headers),
            ):  # fmt: skip
                different.append(f"{method} {name}")
    assert different == []


def test_whoever_is_not_signed_in_is_asked_who_she_is_unless_the_page_is_public():
    public = {name for name, row in rows().items() if row["AN"] != "login"}
    assert public == {*FILE.with_name("public.txt").read_text().split()}
