"""The clock stands at NOW, and the cast can be signed in with their drawers open."""

import pytest
import time_machine
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests import cast, factories


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(cast.NOW, tick=False):
        yield cast.NOW


@pytest.fixture
def ruth():
    return cast.facilitator("Ruth")


@pytest.fixture
def group(ruth):
    return factories.group(lead=ruth)


@pytest.fixture
def ewa(group):
    return factories.member(group, "Ewa").person


@pytest.fixture
def sign_in(client):
    """Through the real page: the drawer is open afterwards."""

    def through_the_page(person):
        answer = client.post("/sign-in/", {"login": person.email, "password": cast.PASSWORD})
        assert answer.status_code in (302, 303), answer.content.decode()[:1000]
        return client

    return through_the_page


@pytest.fixture
def queries(client):
    """How many queries a page costs, the second time, both databases counted."""

    def count(address):
        assert client.get(address).status_code == 200
        with (
            CaptureQueriesContext(connections["default"]) as one,
            CaptureQueriesContext(connections["keyring"]) as two,
        ):
            client.get(address)
        return len(one) + len(two)

    return count
