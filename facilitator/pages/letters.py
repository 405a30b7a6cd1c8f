"""Text comes in UTF-8 or not at all: another charset could bring halves of letters, or no text."""

import codecs
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from facilitator.pages.errors import bad_request


class LettersMiddleware:
    """Answers 400 to a request that names another charset.

    Django reads a multipart form in whatever codec the request names: "utf-7" yields lone
    surrogates, "hex" is no text encoding at all, and either would end as a page 500.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_utf8((request.content_params or {}).get("charset", "utf-8")):
            return bad_request(request)
        return self.get_response(request)


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False
