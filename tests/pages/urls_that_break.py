"""The house's addresses, and a few behind which something breaks."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from facilitator.pages import errors
from facilitator.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@login_not_required
@csrf_exempt
def breaks(request: HttpRequest, token: str = "") -> HttpResponse:
    written = request.POST.get("body", "")
    raise RuntimeError(f"while saving {written} for {token}")


@login_not_required
def unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest(f"cannot read {request.get_full_path()}")


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(request.get_full_path())


@login_not_required
def hasty(request: HttpRequest) -> HttpResponse:
    return errors.too_many(request)


@login_not_required
def resting(request: HttpRequest) -> HttpResponse:
    return errors.resting(request)


@login_not_required
def takes(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("body", ""))


urlpatterns = [
    *urlpatterns,
    path("breaks/<str:token>/", breaks),
    path("unreadable/", unreadable),
    path("closed/", closed),
    path("hasty/", hasty),
    path("resting/", resting),
    path("takes/", takes),
    path("takes/anyway/", csrf_exempt(takes)),
]
