"""Passkeys: made, checked and kept with allauth's machinery; challenges are in the session."""

import json
import re
import struct
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facilitator.people.models import Person

NAME_MAX = 60  # characters of a passkey's name
ID_MAX, PART_MAX = 1400, 30_000  # letters; CTAP allows ids of 1023 bytes
_PARTS = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*={0,2}")
# What fido2 and its parsers raise on bytes that no authenticator made.
MALFORMED = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, struct.error,
    InvalidSignature, UnsupportedAlgorithm, NotImplementedError,
)  # fmt: skip


def misfit() -> ValidationError:
    """What is said about any passkey that does not fit, whatever was wrong with it."""
    return ValidationError(
        _("That passkey did not work. Please try again, or choose another way."), code="passkey"
    )


def _letters(value: object, longest: int) -> str:
    if isinstance(value, str) and len(value) <= longest and _BASE64URL.fullmatch(value):
        return value
    raise misfit()


def known_parts(credential: object) -> dict[str, Any]:
    """Only what we understand of what the browser sent, every part of the right shape.

    ValidationError for anything else: nothing foreign reaches a parser, or is kept.
    """
    if not isinstance(credential, dict) or not isinstance(credential.get("response"), dict):
        raise misfit()
    given = credential["response"]
    parts = {part: _letters(given[part], PART_MAX) for part in _PARTS if given.get(part)}
    resident = credential.get("clientExtensionResults", {})
    resident = resident.get("credProps", {}) if isinstance(resident, dict) else {}
    resident = resident.get("rk") if isinstance(resident, dict) else None
    return {
        "id": _letters(credential.get("id"), ID_MAX),
        "rawId": _letters(credential.get("rawId"), ID_MAX),
        "type": "public-key",
        "response": parts,
        "clientExtensionResults": {"credProps": {"rk": resident is True}},
    }


def creation_options(person: Person) -> str:
    """JSON for the browser that makes a passkey; `person` need not be saved yet."""
    return json.dumps(auth.begin_registration(person, passwordless=True))


def check_creation(credential: object) -> dict[str, Any]:
    """The new passkey, checked against the challenge; ValidationError when it does not fit."""
    parts = known_parts(credential)
    try:
        auth.parse_registration_response(parts)
        auth.complete_registration(parts)  # a finger or a PIN is demanded by the challenge
    except MALFORMED as fault:
        raise misfit() from fault
    return parts


def request_options(person: Person | None = None) -> str:
    """JSON for the browser that uses a passkey: one of hers, or any that it holds for us."""
    return json.dumps(auth.begin_authentication(person))


def check_use(person: Person, credential: object) -> Authenticator:
    """The passkey of hers that was just used; ValidationError when it does not fit."""
    parts = known_parts(credential)
    try:
        auth.parse_authentication_response(parts)
        used: Authenticator = auth.complete_authentication(person, parts)
    except MALFORMED as fault:
        raise misfit() from fault
    used.record_usage()
    return used


def keep(
    request: HttpRequest, person: Person, credential: dict[str, Any], *, name: str = ""
) -> Authenticator:
    """Keep a checked passkey. The caller says whether she is told by mail."""
    called = name.strip()[:NAME_MAX] or gettext("Passkey")
    made: Authenticator = auth.WebAuthn.add(person, called, credential).instance
    signals.authenticator_added.send(
        sender=Authenticator, request=request, user=person, authenticator=made
    )
    return made


def tell(person: Person, template: str) -> None:
    """A security notice by mail, through the account adapter."""
    get_adapter().send_notification_mail(template, person)
