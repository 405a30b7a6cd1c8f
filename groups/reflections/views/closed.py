"""What she is told where her words cannot be opened: later, or that these bytes are spoilt."""

from django.http import HttpRequest, HttpResponse

from facilitator.pages import show
from groups.reflections.writing import is_spoilt

__all__ = ["cannot_open"]


def cannot_open(request: HttpRequest, error: BaseException, *, let_go: str = "") -> HttpResponse:
    """503. "Please try again in a while" is said only where trying again may help.

    `let_go`: the address where she can part with what is spoilt.
    """
    if not is_spoilt(error):
        return show(request, "reflections/closed.html", status=503)
    return show(request, "reflections/spoilt.html", {"let_go": let_go}, status=503)
