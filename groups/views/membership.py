"""Leave a group, for any reason or none."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from facilitator import nudge
from facilitator.pages import show
from groups.access import Asking
from groups.leaving import LastFacilitator, leave
from groups.models import Membership
from groups.views.going import go

PLAN = "groups.reminders.tasks.plan"
PAGE = "groups/leave.html"
LEFT = "left_just_now"  # in the session, until the word of thanks was shown


@require_http_methods(["GET", "POST"])
def leave_group(request: Asking) -> HttpResponse:
    """Her groups, one button each; afterwards a word of thanks."""
    now = timezone.now()
    hers = Membership.objects.active().for_person(request.user).select_related("group")
    seats = list(hers.order_by("joined_at"))
    context: dict[str, Any] = {"seats": seats, "left": None}
    if request.method == "GET":
        return show(request, PAGE, context | {"left": request.session.pop(LEFT, None)})
    chosen = _chosen(seats, request.POST.get("membership", ""))
    if chosen is None:
        return show(request, PAGE, context | {"unsure": True}, status=422)
    try:
        leave(chosen, by=request.user, now=now)
    except LastFacilitator:
        return show(request, PAGE, context | {"last": chosen}, status=409)
    nudge.look(PLAN)
    request.session[LEFT] = True
    return go("leave_group")


def _chosen(seats: list[Membership], text: str) -> Membership | None:
    """The place she names among her own; with a single one there is nothing to name."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    return next((each for each in seats if each.pk == wanted), None)
