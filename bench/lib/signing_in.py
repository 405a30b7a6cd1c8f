"""Signing in as a person of the load world, through the real page."""

from django.test import Client

from facilitator.demo.world import PASSWORD
from facilitator.people.models import Person


def signed_in(person: Person) -> Client:
    """A client of hers; her drawer is open, since she signed in with her password."""
    client = Client(HTTP_HOST="127.0.0.1")
    answer = client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    assert answer.status_code in (302, 303), answer.status_code
    return client
