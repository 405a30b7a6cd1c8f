"""The sign-in family: allauth's flows behind our addresses, in our words."""

import json
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from facilitator.people.drawer import closed, is_open

THROTTLED = {"too_many_login_attempts", "rate_limited"}


class InHouse:
    """Faults answer 422, too many tries 429; nothing but GET and POST."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "options"]

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # a mixin's
        if answer.status_code == 200:
            codes = {fault.code for faults in form.errors.as_data().values() for fault in faults}
            answer.status_code = 429 if codes & THROTTLED else 422
        return answer


class SignIn(InHouse, account.LoginView):
    """Address and password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = {"codes_allowed": app_settings.LOGIN_BY_CODE_ENABLED}
        return {**super().get_context_data(**kwargs), **codes}


class SignInByPasskey(InHouse, webauthn.LoginWebAuthnView):
    """GET for a script: the challenge; POST: the passkey's answer."""


class SecondStep(InHouse, mfa.AuthenticateView):
    """For whoever has an authenticator app; a passkey of hers does as well."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["request_options"]
        held = bool(options["publicKey"].get("allowCredentials"))
        return {**context, "has_passkey": held, "passkey_options": json.dumps(options)}


class AskForCode(InHouse, account.RequestLoginCodeView):
    """A mailed code, where the installation allows it."""


class EnterCode(InHouse, account.ConfirmLoginCodeView):
    """The mailed code."""


class Forgotten(InHouse, account.PasswordResetView):
    """A new password, by mailed code."""


class ForgottenCode(InHouse, account.ConfirmPasswordResetCodeView):
    """The mailed code."""


class NewPassword(InHouse, account.CompletePasswordResetView):
    """The new password, once the code was right; it and `reset_at` stand in one commit.

    Otherwise a crash between the two, or a sign-in that is quick enough, would find a password
    from a mail that opens the drawer.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
        return answer


class ProveAddress(InHouse, account.ConfirmEmailVerificationCodeView):
    """The code that proves an address: at a first sign-in, or for a new address of hers."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                answer: HttpResponse = super().form_valid(form)
        except IntegrityError:  # somebody else proved the same address a moment ago
            form.add_error(None, _("This address cannot be used. Please choose another one."))
            return self.form_invalid(form)
        return answer


class SignOut(account.LogoutView):
    """A question on GET; the sign-out on POST, and the browser forgets what it kept of pages."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "options"]

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(*args, **kwargs)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer


_ask_for_code = AskForCode.as_view()
_prove_address = ProveAddress.as_view()


@login_not_required
def ask_for_code(request: HttpRequest) -> HttpResponseBase:
    """Not there when the coordinator does not allow codes."""
    if not app_settings.LOGIN_BY_CODE_ENABLED:
        raise Http404
    answer: HttpResponseBase = _ask_for_code(request)
    return answer


@login_not_required
def prove_address(request: HttpRequest) -> HttpResponseBase:
    """Signed in, it is about a key, and her drawer has to be open."""
    if request.user.is_authenticated and not is_open(request, timezone.now()):
        return closed(request)
    answer: HttpResponseBase = _prove_address(request)
    return answer
