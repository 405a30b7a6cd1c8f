"""What she gave, as she sees it: what they see, who opened it, what came back; and taking back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker
from groups.reflections import giving, reading
from groups.reflections.models import Share
from groups.reflections.views import gate


@require_safe
@sensitive_variables()
def given(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """One thing that she gave."""
    share = get_object_or_404(Share.objects.by(asker(request)), pk=share_id)
    if not gate.may_open(request, share.page_id, timezone.now()):
        return drawer.closed(request)
    try:
        found = giving.given(asker(request), share_id)
    except Share.DoesNotExist as error:
        raise Http404 from error
    except reading.CannotOpenError:
        return show(request, "reflections/closed.html", status=503)
    return show(request, "reflections/given/given.html", {"one": found})


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """What it does and what it cannot do, in three sentences; then it is gone."""
    person, now = asker(request), timezone.now()
    share = get_object_or_404(Share.objects.by(person), pk=share_id)
    if not gate.may_open(request, share.page_id, now):
        return drawer.closed(request)
    if request.method != "POST":
        return show(request, "reflections/given/take_back.html", {"share": share})
    try:
        giving.take_back(person, share_id, now=now)
    except Share.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("It is taken back. Nobody but you can open it now."))
    return HttpResponse(status=303, headers={"Location": reverse("page", args=[share.page_id])})
