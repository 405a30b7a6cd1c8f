"""The facilitator's desk: her next evening with who is coming, and her groups."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from facilitator.pages import show
from facilitator.people import drawer
from facilitator.people.asking import asker
from facilitator.people.models import Person
from facilitator.workspace.courses import Course, courses, soonest
from facilitator.workspace.replies import Expected, expected
from facilitator.workspace.views.home import greeting
from groups.access import led_by
from groups.models import Membership
from groups.reflections import doors


def ring(there: Expected, leading: int) -> list[dict[str, str]]:
    """The chairs of the circle: those who lead, who come, who are away, who were not heard."""
    chairs: list[dict[str, str]] = [{"state": "lead", "label": ""} for _chair in range(leading)]
    for state, names in (
        ("coming", there.coming),
        ("plain", there.unsure),
        ("wait", there.unheard),
        ("away", there.away),
    ):
        chairs += [{"state": state, "label": name} for name in names]
    return chairs


def ahead(person: Person, found: list[Course]) -> dict[str, Any]:
    """The soonest evening of all her groups, with its circle; empty when there is none.

    `tender`: who let her know that its week is tender for them.
    """
    nearest = min(found, key=soonest, default=None)
    if nearest is None or nearest.next is None:
        return {}
    there = expected([nearest.next])[nearest.next.pk]
    leading = Membership.objects.active().leading().filter(group=nearest.group).count()
    tender = doors.tender_weeks([nearest.next], actor=person)[nearest.next.pk]
    return {
        "nearest": nearest, "expected": there, "ring": ring(there, leading), "tender": tender
    }  # fmt: skip


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Today, for somebody who leads; for anybody else it does not exist."""
    person, now = asker(request), timezone.now()
    found = sorted(courses(led_by(person).going_on(now), now), key=soonest)
    opened = drawer.is_open(request, now)
    context = {
        "greeting": greeting(person, now),
        "courses": found,
        "leads": person.leads or bool(found),
        "unopened": doors.unopened(person, actor=person) if opened else 0,
    } | ahead(person, found)
    return show(request, "workspace/desk.html", context)
