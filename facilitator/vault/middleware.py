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
        if not isinstance(exception, Closed):
            return None
        logger.error("The vault is closed: %s", exception)
        return errors.resting(request)
