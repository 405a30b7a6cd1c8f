"""Her passkeys: add, rename, remove. All behind the open drawer."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from facilitator.pages import show
from facilitator.people import keys, passkeys
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from facilitator.people.forms.you import NewPasskeyForm, PasskeyNameForm
from facilitator.people.views.drawer import see_other


@require_http_methods(["GET", "POST"])
@drawer_required
def you_passkey_new(request: HttpRequest) -> HttpResponse:
    """Make one on this device."""
    person = asker(request)
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with transaction.atomic():
            passkeys.keep(request, person, given["credential"], name=given["name"])
            passkeys.tell(person, "mfa/email/webauthn_added")
        messages.success(request, _("Your passkey is kept."))
        return see_other(reverse("you_keys"))
    # Each look gets a challenge of its own; a passkey that did not fit is made afresh.
    context = {"form": form, "options": passkeys.creation_options(person)}
    return show(request, "people/passkey_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@drawer_required
def you_passkey(request: HttpRequest, key_id: int) -> HttpResponse:
    """Rename one, or find the button that removes it."""
    person = asker(request)
    held = _hers(request, key_id)
    form = PasskeyNameForm(request.POST or None, initial={"name": held.data["name"]})
    if request.method == "POST" and form.is_valid():
        keys.rename(held, form.cleaned_data["name"])
        return see_other(reverse("you_keys"))
    context = {"form": form, "passkey": held, "only_key": keys.is_only_key(person, held)}
    return show(request, "people/passkey.html", context, status=422 if form.errors else 200)


@require_POST
@drawer_required
def you_passkey_remove(request: HttpRequest, key_id: int) -> HttpResponse:
    """Remove one, unless it is her only key."""
    held = _hers(request, key_id)
    if keys.is_only_key(asker(request), held):
        messages.error(request, _("This is your only key. Please choose a password first."))
        return see_other(reverse("you_passkey", args=[key_id]))
    keys.remove(request, held)
    messages.success(request, _("The passkey is removed."))
    return see_other(reverse("you_keys"))


def _hers(request: HttpRequest, key_id: int) -> Authenticator:
    return get_object_or_404(
        Authenticator, user=asker(request), type=Authenticator.Type.WEBAUTHN, pk=key_id
    )
