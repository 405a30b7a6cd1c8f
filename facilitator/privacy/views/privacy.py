"""How private is this? One page, for anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from facilitator.pages import show
from facilitator.people.models import Person
from facilitator.privacy import promises


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who can read what, and what is kept until when, as the models themselves declare it."""
    person = request.user if isinstance(request.user, Person) else None
    terms = promises.kept(person, now=timezone.now())
    return show(
        request,
        "privacy/privacy.html",
        {"readers": promises.READERS, "rows": promises.rows(), "terms": terms},
    )
