"""The clock stands at NOW, Ruth leads "Tuesday evenings"."""

import pytest
import time_machine

from tests import factories
from tests.cast import NOW, facilitator


@pytest.fixture(autouse=True)
def _still_clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ruth():
    return facilitator()


@pytest.fixture
def group(ruth):
    return factories.group(lead=ruth)


@pytest.fixture
def as_ruth(client, ruth):
    client.force_login(ruth)
    return client
