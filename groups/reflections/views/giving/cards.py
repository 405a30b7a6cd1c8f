"""The cards that were brought to a group, for those whom they were brought to."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker
from groups.access import led_group, own_group
from groups.reflections import giving, reading
from groups.reflections.models import Addressee


@require_GET
@sensitive_variables()
def cards(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The cards, whole, the newest first."""
    person, now = asker(request), timezone.now()
    group = own_group(person, group_id)
    if not drawer.is_open(request, now):
        return drawer.closed(request)
    leads = group.memberships.active().leading().filter(person=person).exists()
    try:
        found = giving.cards(person, group, leads=leads, now=now)
    except reading.CannotOpenError:
        return show(request, "reflections/closed.html", status=503)
    context = {"group": group, "cards": found, "leads": leads}
    return show(request, "reflections/given/cards.html", context)


@require_POST
def hide_card(request: HttpRequest, group_id: UUID, share_id: UUID) -> HttpResponse:
    """Away from the members; the writer sees by whom."""
    return _change(request, group_id, share_id, hide=True)


@require_POST
def show_card(request: HttpRequest, group_id: UUID, share_id: UUID) -> HttpResponse:
    """There again."""
    return _change(request, group_id, share_id, hide=False)


def _change(request: HttpRequest, group_id: UUID, share_id: UUID, *, hide: bool) -> HttpResponse:
    person, now = asker(request), timezone.now()
    group = led_group(person, group_id)
    ids = Addressee.objects.for_person(person).filter(share__group=group, share=share_id)
    if not ids.exists():
        raise Http404
    if not drawer.is_open(request, now):
        return drawer.closed(request)
    act = giving.hide if hide else giving.show_again
    try:
        act(person, group, share_id, now=now)
    except Addressee.DoesNotExist as error:
        raise Http404 from error
    if hide:
        messages.success(
            request, _("The card is hidden from the members. Its writer can see that.")
        )
    else:
        messages.success(request, _("The card is there again."))
    return HttpResponse(status=303, headers={"Location": reverse("cards", args=[group_id])})
