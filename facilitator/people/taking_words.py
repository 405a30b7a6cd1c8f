"""Views that take somebody's writing: whatever is refused, her words are in the answer."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from facilitator.people.asking import asks_for_part
from facilitator.people.middleware import SignInMiddleware

__all__ = ["takes_words"]

log = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]
Refuse = Callable[[HttpRequest, str, int], HttpResponseBase]


def takes_words(
    refuse: Refuse,
    *,
    somebody_elses: Callable[[HttpRequest], bool] = lambda _request: False,
    without_sign_in: bool = False,
) -> Callable[[View], View]:
    """For views that take writing: they ask for the form's token and the sign-in themselves.

    The middlewares would answer with a page that no longer holds what she typed. The rules are
    theirs, only the answer differs: `refuse(request, why, status)` shows her words again, `why`
    being token, signed_out or not_saved. `somebody_elses`: the form was opened by one person, and
    another is signed in now. `without_sign_in`: the address itself says whose words they are.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if _Token.fault(request):
                return refuse(request, "token", 403)
            hers = request.user.is_authenticated and not somebody_elses(request)
            if without_sign_in or hers:
                return _or_her_words(view, refuse, request, *args, **kwargs)
            if request.POST.get("words") and not asks_for_part(request):
                return refuse(request, "signed_out", 401)
            return SignInMiddleware(_nowhere).handle_no_permission(request, view)

        # `guarded` asks for both itself: their own refusal would drop her words.
        return csrf_exempt(login_not_required(guarded))  # asked in `guarded`, see above

    return decorate


def _or_her_words(
    view: View, refuse: Refuse, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    """Whatever goes wrong while words are taken, the answer still holds them."""
    try:
        return view(request, *args, **kwargs)
    except (Http404, SuspiciousOperation, MultiPartParserError):
        raise
    except Exception:
        if request.method != "POST":
            raise
        log.exception("words could not be saved")
        return refuse(request, "not_saved", 503)


def _nowhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class _Token(CsrfViewMiddleware):
    """Django's own check, asked as a question."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=403)

    @classmethod
    def fault(cls, request: HttpRequest) -> bool:
        check = cls(_nowhere)
        check.process_request(request)
        return check.process_view(request, _nowhere, (), {}) is not None
