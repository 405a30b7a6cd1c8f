"""A group's paper: who is here, for a room without phones, and what was agreed."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from facilitator.pages.paper import on_paper
from groups.access import Asking, led_group, led_meeting, own_group
from groups.models import Group, Membership


@require_safe
def attendance_paper(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """A row for every member, by first name alone, with boxes to tick."""
    meeting = led_meeting(request.user, group_id, number)
    sitting = Membership.objects.active().members().filter(group=meeting.group)
    called = sitting.order_by("person__name").values_list("person__name", flat=True)
    context = {"meeting": meeting, "group": meeting.group, "names": first_names(list(called))}
    return on_paper(request, "groups/attendance_paper.html", context, name="here")


@require_safe
def agreements_print(request: Asking, group_id: UUID) -> HttpResponse:
    """What was agreed, for whoever leads the group."""
    back = reverse("led_group", args=[group_id])
    return _agreements(request, led_group(request.user, group_id), back)


@require_safe
def own_agreements_print(request: Asking, group_id: UUID) -> HttpResponse:
    """The same for everybody in the group."""
    back = reverse("group", args=[group_id])
    return _agreements(request, own_group(request.user, group_id), back)


def _agreements(request: Asking, group: Group, back: str) -> HttpResponse:
    agreement = group.agreements.order_by("-version").first()
    if agreement is None:
        raise Http404
    context = {"group": group, "agreement": agreement, "back": back}
    return on_paper(request, "groups/agreements_print.html", context, name="agreements")


def first_names(called: Sequence[str]) -> list[str]:
    """The first word of each name; two with the same one keep the letter of the next word."""
    words = [name.split() or [""] for name in called]
    seen = Counter(first for first, *_rest in words)
    return [
        f"{first} {rest[0][0]}" if rest and seen[first] > 1 else first for first, *rest in words
    ]
