"""Show a page, or for htmx the named part of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

__all__ = ["say", "show"]

OWN_NAMES = {"places", "comfort", "signed_in"}  # facilitator.pages.context.site


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render `template`; when htmx asks and `part` is named, only that partial of it.

    The server chooses the part; the browser never does. A context that takes one of the page's
    own names would lose her the navigation: ValueError.
    """
    if taken := OWN_NAMES & (context or {}).keys():
        raise ValueError(f"base.html needs these names itself: {sorted(taken)}")
    if part and getattr(request, "htmx", False):
        template = f"{template}#{part}"
    return render(request, template, context or {}, status=status)


def say(response: HttpResponse, words: str) -> HttpResponse:
    """Let the page's status region speak `words` after an htmx swap. Never private text."""
    import json

    response.headers["HX-Trigger"] = json.dumps({"say": words})
    return response
