"""Read her pages in order, one after the other."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from groups.reflections import giving, looking_back, reading
from groups.reflections.models import Reflection
from groups.reflections.sheet import WORDS_FOR_TODAY


@require_safe
@drawer_required
def read_in_order(request: HttpRequest) -> HttpResponse:
    """Begins with the page that she began first."""
    first = looking_back.first(asker(request))
    return redirect("read_page", first) if first else redirect("writing")


@require_safe
@drawer_required
@sensitive_variables()
def read_page(request: HttpRequest, page_id: UUID) -> HttpResponse:
    """One page to read, with the way to the page before and the page after."""
    person = asker(request)
    page = get_object_or_404(Reflection.objects.for_person(person), pk=page_id)
    if page.deleted_at:
        return redirect("basket")
    context = {"page": page, "beside": looking_back.beside(page)}
    try:
        opened = reading.open_page(person, page_id)
    except reading.SpoiltError:  # the pages before and after it can still be read
        return show(request, "reflections/read.html", context, status=503)
    except reading.CannotOpenError:
        return show(request, "reflections/closed.html", status=503)
    word = opened.sheet.word
    context |= {
        "opened": opened,
        "word": WORDS_FOR_TODAY.get(word, word),
        "given": _tags(giving.given_of(person, page_id)),
    }
    return show(request, "reflections/read.html", context)


def _tags(given: list[giving.Given]) -> dict[str, object]:
    """As a line of the list says it: to whom, and whether something is a card."""
    names = {name for one in given if not one.is_card for name in one.names}
    return {"given_to": sorted(names), "is_card": any(one.is_card for one in given)}
