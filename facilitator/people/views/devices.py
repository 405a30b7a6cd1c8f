"""Where she is signed in, and ending that elsewhere."""

from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.signed_in import devices_of
from facilitator.people.views.drawer import see_other


@require_GET
def you_devices(request: HttpRequest) -> HttpResponse:
    """Every sign-in that still holds, in words."""
    here, now = request.session.session_key, timezone.now()
    return show(
        request, "people/devices.html", {"devices": devices_of(asker(request), here=here, now=now)}
    )


@require_POST
def you_device_end(request: HttpRequest, device_id: int) -> HttpResponse:
    """Sign out one of them."""
    one = get_object_or_404(UserSession, user=asker(request), pk=device_id)
    end_sessions(request, [one])
    if not request.user.is_authenticated:
        return see_other(reverse("account_login"))
    messages.success(request, _("That device is signed out."))
    return see_other(reverse("you_devices"))


@require_POST
def you_devices_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    end_other_sessions(request, asker(request))
    messages.success(request, _("You are signed out everywhere else."))
    return see_other(reverse("you_devices"))
