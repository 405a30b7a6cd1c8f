"""More than a page of ours can hold is refused before anything is made of it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from facilitator.pages.errors import too_large

AT_ONCE = 65_536  # bytes
MOST = 64_000_000  # bytes; whoever sends more sees her connection end


class SizesMiddleware:
    """Answers 413 to a request that says that it is too large, and keeps nothing of it.

    Django would write a file of any size to the disk before a view could say no. What was sent is
    read and dropped: a browser that is still sending when we hang up shows no page at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isascii() and length.isdecimal() else 0
        if size <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return self.get_response(request)
        if size <= MOST:
            while request.read(AT_ONCE):
                pass
        return too_large(request)
