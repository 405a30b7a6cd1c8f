"""Opening and closing the drawer, and the paper that opens it when all else is lost."""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from facilitator.pages import show
from facilitator.people import arriving, passkeys, showing_keys
from facilitator.people.asking import asker, local_path
from facilitator.people.drawer import (
    AGAIN,
    close_drawer,
    drawer_required,
    is_open,
    just_opened,
    open_drawer,
)
from facilitator.people.forms.keys import DrawerForm


def see_other(where: str) -> HttpResponse:
    """303: what she sent is done, look there."""
    return HttpResponse(status=303, headers={"Location": where})


def _onwards(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return local_path(asked) or reverse("writing")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def drawer(request: HttpRequest) -> HttpResponse:
    """Open it with one of her keys; five wrong ones in five minutes are enough."""
    now = timezone.now()
    if just_opened(request, now) if _again(request) else is_open(request, now):
        return HttpResponseRedirect(_onwards(request))
    if request.method == "POST":
        return _try_key(request, now)
    return _show_drawer(request, DrawerForm(person=asker(request), now=now))


def _again(request: HttpRequest) -> bool:
    """Whether she is asked for a key although her drawer may be open."""
    return bool(request.POST.get(AGAIN) or request.GET.get(AGAIN))


def _try_key(request: HttpRequest, now: datetime) -> HttpResponse:
    try:
        form = showing_keys.shown(request, now)
    except showing_keys.TooOften as often:
        return often.answer
    if not form.is_valid() or form.by is None:
        return _show_drawer(request, form, status=422)
    open_drawer(request, now, by=form.by)
    return see_other(_onwards(request))


def _show_drawer(request: HttpRequest, form: DrawerForm, *, status: int = 200) -> HttpResponse:
    context = {
        **showing_keys.context(request, form),
        "next": local_path(request.POST.get("next") or request.GET.get("next") or ""),
        "again": _again(request),
    }
    return show(request, "people/drawer.html", context, status=status)


@require_POST
def drawer_close(request: HttpRequest) -> HttpResponse:
    """Close it by hand, and stay signed in."""
    close_drawer(request)
    return see_other(local_path(request.POST.get("next", "")) or reverse("home"))


@require_http_methods(["GET", "POST"])
@drawer_required
def recovery_code(request: HttpRequest) -> HttpResponse:
    """GET shows a code that was just made, once; POST makes a new one."""
    person = asker(request)
    if request.method == "POST":
        with transaction.atomic():  # else the paper in her drawer is void, and there is no new one
            arriving.hand_over_code(request, person, timezone.now())
            passkeys.tell(person, "mfa/email/recovery_codes_generated")
        return see_other(reverse("recovery_code"))
    context = {"code": arriving.code_to_show(request, person)}
    return show(request, "people/recovery_code.html", context)
