"""A closed vault is an answer, not an accident: 503, in kind words, with nothing lost."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from facilitator.pages import errors
from facilitator.vault.errors import Closed

logger = logging.getLogger(__name__)


class ClosedMiddleware:
    """Turns vault.Closed, raised by any view, into the page for "not just now"."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        closed = _closed(exception)
        if closed is None:
            return None
        logger.error("The vault is closed: %s", closed)
        return errors.resting(request)


def _closed(exception: BaseException | None) -> Closed | None:
    """The Closed that it is, or that it was raised from."""
    while exception is not None and not isinstance(exception, Closed):
        exception = exception.__cause__
    return exception
