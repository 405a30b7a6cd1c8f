"""Ways through the front door and into the drawer, as a person takes them."""

from typing import Any

from django.test import Client

from facilitator.people.models import Person
from tests.cast import PASSWORD


def sign_in(client: Client, person: Person, *, password: str = PASSWORD, **fields: Any) -> Any:
    """Sign her in on the page, with her password; her drawer is open afterwards."""
    answer = client.post(
        "/sign-in/", {"login": person.email, "password": password, "next": "/", **fields}
    )
    assert answer.status_code in {302, 303}, answer.status_code
    return answer


def drawer_is_open(client: Client) -> bool:
    """What a page behind it answers to a script: 401 while it is closed."""
    page = client.get("/you/keys/recovery/", headers={"HX-Request": "true"})
    assert page.status_code in {200, 401}, page.status_code
    return page.status_code == 200
