"""Close the account: what will happen, what comes first, and a key."""

from datetime import datetime
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from facilitator.pages import errors, show
from facilitator.people import showing_keys
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from facilitator.people.forms.keys import DrawerForm
from facilitator.privacy import closing
from facilitator.privacy.ledger import LedgerError

PAGE = "privacy/close.html"


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@drawer_required
@sensitive_variables()
def you_close(request: HttpRequest) -> HttpResponse:
    """GET says what will happen; POST, with a key, does it."""
    now = timezone.now()
    if request.method != "POST":
        form = DrawerForm(person=asker(request), now=now)
        return _page(request, form, closing.first(asker(request), now))
    try:
        form = showing_keys.shown(request, now)
    except showing_keys.TooOften as often:
        return often.answer
    if not form.is_valid():
        return _page(request, form, [], status=422)
    return _close(request, form, now)


def _close(request: HttpRequest, form: DrawerForm, now: datetime) -> HttpResponse:
    try:
        closing.close(asker(request), now)
    except closing.FirstError as asked:
        return _page(request, form, asked.said, status=409)
    except LedgerError:
        return errors.resting(request)
    logout(request)
    answer = show(request, "privacy/closed.html")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _page(
    request: HttpRequest, form: DrawerForm, first: list[str], *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"first": first, **showing_keys.context(request, form)}
    return show(request, PAGE, context, status=status)
