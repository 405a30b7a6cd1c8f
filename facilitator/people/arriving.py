"""Arriving: what joining needs to give a new person a key and to sign her in.

A joining view shows a `forms.keys.KeyForm` (with its own fields beside it), made for
`newcomer(request)`; when it is valid, it makes the person with that id, calls `give_key`,
`sign_in` and `hand_over_code`, and sends her on to the page named `recovery_code`.
"""

import uuid
from datetime import datetime
from typing import Any, Literal

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from django.http import HttpRequest

from facilitator.people import devices, passkeys, recovery
from facilitator.people.models import Person
from facilitator.people.secrets import keep_for, open_for

COMING, CODE = "coming", "code_to_show"  # names in the session


def newcomer(request: HttpRequest, *, email: str = "", name: str = "") -> Person:
    """Someone not saved yet, with the same id from the first look at the page to its sending."""
    kept = request.session.setdefault(COMING, str(uuid.uuid4()))
    return Person(id=uuid.UUID(kept), email=email, name=name)


def begin_passkey(request: HttpRequest, person: Person) -> str:
    """The JSON for the passkey button (data-options); the challenge is kept in the session."""
    return passkeys.creation_options(person)


def finish_passkey(
    request: HttpRequest, person: Person, credential: dict[str, Any], *, name: str = ""
) -> None:
    """Keep the passkey that a valid KeyForm checked; `person` is saved by now."""
    passkeys.keep(request, person, credential, name=name)


def sign_in(
    request: HttpRequest,
    person: Person,
    *,
    method: Literal["password", "mfa"],
    own_device: bool = False,
) -> None:
    """Start her session as allauth would, with the key that she has just shown.

    "mfa" is a passkey. Her drawer is open afterwards, unless a reset by mail closed it.
    """
    devices.answer(request.session, own=own_device)
    extra = {"type": "webauthn", "passwordless": True} if method == "mfa" else {}
    record_authentication(request, person, method=method, **extra)
    get_adapter().login(request, person)
    request.session.pop(COMING, None)
    user_logged_in.send(sender=Person, request=request, response=None, user=person)


def hand_over_code(request: HttpRequest, person: Person, now: datetime) -> None:
    """Make her recovery code, to be shown once by the page named `recovery_code`."""
    request.session[CODE] = keep_for(person.pk, recovery.make(person, now))


def code_to_show(request: HttpRequest, person: Person) -> str | None:
    """The code that waits to be shown; the second look finds none."""
    sealed = request.session.pop(CODE, None)
    return None if sealed is None else open_for(person.pk, sealed)
