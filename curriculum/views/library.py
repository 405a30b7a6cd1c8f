"""The library: every programme that somebody who leads may read, and the coordinators' list."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from curriculum.access import must_lead, readable
from curriculum.models.curriculum import CurriculumQuerySet
from curriculum.using import used
from facilitator.pages import show
from facilitator.people.asking import asker

ROWS = 25


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Her own programmes with their drafts, then what is published here."""
    person = asker(request)
    must_lead(person)
    found = readable(person)
    own = list(found.filter(owner=person).current().told()[:ROWS])
    others = found.published().exclude(owner=person).current().told().spoken(get_language() or "")
    context = {"own": own, **_page(request, others, beside=own)}
    return show(request, "curriculum/library.html", context)


@require_GET
def office_programmes(request: HttpRequest) -> HttpResponse:
    """Every programme of the house with its owner and its use; 404 for who does not coordinate."""
    person = asker(request)
    if not person.coordinates:
        raise Http404
    rows = readable(person).select_related("owner").told()
    return show(request, "curriculum/office.html", _page(request, rows))


def _page(request: HttpRequest, rows: CurriculumQuerySet, *, beside: Any = ()) -> dict[str, Any]:
    """One page of the rows; each of them, and each of `beside`, knows how many groups use it."""
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    uses = used([row.pk for row in [*beside, *page]])
    for row in [*beside, *page]:
        row.uses = uses.get(row.pk, 0)
    links = {
        "earlier": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "later": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return {"page": page, **links}
