"""What lies in the box, and the quiet page after one was let go."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.drawer import drawer_required
from groups.reflections import letters as box
from groups.reflections.views.closed import cannot_open
from groups.reflections.writing import NotSavedError


@require_safe
@drawer_required
@sensitive_variables()
def letters(request: HttpRequest) -> HttpResponse:
    """Her letters: of a sealed one only that it lies there, and until when."""
    try:
        lying = box.lying(asker(request), timezone.now())
    except NotSavedError as error:
        return cannot_open(request, error)
    return show(request, "reflections/letters/box.html", {"letters": lying})


@require_safe
def letter_gone(request: HttpRequest) -> HttpResponse:
    """It says nothing of any letter, so anybody may look at it."""
    return show(request, "reflections/letters/gone.html")
