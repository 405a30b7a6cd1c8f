"""Pages for anybody: the welcome, what happens at a meeting, a hard night, accessibility."""

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from curriculum.models import Curriculum, SessionPlan
from facilitator.pages import help_lines, show

log = logging.getLogger(__name__)

#: Codes of the help lines' countries in words; a country that is not here shows its code.
COUNTRIES = {
    "AR": _("Argentina"), "AT": _("Austria"), "AU": _("Australia"), "BE": _("Belgium"),
    "CA": _("Canada"), "CH": _("Switzerland"), "CL": _("Chile"), "CO": _("Colombia"),
    "DE": _("Germany"), "ES": _("Spain"), "FR": _("France"), "GB": _("United Kingdom"),
    "IE": _("Ireland"), "IN": _("India"), "IT": _("Italy"), "MX": _("Mexico"),
    "NL": _("Netherlands"), "NZ": _("New Zealand"), "PL": _("Poland"), "PT": _("Portugal"),
    "US": _("United States"), "ZA": _("South Africa"),
}  # fmt: skip


@login_not_required
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """The promise, the circle, and the evenings of a programme."""
    programme = _programme()
    plans = list(_evenings(programme)) if programme else []
    seats = [{"state": "lit" if n == 1 else "plain", "label": ""} for n in range(9)]
    return show(
        request,
        "workspace/welcome.html",
        {"programme": programme, "plans": plans, "seats": seats},
    )


def _programme() -> Curriculum | None:
    """The one that fits best: in the reader's language if there is one, and built in."""
    return Curriculum.objects.newest().fitting(get_language() or "en").first()


def _evenings(programme: Curriculum) -> QuerySet[SessionPlan]:
    """Its numbered evenings, with no more of each than the page prints."""
    return programme.plans.filter(part=SessionPlan.Part.MAIN).only(
        "curriculum", "number", "title", "theme"
    )


@login_not_required
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """One meeting, minute by minute, and what anybody may refuse."""
    return show(request, "workspace/meetings.html")


@login_not_required
@require_safe
def hard_night(request: HttpRequest) -> HttpResponse:
    """Who answers, and how this place works. Nothing about the reader is kept."""
    try:
        lines = help_lines.load(settings.HELP_LINES_FILE)
    except help_lines.HelpLinesError:
        log.exception("The help lines cannot be used")
        lines = []
    countries = [
        (COUNTRIES.get(code.upper(), code), of_it) for code, of_it in help_lines.by_country(lines)
    ]
    return show(request, "workspace/hard_night.html", {"countries": countries})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we hold to, what we know is missing, and whom to tell."""
    return show(request, "workspace/accessibility.html")
