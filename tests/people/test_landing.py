"""Where somebody lands: the widest thing that she does here."""

import pytest

from tests import cast


@pytest.mark.parametrize(
    ("make", "there"),
    [
        (cast.coordinator, "/run/"),
        (cast.facilitator, "/lead/"),
        (lambda: cast.person("Ewa"), "/home/"),
    ],
)
def test_signing_in_leads_to_what_she_does_here(client, make, there):
    person = make()
    answer = client.post("/sign-in/", {"login": person.email, "password": cast.PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, there)


def test_a_page_that_she_asked_for_comes_first(client):
    person = cast.coordinator()
    said = {"login": person.email, "password": cast.PASSWORD, "next": "/you/"}
    assert client.post("/sign-in/", said).headers["Location"] == "/you/"
