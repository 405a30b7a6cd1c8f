"""Who leads, and her signed-in browser."""

import pytest
from django.test import Client

from curriculum.models import SessionPlan
from facilitator.people.models import Person
from tests import factories
from tests.cast import coordinator, facilitator


@pytest.fixture
def ruth() -> Person:
    return facilitator("Ruth")


@pytest.fixture
def colette() -> Person:
    return facilitator("Colette")


@pytest.fixture
def nisha() -> Person:
    return coordinator()


@pytest.fixture
def seen_by():
    """A browser in which somebody is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def plan(ruth) -> SessionPlan:
    return factories.curriculum(1, published=False, owner=ruth).plans.get()


@pytest.fixture
def as_ruth(client, ruth):
    client.force_login(ruth)
    return client


@pytest.fixture
def as_nisha(nisha):
    client = Client()
    client.force_login(nisha)
    return client


@pytest.fixture
def url(plan):
    return f"/lead/programmes/{plan.curriculum_id}/plans/1/"
