"""A form with words of hers, sent by a script: its answer is shown in the page that sent it.

A browser writes what a form sent into its list of open pages when the answer is a page, and that
list stays on the disk. So such a form is sent by static/js/quiet.js, which says so in a header. It
is answered as any form; only where to go next is said in a header of ours, because a script cannot
see a redirect without following it.
"""

from django.http import HttpRequest, HttpResponseBase

__all__ = ["asks_quietly", "instead_of_a_redirect"]

ASKS, GOES = "X-Quiet", "X-Go"


def asks_quietly(request: HttpRequest) -> bool:
    """Whether the script sent it, for the answer that the plain form would have."""
    return ASKS in request.headers


def instead_of_a_redirect(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The same answer; a redirect as 204 with the address in a header."""
    if asks_quietly(request) and response.status_code in {302, 303}:
        response.status_code = 204
        response.headers[GOES] = response.headers["Location"]
        del response.headers["Location"]
    return response
