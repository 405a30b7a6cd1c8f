"""How private is this? One page, for anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from facilitator.pages import show
from facilitator.privacy import promises


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who can read what, and what is kept until when, as the models themselves declare it."""
    return show(
        request,
        "privacy/privacy.html",
        {"readers": promises.READERS, "rows": promises.rows(), "terms": promises.kept()},
    )
