"""The plan of one evening, for those who lead it: changed in the editor, copied by the first."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curriculum.editing import Held
from curriculum.models import SessionPlan
from curriculum.models.session_plan import SessionPlanQuerySet
from curriculum.views import editor, library_blocks, library_choosing
from facilitator.people.models import Person
from groups.access import Asking, led_meeting, led_meetings
from groups.adapting import TooLate, adapt, may_change, own_plans
from groups.evenings.views.room import asked_room
from groups.models import Meeting
from groups.putting_back import beside

Act = Callable[[Asking, editor.Place], HttpResponse]
either = require_http_methods(["GET", "HEAD", "POST"])


@either
def plan(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """The plan on the clock: every block with its time, its words and her notes."""
    return _at(editor.plan, request, group_id, number)


@either
def plan_texts(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """The texts around the blocks, and the questions."""
    return _at(editor.texts, request, group_id, number)


@either
def plan_history(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """What was changed in the last 30 days, by whom."""
    return _at(editor.history, request, group_id, number)


@require_GET
def plan_edition(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """Whether somebody has changed it since."""
    return _at(editor.edition, request, group_id, number)


@either
def plan_choose(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """Put a block of the library into it."""
    return _at(library_choosing.choose, request, group_id, number)


@require_POST
def plan_keep(request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """Keep one of its blocks in her own library."""
    return _at(library_blocks.keep_from, request, group_id, number)


def _at(act: Act, request: Asking, group_id: UUID, number: int) -> HttpResponse:
    """Do it at this plan. A plan that has its copy is found with its evening in one query.

    Plans move on when an evening is cancelled: then it is done where the plan is that she saw.
    """
    seen = editor.plan_seen(request)
    if getattr(request, "htmx", False) and request.method == "POST":
        try:
            return act(request, _copied(request.user, group_id, number, timezone.now(), seen))
        except SessionPlan.DoesNotExist:
            pass  # not copied yet, moved on, too late, or not hers: the longer way says which
    meeting = led_meeting(request.user, group_id, number)
    if seen not in {None, meeting.plan.origin}:
        its = Q(plan=seen) | Q(plan__copied_from=seen)
        there = led_meetings(request.user).on().filter(its, group_id=group_id).first()
        if there is None:
            words = _("What you had open was taken out meanwhile. Nothing was changed.")
            return editor.closed(request, _place(request, meeting), words)
        meeting = there
    return act(request, _place(request, meeting))


def _place(request: Asking, meeting: Meeting) -> editor.Place:
    now = timezone.now()
    shown: Any = SessionPlan.objects.filter(pk=meeting.plan_id)
    there = (meeting.group_id, meeting.number)
    return editor.Place(
        by=request.user, plans=shown, own=lambda: _own(meeting, request.user, now),
        addresses=_addresses(*there),
        starts=meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone)),
        minutes=meeting.minutes, open=may_change(meeting, now), closed=_why_closed(meeting),
        later=_later(*there), copies=True, more=lambda held: _more(request, meeting, held),
        context={"meeting": meeting, "group": meeting.group, "compare": _compare(*there)},
        **OWN,
    )  # fmt: skip


def _own(meeting: Meeting, by: Person, now: datetime) -> SessionPlanQuerySet:
    """The evening's own plan; the first change makes it."""
    if meeting.plan.copied_from_id is None:
        try:
            adapt(meeting, by=by, now=now)
        except TooLate:
            raise editor.Closed(_why_closed(meeting)) from None
    plans: SessionPlanQuerySet = own_plans(meeting).filter(pk=meeting.plan_id)
    return plans


def _more(request: Asking, meeting: Meeting, held: Held) -> Mapping[str, Any]:
    """What the whole page says besides: whether every turn fits."""
    may = may_change(meeting, timezone.now())
    return {"room": asked_room(request, meeting, held.blocks) if may else None}


def _copied(
    person: Person, group_id: UUID, number: int, now: datetime, seen: UUID | None
) -> editor.Place:
    """The same for an evening that has its copy and has not begun: nothing is asked before."""
    found: Any = SessionPlan.objects.filter(
        copied_from__isnull=False, meetings__in=Meeting.objects.led_by(person).not_begun(now),
        meetings__group=group_id, meetings__number=number,
        **({"copied_from": seen} if seen else {}),
    ).annotate(
        begins_at=F("meetings__starts_at"), zone=F("meetings__time_zone"),
        lasts=F("meetings__minutes"),
    )  # fmt: skip
    return editor.Place(
        by=person, plans=found, own=lambda: found, addresses=_addresses(group_id, number),
        clock=lambda plan: (plan.begins_at.astimezone(ZoneInfo(plan.zone)), plan.lasts),
        later=_later(group_id, number), copies=True,
        context={"compare": _compare(group_id, number)}, **OWN,
    )  # fmt: skip


OWN: dict[str, Any] = {  # what an evening's page says in its own way
    "above": "evenings/editor/above.html", "doors": "evenings/editor/doors.html",
    "beside": "evenings/editor/beside.html", "below": "evenings/editor/below.html",
    "says": lambda held: {"compared": beside(held)},
}  # fmt: skip


def _why_closed(meeting: Meeting) -> str:
    if meeting.cancelled_at:
        return _("This one is cancelled: its plan is read, and not changed any more.")
    return _("This one has begun: its plan is read, and not changed any more.")


def _compare(group_id: UUID, number: int) -> str:
    return reverse("plan_compare", kwargs={"group_id": group_id, "number": number})


def _later(group_id: UUID, number: int) -> str:
    """Where the evening gets another time."""
    return reverse("move_meeting", kwargs={"group_id": group_id, "number": number})


def _addresses(group_id: UUID, number: int) -> editor.Addresses:
    at = {"group_id": group_id, "number": number}
    names = ("plan", "plan_texts", "plan_history", "plan_edition", "plan_choose", "plan_keep")
    return editor.Addresses(*(reverse(name, kwargs=at) for name in names))
