"""allauth's forms of the sign-in family, in our words and tied to stored addresses.

What is typed only ever finds a person; mail goes to the address that is stored, and a page shows
neither, so that a known and an unknown address look alike.
"""

from typing import Any
from uuid import UUID

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from facilitator.people import devices, mailed_codes, recovery
from facilitator.people.forms import fields
from facilitator.people.models import Person, canonical
from facilitator.people.passkeys import MALFORMED, known_parts, misfit

WORDS = {
    "email_password_mismatch": _(
        "That address and password do not go together. Please try again, or ask for a code."
    ),
    "too_many_login_attempts": _(
        "That did not work several times. Please wait five minutes, then try again."
    ),
    "rate_limited": _("That was tried very often. Please wait five minutes, then try again."),
    "incorrect_code": _("That is not the code. Please look at the newest mail."),
}


def in_our_words(fault: ValidationError) -> ValidationError:
    """allauth's fault, said as we say it."""
    code = getattr(fault, "code", None) or ""
    return ValidationError(WORDS[code], code=code) if code in WORDS else fault


def stored_address(typed: str) -> str:
    """The address of whoever is meant by `typed`; its canonical form when nobody is."""
    form = canonical(typed)
    found = Person.objects.filter(email_canonical=form).values_list("email", flat=True).first()
    return (found or form).lower()


class LoginForm(allauth_forms.LoginForm):
    """Address and password, and whether this device is only hers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "login": fields.address(),
            "password": fields.password(),
            "own_device": fields.own_device(),
        }

    def clean_login(self) -> str:
        return stored_address(self.cleaned_data["login"])

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError as fault:
            raise in_our_words(fault) from fault
        return cleaned

    def _login_with_password(
        self, request: HttpRequest, redirect_url: str | None, credentials: dict[str, str]
    ) -> HttpResponse:
        devices.answer(request.session, own=self.cleaned_data["own_device"])
        self._login.redirect_url = redirect_url
        answer: HttpResponse = flows.login.perform_password_login(request, credentials, self._login)
        return answer


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):
    """Where to send a code, and whether this device is only hers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"email": fields.address(), "own_device": fields.own_device()}

    def clean_email(self) -> str:
        self.cleaned_data["email"] = stored_address(self.cleaned_data["email"])
        try:
            email: str = super().clean_email()
        except ValidationError as fault:
            raise in_our_words(fault) from fault
        return email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        devices.answer(context.request.session, own=cleaned.get("own_device", False))
        return cleaned


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Where to send the code for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"email": fields.address()}

    def clean_email(self) -> str:
        self.cleaned_data["email"] = stored_address(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """An address that nobody has costs the same work, and fails where hers would."""
        if not self.users:
            get_adapter().as_if_written()
        return str(super().save(request, **kwargs))


class _CodeForm(allauth_forms.BaseConfirmCodeForm):
    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        """`code` is what the session holds: the seed of the code that was mailed, or nothing."""
        super().__init__(*args, code=code and mailed_codes.code_of(code), **kwargs)
        self.fields = {"code": fields.mailed_code()}

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()
        except ValidationError as fault:
            raise in_our_words(fault) from fault
        return code


def _look_for_nobody() -> None:
    """The query that finds whose code it is, for an address that nobody has."""
    Person.objects.filter(pk=UUID(int=0)).first()


class ConfirmLoginCodeForm(_CodeForm, allauth_forms.ConfirmLoginCodeForm):
    """The code that signs her in."""

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, code=code, **kwargs)
        if not code:
            _look_for_nobody()


class ConfirmPasswordResetCodeForm(_CodeForm, allauth_forms.ConfirmPasswordResetCodeForm):
    """The code that lets her choose a new password."""

    def clean_code(self) -> str:
        if not self.expected_code:
            _look_for_nobody()
        return super().clean_code()


class ConfirmEmailVerificationCodeForm(_CodeForm, allauth_forms.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """The new password, asked for once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = fields.password(label=_("New password"), new=True)
        self.fields = {"password1": chosen}

    def clean_password1(self) -> str:
        from django.contrib.auth.password_validation import validate_password

        validate_password(self.cleaned_data["password1"], self.user)
        chosen: str = self.cleaned_data["password1"]
        return chosen


class LoginWebAuthnForm(webauthn_forms.LoginWebAuthnForm):
    """A passkey signs her in."""

    credential = fields.credential(required=True)
    own_device = forms.BooleanField(required=False)

    def clean_credential(self) -> Any:
        self.cleaned_data["credential"] = known_parts(self.cleaned_data["credential"])
        try:
            return super().clean_credential()
        except (*MALFORMED, ValidationError) as fault:
            raise misfit() from fault

    def clean(self) -> dict[str, Any]:
        devices.answer(context.request.session, own=self.cleaned_data.get("own_device", False))
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


class AuthenticateWebAuthnForm(webauthn_forms.AuthenticateWebAuthnForm):
    """A passkey as the second step."""

    credential = fields.credential(required=True)

    def clean_credential(self) -> Any:
        self.cleaned_data["credential"] = known_parts(self.cleaned_data["credential"])
        try:
            return super().clean_credential()
        except MALFORMED as fault:
            raise misfit() from fault


class AuthenticateForm(mfa_forms.AuthenticateForm):
    """The second step: a code from her app, or her recovery code when the app is lost."""

    authenticator: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "code": forms.CharField(
                label=_("The code from your app"),
                max_length=60,
                help_text=_("Six figures. Without the app, use your recovery code."),
                widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
                error_messages={"required": _("Enter the code from your app")},
            )
        }

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            if recovery.read(code) is None:
                return str(super().clean_code())
            clear = check_rate_limit(self.user)
        except ValidationError as fault:
            raise in_our_words(fault) from fault
        if not recovery.use(self.user, code, timezone.now()):
            raise ValidationError(_("That recovery code is not yours, or was used."), code="spent")
        clear()
        return code

    def save(self) -> None:
        if self.authenticator is not None:
            super().save()
        else:
            record_authentication(context.request, self.user, "mfa", type="recovery")
