"""The book on paper: in the browser as it will be printed, and as a file. Nothing of it is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from facilitator.pages.paper import on_paper
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from facilitator.people.models import Person
from groups.models import Group, Membership
from groups.reflections import keepsakes
from groups.reflections.forms import IN_MY_WORDS
from groups.reflections.views.closed import cannot_open
from groups.reflections.writing import NotSavedError

SIZES = ("a5", "a4", "letter")


@require_safe
@drawer_required
@sensitive_variables()
def keepsake_print(request: HttpRequest) -> HttpResponse:
    """A title page, then her sentences; the names of people and places only where she wished it."""
    try:
        book = keepsakes.held(asker(request))
    except NotSavedError as error:
        return cannot_open(request, error, let_go=reverse("let_go_keepsake"))
    if not book.pieces:
        return redirect("keepsake")
    context = {
        "book": book,
        "called": book.title or IN_MY_WORDS,
        "group": _group(asker(request)) if book.named else None,
    }
    return on_paper(request, "reflections/keepsake/print.html", context, name="book", sizes=SIZES)


def _group(person: Person) -> Group | None:
    """The group that she joined last as a member."""
    hers = Membership.objects.members().for_person(person).select_related("group__curriculum")
    last = hers.order_by("-joined_at").first()
    return last.group if last else None
