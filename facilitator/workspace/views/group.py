"""A group as its members see it, and as those who lead it see it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.workspace.chairs import replies
from facilitator.workspace.courses import courses
from facilitator.workspace.replies import expected
from groups.access import led_by, led_group, own_group
from groups.models import Agreement, Group, Membership
from groups.reflections import doors


def leaders(group: Group) -> list[str]:
    """The names of those who lead it, the facilitator first."""
    return list(
        Membership.objects.active()
        .leading()
        .filter(group=group)
        .order_by("-role", "joined_at")
        .values_list("person__name", flat=True)
    )


@require_GET
def my_group(request: HttpRequest) -> HttpResponse:
    """Her only group, or the list of them."""
    hers = Membership.objects.active().for_person(asker(request)).select_related("group")
    groups = [membership.group for membership in hers.order_by("-joined_at")]
    if len(groups) == 1:
        return redirect("group", groups[0].pk)
    found = courses(groups, timezone.now())
    context = {
        "running": [course for course in found if not course.over],
        "finished": [course for course in found if course.over],
    }
    return show(request, "workspace/my_group.html", context)


@require_GET
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Where, when, who (only those who agreed to be seen), and the agreement."""
    found = own_group(asker(request), group_id)
    active = Membership.objects.active().filter(group=found)
    others = active.members().filter(seen_since__isnull=False).exclude(person=asker(request))
    course = courses([found], timezone.now())[0]
    answered = replies(asker(request), [course])
    context = {
        "group": found,
        "course": course,
        "leaders": leaders(found),
        "reply": answered.get(course.next.pk) if course.next else None,
        "names": others.order_by("person__name").values_list("person__name", flat=True),
        "agreement": Agreement.objects.filter(group=found).order_by("-version").first(),
    }
    return show(request, "workspace/group.html", context)


@require_GET
def led_group_page(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The overview of a group for those who lead it: who is coming, and its evenings."""
    person = asker(request)
    found = led_group(person, group_id)
    course = courses([found], timezone.now())[0]
    coming = [course.next] if course.next else []
    context = {
        "group": found,
        "course": course,
        "leaders": leaders(found),
        "expected": expected(coming)[course.next.pk] if course.next else None,
        "tender": doors.tender_weeks(coming, actor=person).get(coming[0].pk) if coming else [],
    }
    return show(request, "workspace/led_group.html", context)


@require_GET
def led_groups(request: HttpRequest) -> HttpResponse:
    """The groups she leads, running and finished."""
    now: datetime = timezone.now()
    found = courses(led_by(asker(request)).order_by("-created_at"), now)
    context = {
        "running": [c for c in found if not c.finished and c.group.closed_at is None],
        "finished": [c for c in found if c.finished or c.group.closed_at is not None],
    }
    return show(request, "workspace/led_groups.html", context)
