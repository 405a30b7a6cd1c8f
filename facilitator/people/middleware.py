"""How long a sign-in lasts on this device, and the language and clock of who is asking."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from facilitator.people import devices
from facilitator.people.asking import asker, asks_for_part, way_back
from facilitator.people.drawer import IDLE_ON_SHARED, close_drawer

Next = Callable[[HttpRequest], HttpResponseBase]


class DeviceMiddleware:
    """Ends a sign-in at its limits and closes an idle drawer, before anything else is done."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.hold(request, timezone.now())
        return self.get_response(request)

    def hold(self, request: HttpRequest, now: datetime) -> None:
        """Hold this sign-in to its limits; at most once a minute something is written."""
        session, key = request.session, request.session.session_key
        if devices.is_over(session, asker(request), now):
            logout(request)
            UserSession.objects.filter(session_key=key).delete()
            return
        if not devices.is_own(session) and devices.idle(session, now) > IDLE_ON_SHARED:
            close_drawer(request)
        if devices.see(session, now):
            UserSession.objects.filter(session_key=key).update(last_seen_at=now)


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever is not signed in to the sign-in page; answers a script with 401."""

    def handle_no_permission(  # type: ignore[override]  # 303 and 401 are no HttpResponseRedirect
        self, request: HttpRequest, view_func: object
    ) -> HttpResponse:
        if asks_for_part(request):
            return HttpResponse(status=401)
        back = way_back(request)
        where = reverse("account_login") + (f"?{urlencode({'next': back})}" if back else "")
        return HttpResponse(status=303, headers={"Location": where})


class ChoicesMiddleware:
    """Speaks her language and keeps her clock; a stranger's browser names the language."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            language, zone = asker(request).language, asker(request).time_zone
        else:
            language, zone = translation.get_language_from_request(request), ""
        with translation.override(language), self._clock(zone):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language"])
        return response

    def _clock(self, zone: str) -> timezone.override:
        return timezone.override(zoneinfo.ZoneInfo(zone) if zone else None)
