"""Fetch a group or a meeting through the person who asks, or 404: one answer for all strangers."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from facilitator.pages import show
from facilitator.people.models import Person
from groups.models import Group, Meeting
from groups.models.group import GroupQuerySet
from groups.models.meeting import MeetingQuerySet

__all__ = [
    "Asking",
    "led_by",
    "led_group",
    "led_meeting",
    "led_meetings",
    "office_group",
    "own_group",
    "own_meeting",
    "while_it_goes_on",
]

SAFE = {"GET", "HEAD", "OPTIONS"}
View = Callable[..., HttpResponse]


class Asking(HttpRequest):
    """A request of somebody signed in: nobody else passes LoginRequiredMiddleware."""

    user: Person


def own_group(person: Person, group_id: UUID) -> Group:
    """A group she is in now, in whichever role."""
    return get_object_or_404(_groups().for_person(person), pk=group_id)


def led_group(person: Person, group_id: UUID) -> Group:
    """A group she leads now."""
    return get_object_or_404(_groups().led_by(person), pk=group_id)


def led_by(person: Person) -> GroupQuerySet:
    """The groups she leads now; 404 for somebody who leads none and may start none."""
    found: GroupQuerySet = Group.objects.led_by(person)
    if not (person.leads or person.coordinates or found.exists()):
        raise Http404
    return found


def office_group(person: Person, group_id: UUID) -> Group:
    """Any group, for a coordinator."""
    return get_object_or_404(_groups().coordinated_by(person), pk=group_id)


def own_meeting(person: Person, group_id: UUID, number: int) -> Meeting:
    """A meeting of a group she is in now."""
    return get_object_or_404(_meetings().for_person(person), group_id=group_id, number=number)


def led_meeting(person: Person, group_id: UUID, number: int) -> Meeting:
    """A meeting of a group she leads now."""
    return get_object_or_404(led_meetings(person), group_id=group_id, number=number)


def led_meetings(person: Person) -> MeetingQuerySet:
    """Every meeting of the groups she leads now."""
    return _meetings().led_by(person)


def while_it_goes_on(view: View) -> View:
    """For views that change a group: once it is over, who leads it is told so (409), and nothing
    happens. Anybody else gets the view's own answer."""

    @wraps(view)
    def guarded(request: Asking, *args: Any, group_id: UUID, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE:
            hers = Q(pk__in=Group.objects.led_by(request.user).values("pk"))
            found = Group.objects.over(timezone.now()).filter(hers, pk=group_id).first()
            if found is not None:
                return show(request, "groups/over.html", {"group": found}, status=409)
        return view(request, *args, group_id=group_id, **kwargs)

    return guarded


def _groups() -> GroupQuerySet:
    return Group.objects.select_related("curriculum")


def _meetings() -> MeetingQuerySet:
    return Meeting.objects.select_related("group__curriculum", "plan")
