"""The member's home: her next meeting, this week's question, what she wrote."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID
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
from groups.models import Group, Meeting
from groups.reflections import doors


def greeting(person: Person, now: datetime) -> str:
    """Good morning, afternoon or evening, by her own clock, and her name."""
    hour = now.astimezone(ZoneInfo(person.time_zone)).hour
    if 4 <= hour < 12:
        return _("Good morning, %(name)s") % {"name": person.name}
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s") % {"name": person.name}
    return _("Good evening, %(name)s") % {"name": person.name}


def _hers(person: Person, found: list[Chair]) -> dict[str, object]:
    """Her newest two pages, and her chairs with what she said of this week's practice; or that
    they cannot be opened just now: the rest of the page is needed."""
    weeks = [chair.week.pk for chair in found if chair.week]
    try:
        hers = doors.for_herself(person, actor=person, meetings=weeks)
    except doors.CannotOpenError:
        return {"cannot_open": True}
    chairs = [
        replace(chair, practised=hers.practised.get(chair.week.pk, "")) if chair.week else chair
        for chair in found
    ]
    return {"pages": hers.lines, "chairs": chairs, "ribbons": _ribbons(found, hers.felt)}


def _ribbons(
    found: list[Chair], felt: dict[UUID, doors.Felt]
) -> list[tuple[Group, list[tuple[Meeting, doors.Felt]]]]:
    """Of each group the weeks that have a word of hers, in order; no other week is drawn."""
    rows = [
        (chair.course.group, [(m, felt[m.pk]) for m in chair.course.meetings if m.pk in felt])
        for chair in found
    ]
    return [(group, weeks) for group, weeks in rows if weeks]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """A member's home. With the drawer closed it shows no title and no first line."""
    now = timezone.now()
    person = asker(request)
    opened = drawer.is_open(request, now)
    found = chairs(person, now)
    context = {
        "greeting": greeting(person, now),
        "chairs": found,
        "drawer_open": opened,
        **(_hers(person, found) if opened else {}),
    }
    return show(request, "workspace/home.html", context)
