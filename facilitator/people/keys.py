"""Changing keys: what is done once the drawer is open and the form is right."""

from allauth.account.internal.flows import password_change
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.http import HttpRequest

from facilitator.people import passkeys
from facilitator.people.models import Person, canonical
from facilitator.people.secrets import keep_for, keep_for_house, open_for

APP = "app"  # in the session: the sealed secret of an app that is being added


def change_password(request: HttpRequest, person: Person, password: str) -> None:
    """Her new password; she stays signed in here, and nowhere else.

    She is told by mail. Where that cannot be sealed (vault.Closed), nothing changes.
    """
    keep_for_house("")  # before her session is given its new name
    had_one = person.has_usable_password()
    with transaction.atomic():
        password_change.change_password(person, password)
        if had_one:
            password_change.finalize_password_change(request, person)
        else:
            password_change.finalize_password_set(request, person)


def passkeys_of(person: Person) -> list[Authenticator]:
    """Her passkeys, the oldest first."""
    held = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return list(held.order_by("created_at", "pk"))


def app_of(person: Person) -> Authenticator | None:
    """Her authenticator app."""
    app: Authenticator | None = Authenticator.objects.filter(
        user=person, type=Authenticator.Type.TOTP
    ).first()
    return app


def is_only_key(person: Person, passkey: Authenticator) -> bool:
    """Whether nothing else would let her in with a key."""
    others = [held for held in passkeys_of(person) if held.pk != passkey.pk]
    return not others and not person.has_usable_password()


@transaction.atomic
def remove(request: HttpRequest, held: Authenticator) -> None:
    """Remove a passkey or the app, and tell her by mail."""
    person = held.user
    passkey = held.type == Authenticator.Type.WEBAUTHN
    held.delete()
    signals.authenticator_removed.send(
        sender=Authenticator, request=request, user=person, authenticator=held
    )
    passkeys.tell(person, "mfa/email/webauthn_removed" if passkey else "mfa/email/totp_deactivated")


def rename(passkey: Authenticator, name: str) -> None:
    """Call a passkey something else."""
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])


def app_secret(request: HttpRequest, person: Person) -> str:
    """The secret of the app being added, the same until it is added; sealed in the session."""
    if APP not in request.session:
        request.session[APP] = keep_for(person.pk, generate_totp_secret())
    return open_for(person.pk, request.session[APP])


@transaction.atomic
def add_app(request: HttpRequest, person: Person) -> None:
    """Keep the app whose first code was right, and tell her by mail."""
    made = TOTP.activate(person, app_secret(request, person)).instance
    signals.authenticator_added.send(
        sender=Authenticator, request=request, user=person, authenticator=made
    )
    passkeys.tell(person, "mfa/email/totp_activated")
    del request.session[APP]


def ask_for_proof(request: HttpRequest, person: Person, email: str) -> None:
    """Send a code to a new address of hers.

    To an address that somebody else has the account adapter sends nothing; pages, times and
    throttles are the same.
    """
    taken = Person.objects.exclude(pk=person.pk).filter(email_canonical=canonical(email)).exists()
    state = EmailVerificationProcess.initial_state(person, email)
    process = EmailVerificationProcess(request=request, user=person, state=state)
    process.state["account_already_exists"] = taken
    process.generate_code()
    process.send()
    process.persist()
