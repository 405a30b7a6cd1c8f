"""The answer to a link that opens nothing (any more): one page for all of them."""

from django.http import HttpRequest, HttpResponse

from facilitator.pages import show

__all__ = ["spent"]


def spent(request: HttpRequest) -> HttpResponse:
    """That link has had its turn: the same bytes for an old, a foreign and a random one."""
    return show(request, "reminders/spent.html", status=404)
