"""Ways through the front door and into the drawer, as a person takes them."""

import re
from typing import Any

from django.test import Client

from facilitator.people.mailed_codes import code_of
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


def mailed_login_code(client: Client) -> str:
    """The code as the mail says it: made from the seed that waits in the server's session."""
    stages = client.session["account_login"]["state"]["stages"]
    return code_of(stages["login_by_code"]["data"]["code"])


def mailed_reset_code(client: Client) -> str:
    return code_of(client.session["account_password_reset_verification"]["code"])


def mailed_address_code(client: Client) -> str:
    return code_of(client.session["account_email_verification_code"]["code"])


def without_token(answer: Any) -> bytes:
    """The page without what is random on every page."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"", answer.content)
