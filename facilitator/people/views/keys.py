"""Her keys: password, address, authenticator app. All behind the open drawer."""

import base64

from allauth.core.internal import ratelimit
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facilitator.pages import show
from facilitator.people import keys
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required, opened_by
from facilitator.people.forms.signing_in import in_our_words
from facilitator.people.forms.you import AddressForm, AppCodeForm, PasswordForm
from facilitator.people.models import Person, RecoveryCode, canonical
from facilitator.people.views.drawer import see_other


@require_GET
@drawer_required
def you_keys(request: HttpRequest) -> HttpResponse:
    """What opens her door and her drawer."""
    person = asker(request)
    context = {
        "person": person,
        "has_password": person.has_usable_password(),
        "passkeys": keys.passkeys_of(person),
        "app": keys.app_of(person),
        "recovery": RecoveryCode.objects.filter(person=person).first(),
    }
    return show(request, "people/keys.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@drawer_required
def you_password(request: HttpRequest) -> HttpResponse:
    """A new password; asks for the present one unless another key opened the drawer."""
    person = asker(request)
    ask_current = opened_by(request) == "password" and person.has_usable_password()
    form = PasswordForm(request.POST or None, person=person, ask_current=ask_current)
    if request.method == "GET":
        return show(request, "people/password.html", {"form": form})
    usage = ratelimit.consume(request, app="allauth.account", action="change_password")
    if usage is None:
        refused: HttpResponse = ratelimit.respond_429(request)
        return refused
    if not form.is_valid():
        return show(request, "people/password.html", {"form": form}, status=422)
    usage.rollback()
    keys.change_password(request, person, form.cleaned_data["password"])
    return see_other(reverse("you_keys"))


@require_http_methods(["GET", "POST"])
@drawer_required
def you_address(request: HttpRequest) -> HttpResponse:
    """A new address: a code goes there, and nothing changes until it is entered."""
    person = asker(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if canonical(email) != person.email_canonical:
            keys.ask_for_proof(request, person, email)
            back = urlencode({"next": reverse("you_keys")})
            return see_other(f"{reverse('account_email_verification_sent')}?{back}")
        form.add_error("email", _("That is the address you have."))
    status = 422 if form.errors else 200
    return show(request, "people/address.html", {"form": form, "person": person}, status=status)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@drawer_required
def you_app(request: HttpRequest) -> HttpResponse:
    """Add an authenticator app: her phone reads a picture and shows a first code."""
    person = asker(request)
    if keys.app_of(person):
        return see_other(reverse("you_keys"))
    secret = keys.app_secret(request, person)
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_right(form, person, secret):
        keys.add_app(request, person)
        messages.success(request, _("From now on signing in asks for a code from your app."))
        return see_other(reverse("you_keys"))
    picture = mfa_adapter().build_totp_svg(mfa_adapter().build_totp_url(person, secret))
    context = {
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": base64.b64encode(picture.encode()).decode(),
    }
    return show(request, "people/app.html", context, status=422 if form.errors else 200)


def _is_right(form: AppCodeForm, person: Person, secret: str) -> bool:
    try:
        clear = check_rate_limit(person, error_key="rate_limited")
    except ValidationError as fault:
        form.add_error("code", in_our_words(fault))
        return False
    if not validate_totp_code(secret, form.cleaned_data["code"]):
        form.add_error("code", _("That is not the code. Please wait for the next one."))
        return False
    clear()
    return True


@require_POST
@drawer_required
def you_app_remove(request: HttpRequest) -> HttpResponse:
    """Without the app, signing in takes one step again."""
    app = keys.app_of(asker(request))
    if app:
        keys.remove(request, app)
        messages.success(request, _("The app is removed."))
    return see_other(reverse("you_keys"))
