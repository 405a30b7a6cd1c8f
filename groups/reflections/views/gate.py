"""Who may open or go on with a page in this session, and how a refusal keeps her words."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from facilitator.people import drawer
from facilitator.people.asking import asks_for_part
from facilitator.people.middleware import SignInMiddleware
from facilitator.people.models import Person

log = logging.getLogger(__name__)

BEGUN = "pages_begun"  # in the session: ids of pages begun in this sign-in, the last few
REMEMBERED = 20
SLIP_DAYS = 7

View = Callable[..., HttpResponseBase]
Refuse = Callable[[HttpRequest, str, int], HttpResponseBase]


def remember(request: HttpRequest, page_id: UUID) -> None:
    """She began this page in this sign-in: it opens without the drawer.

    Only for its first words: an editor of an earlier sign-in may still bring words to the page
    that it began then, and they go in; they do not open it.
    """
    begun = request.session.get(BEGUN, [])
    if str(page_id) not in begun:
        request.session[BEGUN] = [*begun, str(page_id)][-REMEMBERED:]


def may_open(request: HttpRequest, page_id: UUID, now: datetime) -> bool:
    """With the drawer open any page of hers, else those begun in this sign-in."""
    return str(page_id) in request.session.get(BEGUN, []) or drawer.is_open(request, now)


def may_save(request: HttpRequest, page_id: UUID, now: datetime) -> bool:
    """Also with the slip of an editor that was opened before the drawer or the session closed."""
    return may_open(request, page_id, now) or _holds(request, page_id)


def slip(person: Person, page_id: UUID | None) -> str:
    """Proof that she had this editor rightly open: it lets words in, and never out."""
    return _signer().sign(f"{person.pk}:{page_id or ''}")


def is_somebody_elses(request: HttpRequest) -> bool:
    """The editor was opened by one person, and another has signed in since, in another tab."""
    owner = _said(request).partition(":")[0]
    return bool(owner) and owner != str(request.user.pk)


def _holds(request: HttpRequest, page_id: UUID) -> bool:
    return _said(request) == f"{request.user.pk}:{page_id}"


def _said(request: HttpRequest) -> str:
    try:
        return _signer().unsign(request.POST.get("slip", ""), max_age=SLIP_DAYS * 86_400)
    except BadSignature:
        return ""


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="reflections.slip")


def takes_words(refuse: Refuse) -> Callable[[View], View]:
    """For views that take writing: they ask for the form's token and the sign-in themselves.

    The middlewares would answer with a page that no longer holds what she typed. The rules are
    theirs, only the answer differs: `refuse(request, why, status)` shows her words again.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if _Token.fault(request):
                return refuse(request, "token", 403)
            if request.user.is_authenticated and not is_somebody_elses(request):
                return _or_her_words(view, refuse, request, *args, **kwargs)
            if request.POST.get("words") and not asks_for_part(request):
                return refuse(request, "signed_out", 401)
            return SignInMiddleware(_nowhere).handle_no_permission(request, view)

        # Both are asked above, in `guarded`: their own refusal would drop her words.
        return csrf_exempt(login_not_required(guarded))

    return decorate


def _or_her_words(
    view: View, refuse: Refuse, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    """Whatever goes wrong while words are taken, the answer still holds them."""
    try:
        return view(request, *args, **kwargs)
    except (Http404, SuspiciousOperation):
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
