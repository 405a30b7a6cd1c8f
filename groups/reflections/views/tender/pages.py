"""Her tender days, behind the drawer; and for each group whether those who lead may know."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from facilitator import nudge
from facilitator.pages import saying, show
from facilitator.people import drawer
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from groups.models import Membership
from groups.reflections import tender
from groups.reflections.models import TenderDate
from groups.reflections.tender import Day
from groups.reflections.views import gate
from groups.reflections.views.tender.form import LEAP, TenderForm
from groups.reflections.writing import NotSavedError

__all__ = ["tender_away", "tender_telling", "you_tender"]

PLAN = "groups.reminders.tasks.plan"


@sensitive_variables()
def _held(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """Not kept: the day and her word for it stand in the answer, and nothing else of anybody's."""
    form = TenderForm(request.POST, this_year=timezone.localdate().year)
    hidden = [("slip", request.POST.get("slip", ""))]
    context = {"form": form, "why": why, "hidden": hidden}
    return show(request, "reflections/held.html", context, status=status)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@gate.takes_words(_held)
def you_tender(request: HttpRequest) -> HttpResponse:
    """Her days, with a form for one more."""
    if not drawer.is_open(request, timezone.now()):
        words = request.POST.get("words")
        return _held(request, "drawer", 401) if words else drawer.closed(request)
    person = asker(request)
    sent = request.POST if request.method == "POST" else None
    form = TenderForm(sent, this_year=timezone.localdate().year)
    status = 422 if form.errors else 200
    if sent is not None and form.is_valid():
        status = _keep(request, form)
        if status == 303:
            return _back()
    context = {
        "form": form,
        "slip": gate.slip(person, None),
        "days": [(one, said(one.day)) for one in tender.marked(person)],
        "choices": tender.choices(person),
    }
    return show(request, "reflections/tender/days.html", context, status=status)


@sensitive_variables()
def _keep(request: HttpRequest, form: TenderForm) -> int:
    """Mark it; 303, or how the form comes back, with what stands in it and why."""
    try:
        tender.mark(asker(request), form.when, words=form.cleaned_data["words"], now=timezone.now())
    except tender.FullError:
        form.add_error(None, _("There is room for 24 days. Take one away first."))
    except tender.MarkedError:
        already = _("This day is marked already, with another word. Take that away first.")
        form.add_error("day", already)
    except NotSavedError:
        later = _("It could not be kept just now. Please try again in a few minutes.")
        form.add_error(None, later)
        return 503
    else:
        nudge.look(PLAN)
        messages.success(request, _("The day is marked."))
        return 303
    return 422


@require_POST
@drawer_required
def tender_away(request: HttpRequest, date_id: UUID) -> HttpResponse:
    """Not marked any more, and her word for it is gone."""
    try:
        tender.take_away(asker(request), date_id, now=timezone.now())
    except TenderDate.DoesNotExist as error:
        raise Http404 from error
    nudge.look(PLAN)
    messages.success(request, _("The day is taken away, and your word for it with it."))
    return _back()


@require_POST
@drawer_required
def tender_telling(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Whether those who lead one group of hers may know of a tender week, from this moment on."""
    person = asker(request)
    try:
        if request.POST.get("may") == "yes":
            tender.tell(person, membership_id, timezone.now())
            said = _("It is kept. They may know from now on.")
        else:
            tender.tell_no_more(person, membership_id)
            said = _("It is taken back. Nobody is told there any more.")
    except Membership.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, said)
    return _back()


def said(day: Day) -> str:
    """ "29 February", or with its weekday and year where it is one single day."""
    if day.year is not None:
        return saying.day(date(day.year, day.month, day.day), date.min)
    every = pgettext("a day of every year, in Django's date format", "j F")
    return date_format(date(LEAP, day.month, day.day), every)


def _back() -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse("you_tender")})
