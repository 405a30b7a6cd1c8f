"""She shows a key: on the way into her drawer, and before what cannot be taken back."""

from datetime import datetime
from typing import Any

from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse

from facilitator.people import passkeys
from facilitator.people.asking import asker
from facilitator.people.forms.keys import DrawerForm

__all__ = ["TooOften", "context", "shown"]

TRIES = {"drawer": "5/5m/user"}  # five wrong keys in five minutes are enough, wherever they are


class TooOften(Exception):  # named for what is so
    """Too many wrong keys; `answer` says so."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.answer = answer


def shown(request: HttpRequest, now: datetime) -> DrawerForm:
    """The form with what she sent; valid, and `by` is set, when it is a key of hers. TooOften."""
    usage = ratelimit.consume(request, app="facilitator.people", action="drawer", config=TRIES)
    if usage is None:
        raise TooOften(ratelimit.respond_429(request))
    form = DrawerForm(request.POST, person=asker(request), now=now)
    if form.is_valid() and form.by is not None:
        usage.rollback()
    return form


def context(request: HttpRequest, form: DrawerForm) -> dict[str, Any]:
    """What people/show_key.html needs."""
    person = asker(request)
    passkey = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).exists()
    return {
        "form": form,
        "options": passkeys.request_options(person) if passkey else "",
        "has_password": person.has_usable_password(),
    }
