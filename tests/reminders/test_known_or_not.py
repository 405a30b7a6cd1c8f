"""Whether an address is somebody's shows nowhere: not on a page, not in its work."""

from collections import Counter

import pytest
import time_machine
from django.db import connections
from django.test.utils import CaptureQueriesContext

from groups.reminders.models import Look, Reminder
from tests.cast import NOW, person
from tests.people.doors import without_token

ASKING = ["/sign-in/code/", "/sign-in/forgotten/"]
OWN_TO_EACH = ("Expires", "Set-Cookie", "X-Request-Id")


@pytest.fixture(autouse=True)
def _still():
    with time_machine.travel(NOW, tick=False):
        yield


class Way:
    """One person's way: what each step answered, and the work that it cost."""

    def __init__(self, client) -> None:
        self.client = client
        self.answers: list[object] = []
        self.work: list[Counter[str]] = []

    def step(self, method: str, url: str, **form: str) -> str:
        house, ring = (CaptureQueriesContext(connections[one]) for one in ("default", "keyring"))
        with house, ring:
            answer = getattr(self.client, method)(url, form)
        kept = {k: v for k, v in answer.headers.items() if k not in OWN_TO_EACH}
        self.answers.append((answer.status_code, kept, without_token(answer)))
        self.work.append(Counter(_verb(each["sql"]) for each in house))
        self.work.append(Counter(f"keyring {_verb(each['sql'])}" for each in ring))
        return answer.headers.get("Location", "")


def _verb(sql: str) -> str:
    verb = sql.split(maxsplit=1)[0]
    return "SELECT" if verb == "DECLARE" else verb  # one of PostgreSQL's ways to read


def gone(client, asking: str, email: str) -> Way:
    """Ask for a code, look at the page, enter three wrong ones, and where that leads."""
    client.cookies.clear()
    client.get(asking)
    way = Way(client)
    enter = way.step("post", asking, email=email)
    way.step("get", enter)
    for _ in range(2):
        way.step("post", enter, code="wrong")
    way.step("get", way.step("post", enter, code="wrong"))
    return way


@pytest.mark.parametrize("asking", ASKING)
def test_a_known_and_an_unknown_address_answer_with_the_same_bytes_after_the_same_work(
    client, asking
):
    person("Ewa")
    gone(client, asking, "first@example.org")  # the key of the house is made once
    known = gone(client, asking, "ewa@example.org")
    unknown = gone(client, asking, "nobody@example.org")
    assert unknown.answers == known.answers
    assert unknown.work == known.work
    assert Reminder.objects.count() == 1


@pytest.mark.parametrize("asking", ASKING)
def test_what_is_written_for_nobody_is_written_for_good_and_names_nobody(client, asking):
    client.post(asking, {"email": "nobody@example.org"})
    assert list(Look.objects.values_list("caller", "at")) == [("nobody", NOW)]
    assert not Reminder.objects.exists()
