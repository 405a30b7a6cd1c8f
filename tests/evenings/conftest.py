"""Ruth and Maureen lead the cast's group; the clock stands at NOW."""

import pytest
import time_machine

from groups.models.membership import Role
from tests import factories
from tests.cast import NOW, facilitator


@pytest.fixture(autouse=True)
def at_now():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def ruth():
    return facilitator()


@pytest.fixture
def group(ruth):
    return factories.group(lead=ruth)


@pytest.fixture
def maureen(group):
    person = facilitator("Maureen")
    factories.member(group, person=person, role=Role.CO_FACILITATOR)
    return person


@pytest.fixture
def meeting(group):
    return group.meetings.select_related("group", "plan").get(number=5)


@pytest.fixture
def as_ruth(client, ruth):
    client.force_login(ruth)
    return client
