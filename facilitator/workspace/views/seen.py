"""What others did with what is hers, behind the drawer: it tells to whom she gave a page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from facilitator.workspace import seen
from facilitator.workspace.views.office import beside

ROWS = 25


@require_GET
@drawer_required
def you_seen(request: HttpRequest) -> HttpResponse:
    """A page of it at a time."""
    lines = Paginator(seen.by_others(asker(request)), ROWS)
    page = lines.get_page(request.GET.get("page"))
    context = {"page": page, "acts": seen.acts(page), **beside(page, {})}
    return show(request, "workspace/seen.html", context)
