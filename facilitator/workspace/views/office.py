"""The coordinator's office: all groups, and one of them."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.models import Person
from facilitator.workspace.courses import courses
from facilitator.workspace.overview import VIEWS, chosen, counted, laid_out, overview, reasons
from groups.access import office_group as find_group
from groups.models import Group, Membership

ROWS = 25


def facilitators(groups: Sequence[Group]) -> dict[UUID, str]:
    """Group id -> the names of those who lead it, the facilitator first; one query."""
    names: dict[UUID, str] = {}
    for row in (
        Membership.objects.active()
        .leading()
        .filter(group__in=list(groups))
        .order_by("-role", "joined_at")
        .values_list("group_id", "person__name")
    ):
        names[row[0]] = f"{names[row[0]]}, {row[1]}" if row[0] in names else row[1]
    return names


def beside(page: Page[Any], chosen: dict[str, str]) -> dict[str, str]:
    """The addresses of the pages before and after this one, what was chosen kept."""
    links = {"earlier": "", "later": ""}
    if page.has_previous():
        links["earlier"] = "?" + urlencode(chosen | {"page": page.previous_page_number()})
    if page.has_next():
        links["later"] = "?" + urlencode(chosen | {"page": page.next_page_number()})
    return links


@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """The sentence, the saved views and the table; 404 for whoever does not coordinate."""
    if not asker(request).coordinates:
        raise Http404
    now = timezone.now()
    everything = overview(Group.objects.coordinated_by(asker(request)), now)
    view = request.GET.get("view", "running")
    words = request.GET.get("words", "").replace("\0", "").strip()[:80]
    found = laid_out(chosen(everything, view, words), now)
    counts = counted(everything)
    paginator = Paginator(found, ROWS)
    if not words:
        paginator.count = counts.get(view, counts["running"])  # known already: one query less
    page = paginator.get_page(request.GET.get("page"))
    groups = list(page)
    names = facilitators(groups)
    rows = [(group, names.get(group.pk, ""), reasons(group)) for group in groups]
    views = [(name, title, counts[name]) for name, title in VIEWS.items()]
    context = {"rows": rows, "page": page, "counts": counts, "views": views, "view": view}
    context |= beside(page, {"view": view, "words": words}) | {"words": words}
    return show(request, "workspace/office.html", context)


@require_GET
def office_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One group: its dates, who leads it and who led it, how many are in it."""
    found = find_group(asker(request), group_id)
    leading = Membership.objects.leading().filter(group=found).select_related("person")
    context = {
        "group": found,
        "course": courses([found], timezone.now())[0],
        "leading": leading.order_by("ended_at", "joined_at"),
        "able": Person.objects.filter(leads_since__isnull=False, is_active=True).order_by("name"),
    }
    return show(request, "workspace/office_group.html", context)
