"""What becomes of what she wrote in a group: keep it, take it, erase it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker
from groups.access import own_group
from groups.models import Group, Membership
from groups.reflections import parting
from groups.reflections.models import Farewell
from groups.reflections.writing import NotSavedError

PAGE = "reflections/parting/ending.html"
ERASE = "reflections/parting/erase.html"
Choice = Farewell.Choice


@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The three, and which she chose; keeping and taking are done here."""
    person, now = asker(request), timezone.now()
    group = own_group(person, group_id)
    if not drawer.is_open(request, now):
        return drawer.closed(request)
    choice = request.POST.get("choice", "")
    if request.method == "POST" and choice in (Choice.KEEP, Choice.TAKE):
        try:
            parting.choose(person, group, Choice(choice), now=now)
            where = reverse("take") if choice == Choice.TAKE else reverse("ending", args=[group.pk])
            return HttpResponse(status=303, headers={"Location": where})
        except parting.TooEarly:
            pass  # the page says so
        except (NotSavedError, Membership.DoesNotExist):
            return _not_now(request)
    context = {
        "group": group,
        "early": not parting.can_choose(group, now),
        "chosen": parting.chosen(person, group),
    }
    status = (409 if context["early"] else 422) if request.method == "POST" else 200
    return show(request, PAGE, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def ending_erase(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """What erasing does, in two sentences; then it is done."""
    person, now = asker(request), timezone.now()
    group = own_group(person, group_id)
    if not drawer.is_open(request, now):
        return drawer.closed(request)
    if not parting.can_choose(group, now):
        return show(request, PAGE, {"group": group, "early": True}, status=_early(request))
    if request.method != "POST":
        return show(request, ERASE, {"group": group})
    try:
        parting.choose(person, group, Choice.ERASE, now=now)
    except Membership.DoesNotExist as error:
        raise Http404 from error
    except NotSavedError:
        return _not_now(request)
    messages.success(request, _("It is erased."))
    return _there(group)


def _early(request: HttpRequest) -> int:
    return 409 if request.method == "POST" else 200


def _not_now(request: HttpRequest) -> HttpResponse:
    return show(request, "reflections/closed.html", status=503)


def _there(group: Group) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse("ending", args=[group.pk])})
