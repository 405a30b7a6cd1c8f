"""Delete a page, look into the basket, put a page back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker
from groups.reflections import giving, keepsakes, reading
from groups.reflections import writing as pages
from groups.reflections.models import Reflection
from groups.reflections.views import gate


@require_http_methods(["GET", "HEAD", "POST"])
def delete_page(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """The consequence in two sentences; then into the basket."""
    person, now = asker(request), timezone.now()
    page = get_object_or_404(Reflection.objects.for_person(person), pk=page_id)
    if not gate.may_open(request, page_id, now):
        return drawer.closed(request)
    if request.method != "POST":
        given = giving.given_of(person, page_id)
        context = {"page": page, "given": given, "in_book": _in_book(request, page_id)}
        return show(request, "reflections/delete.html", context)
    taken_back = giving.delete_page(person, page_id, now=now)
    messages.success(request, _("The page is in the basket. You can put it back for 7 days."))
    if taken_back:
        messages.success(request, _("What you gave of it is taken back."))
    return _to("writing" if drawer.is_open(request, now) else "home")


@require_POST
def put_back(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """Out of the basket again."""
    person, now = asker(request), timezone.now()
    get_object_or_404(Reflection.objects.for_person(person), pk=page_id)
    if not gate.may_open(request, page_id, now):
        return drawer.closed(request)
    try:
        pages.put_back(person, page_id, now=now)
    except Reflection.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The page is back where it was."))
    return HttpResponse(status=303, headers={"Location": reverse("page", args=[page_id])})


@require_safe
@drawer.drawer_required
@sensitive_variables()
def basket(request: HttpRequest) -> HttpResponse:
    """The pages deleted in the last seven days."""
    try:
        lines = reading.open_basket(asker(request), now=timezone.now())
    except reading.CannotOpenError:
        return show(request, "reflections/closed.html", status=503)
    return show(request, "reflections/basket.html", {"lines": lines})


def _in_book(request: HttpRequest, page_id: UUID) -> bool:
    """Whether a sentence of it is in her keepsake; with the drawer closed nothing is told."""
    if not drawer.is_open(request, timezone.now()):
        return False
    try:
        return keepsakes.holds(asker(request), page_id)
    except pages.NotSavedError:
        return False


def _to(name: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse(name)})
