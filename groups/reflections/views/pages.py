"""My writing: her own pages, by month."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from groups.reflections import reading

FURTHEST = 1_000  # lists; more pages than anybody writes


@require_safe
@drawer_required
@sensitive_variables()
def writing(request: HttpRequest) -> HttpResponse:
    """The list; a further part of it with ?part=2."""
    part = _part(request.GET.get("part", ""))
    most = reading.AT_ONCE
    try:
        lines = reading.open_list(asker(request), skip=(part - 1) * most, most=most + 1)
    except reading.CannotOpenError:
        return show(request, "reflections/closed.html", status=503)
    zone = timezone.get_current_timezone()
    by_month = groupby(
        lines[:most], key=lambda line: line.begun_at.astimezone(zone).date().replace(day=1)
    )
    context = {
        "months": [(month, list(pages)) for month, pages in by_month],
        "part": part,
        "earlier": part + 1 if len(lines) > most else None,
        "later": part - 1,
    }
    return show(request, "reflections/writing.html", context)


def _part(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), FURTHEST)
