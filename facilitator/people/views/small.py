"""Small answers: a fresh form token for scripts, and the quick exit."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET

from facilitator.people.drawer import close_drawer


@require_GET
def csrf(request: HttpRequest) -> JsonResponse:
    """A fresh token, so that a page open for days still saves."""
    return JsonResponse({"token": get_token(request)})


@login_not_required
@require_GET
def quick_exit(request: HttpRequest) -> HttpResponse:
    """A plain link to somewhere neutral; the drawer closes behind her. Off unless chosen."""
    if not settings.QUICK_EXIT:
        raise Http404
    close_drawer(request)
    where = {"Location": settings.QUICK_EXIT_TO, "Clear-Site-Data": '"cache"'}
    return HttpResponse(status=303, headers=where)
