"""Pages for when something is wrong, and what an error report may say.

No page here names an address, a version or a cause. They render without a person, a session or
a database, because any of these may be what is wrong.
"""

import logging
import secrets
from collections.abc import ItemsView
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from facilitator.pages.context import fixed

log = logging.getLogger(__name__)

LAST_RESORT = (
    "<!doctype html><title>This is our fault, not yours</title>"
    "<p>This is our fault, not yours. Please try again in a little while."
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something in the request could not be read."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page("400.html", 400)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More was sent than one page can hold."""
    return _page("413.html", 413)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Rarely used: what is not hers is not found."""
    return _page("403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere, or from before a sign-in in another tab."""
    return _page("403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes for what never was, what is gone, and what is not hers."""
    return _page("404.html", 404)


def too_many(
    request: HttpRequest, exception: Exception | None = None, *, seconds: int = 300
) -> HttpResponse:
    """Too often in too short a time; she may try again in `seconds`."""
    response = _page("429.html", 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def our_fault(request: HttpRequest) -> HttpResponse:
    """Something of ours broke. The number on the page stands in the log beside the cause."""
    reference = secrets.token_hex(3)
    log.error("Error page shown, number %s", reference)
    return _page("500.html", 500, reference=reference)


def resting(request: HttpRequest, *, seconds: int = 60) -> HttpResponse:
    """Closed for a moment, on purpose or because a part of the house does not answer."""
    response = _page("503.html", 503)
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(template: str, status: int, **words: str) -> HttpResponse:
    """The page of an error, without context processors: they would ask the database."""
    body: str
    try:
        body = render_to_string(template, {**fixed(), **words})
    except (TemplateDoesNotExist, ValueError, LookupError, OSError):
        body = LAST_RESORT  # for instance, a static file that was never collected
    return HttpResponse(body, status=status)


class QuietReporterFilter(SafeExceptionReporterFilter):
    """No form, query, cookie or local variable in any error report: they may be her writing."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        if request is None:
            return {}
        return {"REQUEST_METHOD": request.method, "SERVER_NAME": request.META.get("SERVER_NAME")}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> ItemsView[str, Any]:
        return {}.items()


class QuietReporter(ExceptionReporter):
    """Where it broke, not what was said: no address, no query and no message of the exception."""

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        if not settings.DEBUG:
            data |= {"request": None, "exception_value": "(not shown)", "user_str": None}
        return data
