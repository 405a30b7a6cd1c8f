"""Take a break: for two weeks, four, or until she says, no mail comes. Nobody is told."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from facilitator import nudge
from facilitator.pages import show
from facilitator.people.asking import asker
from groups.reminders import choosing
from groups.reminders.models import Preference

__all__ = ["you_break"]

PLAN = "groups.reminders.tasks.plan"
LASTS = {"2": timedelta(weeks=2), "4": timedelta(weeks=4), "open": None}


@require_http_methods(["GET", "HEAD", "POST"])
def you_break(request: HttpRequest) -> HttpResponse:
    """GET says how it is; each of the buttons does what it says."""
    person, now = asker(request), timezone.now()
    weeks = request.POST.get("weeks", "")
    if request.method == "POST" and weeks in {*LASTS, "none"}:
        if weeks == "none":
            choosing.come_back(person, now)
            messages.success(request, _("You are back."))
        else:
            choosing.rest(person, lasts=LASTS[weeks], now=now)
            messages.success(request, _("Your break has begun."))
        nudge.look(PLAN)
        return HttpResponseRedirect(request.path, status=303)
    chosen = Preference.objects.of(person)
    zone = timezone.get_current_timezone()
    until = chosen.break_until.astimezone(zone).date() if chosen.break_until else None
    context = {"resting": chosen.rests(now), "until": until}
    status = 422 if request.method == "POST" else 200
    return show(request, "reminders/break.html", context, status=status)
