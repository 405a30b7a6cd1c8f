"""What follows from a sign-in, a reset and a changed key, whichever page it came from."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import email_changed, password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from facilitator.people import devices
from facilitator.people.drawer import By, close_drawer, open_drawer
from facilitator.people.models import Person
from facilitator.people.recovery import trust_again
from facilitator.trace.models import record

NOWHERE = "0.0.0.0"  # noqa: S104  # not an address to listen on: what stands where allauth wants an IP


def key_shown(request: HttpRequest, person: Person) -> By | None:
    """The key of this sign-in that opens a drawer: a passkey, or a password not reset by mail."""
    records = get_authentication_records(request, person)
    if any(r["method"] == "mfa" and r.get("type") == Authenticator.Type.WEBAUTHN for r in records):
        return "passkey"
    if any(r["method"] == "password" for r in records) and person.reset_at is None:
        return "password"
    return None


@receiver(user_logged_in)
def begin_session(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """Start the device's limits, and open the drawer when a key was shown."""
    now = timezone.now()
    devices.begin(request.session, user, now)
    close_drawer(request)
    by = key_shown(request, user)
    if by is None:
        return
    if by == "passkey":
        trust_again(user)
    request.user = user
    open_drawer(request, now, by=by)


@receiver(password_reset)
def distrust(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """After a reset by mail the new password opens the front door only."""
    user.reset_at = timezone.now()
    user.save(update_fields=["reset_at"])
    end_other_sessions(request, user)
    _note(user, "reset", "password")


@receiver(password_changed)
@receiver(password_set)
def note_password(user: Person, **kwargs: Any) -> None:
    _note(user, "changed", "password")


@receiver(authenticator_added)
def note_added(user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    _note(user, "added", _kind(authenticator))


@receiver(authenticator_removed)
def note_removed(user: Person, authenticator: Authenticator, **kwargs: Any) -> None:
    _note(user, "removed", _kind(authenticator))


@receiver(email_changed)
def note_address(user: Person, **kwargs: Any) -> None:
    _note(user, "changed", "address")


@receiver(pre_save, sender=UserSession)
def forget_where(instance: UserSession, **kwargs: Any) -> None:
    """A list of devices needs no network addresses: none is kept."""
    instance.ip = NOWHERE


def _kind(authenticator: Authenticator) -> str:
    return "passkey" if authenticator.type == Authenticator.Type.WEBAUTHN else "app"


def _note(person: Person, verb: str, kind: str) -> None:
    record(
        verb=verb, kind=kind, subject=person.pk, now=timezone.now(), actor=person.pk,
        owner=person.pk,
    )  # fmt: skip
