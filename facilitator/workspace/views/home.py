"""The member's home: her next meeting, this week's question, what she wrote."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker
from facilitator.people.models import Person
from facilitator.workspace.chairs import Chair, chairs
from groups.reflections import doors


def greeting(person: Person, now: datetime) -> str:
    """Good morning, afternoon or evening, by her own clock, and her name."""
    hour = now.astimezone(ZoneInfo(person.time_zone)).hour
    if 4 <= hour < 12:
        return _("Good morning, %(name)s") % {"name": person.name}
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s") % {"name": person.name}
    return _("Good evening, %(name)s") % {"name": person.name}


def _pages(person: Person, opened: bool) -> dict[str, object]:
    """Her newest two, or that they cannot be opened just now: the rest of the page is needed."""
    try:
        return {"pages": doors.latest(person, actor=person, n=2) if opened else []}
    except doors.CannotOpenError:
        return {"cannot_open": True}


def _practised(person: Person, found: list[Chair]) -> list[Chair]:
    """Her chairs, each with what she said of this week's practice."""
    weeks = [chair.week.pk for chair in found if chair.week]
    try:
        said = doors.practised(person, actor=person, meetings=weeks) if weeks else {}
    except doors.CannotOpenError:
        return found
    return [
        replace(chair, practised=said.get(chair.week.pk, "")) if chair.week else chair
        for chair in found
    ]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """A member's home. With the drawer closed it shows no title and no first line."""
    now = timezone.now()
    person = asker(request)
    opened = drawer.is_open(request, now)
    found = chairs(person, now)
    context = {
        "greeting": greeting(person, now),
        "chairs": _practised(person, found) if opened else found,
        "drawer_open": opened,
        **_pages(person, opened),
    }
    return show(request, "workspace/home.html", context)
