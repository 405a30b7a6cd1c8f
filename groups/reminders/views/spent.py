"""What pages behind a link share: what was sent, and the answer to one that opens nothing."""

from django.http import HttpRequest, HttpResponse, QueryDict

from facilitator.pages import show

__all__ = ["posted", "spent"]


def spent(request: HttpRequest) -> HttpResponse:
    """That link has had its turn: the same bytes for an old, a foreign and a random one."""
    return show(request, "reminders/spent.html", status=404)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was given: an empty POST is a form without answers, not a page being opened."""
    return request.POST if request.method == "POST" else None
