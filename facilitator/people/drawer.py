"""The drawer: where earlier pages are. It opens with a key, never with mail alone.

Its state is a time in the server's session, so it closes with the session; on a shared device
it also closes after ten minutes without a request.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Literal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from facilitator.people import devices
from facilitator.people.asking import asker, asks_for_part, way_back
from facilitator.trace.models import record

OPENED, BY = "drawer", "drawer_by"  # names in the session
IDLE_ON_SHARED = timedelta(minutes=10)
JUST = timedelta(minutes=5)
AGAIN = "again"  # on the way to the drawer: also when it is open, ask for a key

By = Literal["password", "passkey", "recovery"]
View = Callable[..., HttpResponseBase]


def opened_at(request: HttpRequest) -> datetime | None:
    """When this session's drawer was opened; None while it is closed or was never opened."""
    stamp = request.session.get(OPENED)
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)


def opened_by(request: HttpRequest) -> By | None:
    """With which key the drawer was opened."""
    return request.session.get(BY) if OPENED in request.session else None


def is_open(request: HttpRequest, now: datetime) -> bool:
    """Whether her earlier pages may be shown in this session."""
    session = request.session
    if OPENED not in session or not request.user.is_authenticated:
        return False
    return devices.is_own(session) or devices.idle(session, now) <= IDLE_ON_SHARED


def just_opened(request: HttpRequest, now: datetime) -> bool:
    """Open, and its key was shown in the last few minutes: for what cannot be taken back."""
    opened = opened_at(request)
    return is_open(request, now) and opened is not None and now - opened <= JUST


def open_drawer(request: HttpRequest, now: datetime, *, by: By = "password") -> None:
    """Open it, and leave a trace that it was opened. The caller has seen the key."""
    person = asker(request)
    request.session[OPENED], request.session[BY] = now.timestamp(), by
    record(
        verb="opened", kind="drawer", subject=person.pk, now=now, actor=person.pk, owner=person.pk
    )


def close_drawer(request: HttpRequest) -> None:
    """Close it; closing a closed drawer is fine."""
    request.session.pop(OPENED, None)
    request.session.pop(BY, None)


def closed(request: HttpRequest, *, again: bool = False) -> HttpResponse:
    """The answer of a page behind the drawer: scripts get 401, she is shown how to open it."""
    if asks_for_part(request):
        return HttpResponse(status=401)
    back = way_back(request)
    asked = ({"next": back} if back else {}) | ({AGAIN: "1"} if again else {})
    where = reverse("drawer") + (f"?{urlencode(asked)}" if asked else "")
    return HttpResponse(status=303, headers={"Location": where})


def drawer_required(view: View) -> View:
    """A view that shows earlier pages, or changes keys: only while the drawer is open."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if is_open(request, timezone.now()):
            return view(request, *args, **kwargs)
        return closed(request)

    return guarded


def key_just_shown(view: View) -> View:
    """A view that gives everything away: only in the minutes after a key was shown."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if just_opened(request, timezone.now()):
            return view(request, *args, **kwargs)
        return closed(request, again=True)

    return guarded
