"""Who is asking, by which way, and where she may be sent on."""

from typing import cast
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from facilitator.pages import quiet
from facilitator.people.models import Person


def asker(request: HttpRequest) -> Person:
    """The person who is signed in. Only for views that demand a sign-in."""
    return cast("Person", request.user)


def asks_for_part(request: HttpRequest) -> bool:
    """Whether a script asks (htmx, fetch): it must never be answered with a sign-in page."""
    headers = request.headers
    if quiet.asks_quietly(request):
        return False
    if headers.get("HX-Request") == "true" or headers.get("X-Requested-With"):
        return True
    if headers.get("Sec-Fetch-Mode", "navigate") in {"cors", "same-origin", "no-cors"}:
        return True
    return headers.get("Accept") == "application/json"


def local_path(url: str) -> str:
    """`url` when it is a path of this house, else nothing."""
    fine = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if fine and url.isprintable() else ""


def way_back(request: HttpRequest) -> str:
    """The page to come back to: this one, or for a form the page that it stood on."""
    if request.method in {"GET", "HEAD"}:
        return local_path(request.get_full_path())
    here, there = request.get_host(), urlsplit(request.headers.get("Referer", ""))
    if there.netloc != here:
        return ""
    return local_path(f"{there.path}?{there.query}" if there.query else there.path)
