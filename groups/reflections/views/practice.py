"""What became of the practice: one tap, to be changed or taken back, and nobody else's."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from facilitator.people.asking import asker
from groups.reflections import practising
from groups.reflections.models import Said
from groups.reflections.writing import NotSavedError


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def practice(request: HttpRequest, group_id: UUID, number: int) -> HttpResponse:
    """Keep her answer, or take it back; then where she was. It is hers while she has a chair."""
    person = asker(request)
    hers = practising.asked(person, timezone.now())
    meeting = get_object_or_404(hers, group=group_id, number=number)
    said = request.POST.get("answer", "")
    if said not in {*Said.values, "back"}:
        raise BadRequest
    try:
        if said == "back":
            practising.take_back(person, meeting)
            messages.success(request, _("It is taken back."))
        else:
            practising.answer(person, meeting, Said(said))
            messages.success(request, _("It is kept. Only you can see it."))
    except NotSavedError:
        messages.error(
            request, _("It could not be kept just now. Please try again in a few minutes.")
        )
    return HttpResponse(status=303, headers={"Location": _where(request, group_id, number)})


def _where(request: HttpRequest, group_id: UUID, number: int) -> str:
    """She tapped on the evening's page or at home."""
    if request.POST.get("on") == "evening":
        return reverse("evening", args=[group_id, number])
    return reverse("home")
