"""Adapt the plan of one evening for one group: a copy of its own, made by the first change.

The programme's own plan stays as it is. A copy stays the evening's, also when nothing in it
differs any more: whoever has it open goes on with what she sees.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from curriculum.editing import copied_id
from curriculum.models import Activity, Prompt, SessionPlan
from curriculum.revising import copied
from facilitator.people.models import Person
from facilitator.trace.models import record
from groups.models import Group, Meeting

__all__ = ["TooLate", "adapt", "forget_copies", "may_change", "origins", "own_plans"]


class TooLate(Exception):
    """The evening has begun, or was cancelled: its plan is read, and not changed any more."""


def may_change(meeting: Meeting, now: datetime) -> bool:
    """Whether its plan may still be changed."""
    return meeting.cancelled_at is None and meeting.starts_at > now


def adapt(meeting: Meeting, *, by: Person, now: datetime) -> SessionPlan:
    """The evening's own plan, made when it has none yet. Raises TooLate.

    Two at once make one: the second waits for the group's row, and finds the copy of the first.
    The group is held as by whoever cancels an evening, which moves the plans of others.
    """
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=meeting.group_id)
        still = Meeting.objects.not_begun(now).select_for_update(of=("self",))
        held = still.select_related("plan").filter(pk=meeting.pk).first()
        if held is None:
            raise TooLate
        if held.plan.copied_from_id is None:
            held.plan = _copy(held.plan)
            held.save(update_fields=["plan"])
            record(
                verb="adapted", kind="meeting", subject=held.pk, now=now, actor=by.pk,
                group=held.group_id,
            )  # fmt: skip
    meeting.plan = held.plan
    return meeting.plan


def own_plans(meeting: Meeting) -> Any:
    """The copy that belongs to this evening, as the plans that its facilitators may change."""
    return SessionPlan.objects.filter(copied_from__isnull=False, meetings=meeting)


def origins(plan: SessionPlan, blocks: list[Activity]) -> dict[UUID, UUID]:
    """Block id -> the id that it has in the programme; its own where it is not from there.

    One query for a copy, none for a plan of the programme.
    """
    own = {block.pk: block.pk for block in blocks}
    if plan.copied_from_id is None:
        return own
    theirs = Activity.objects.filter(plan=plan.copied_from_id).values_list("pk", flat=True)
    return own | {copied_id(plan.pk, pk): pk for pk in theirs}


def forget_copies(group: Group) -> int:
    """The group's evenings point to the programme again, and its copies go; how many.

    What she wrote to a question that was not changed keeps it: it answers the programme's own.
    """
    meetings = Meeting.objects.filter(group=group, plan__copied_from__isnull=False)
    copies = {each.plan.pk: each.plan for each in meetings.select_related("plan")}
    for copy in copies.values():
        _keep_questions(copy)
        Meeting.objects.filter(plan=copy).update(plan=copy.copied_from_id)
        copy.delete()
    return len(copies)


def _copy(source: SessionPlan) -> SessionPlan:
    """A plan that nobody else can see yet, with every block and question of `source`."""
    plan = copied(source, curriculum_id=None, copied_from_id=source.pk)
    SessionPlan.objects.known_open().bulk_create([plan])
    Activity.objects.known_open().bulk_create(
        copied(row, id=copied_id(plan.pk, row.pk), plan_id=plan.pk)
        for row in source.activities.all()
    )
    Prompt.objects.known_open().bulk_create(
        copied(row, plan_id=plan.pk) for row in source.prompts.all()
    )
    return plan


def _keep_questions(copy: SessionPlan) -> None:
    """Whatever points to a question of the copy points to the same one of the programme."""
    theirs = {each.text: each.pk for each in Prompt.objects.filter(plan=copy.copied_from_id)}
    for prompt in copy.prompts.all():
        for pointing in _pointing(Prompt) if prompt.text in theirs else []:
            rows = pointing.model._base_manager.filter(**{pointing.name: prompt.pk})
            rows.update(**{pointing.attname: theirs[prompt.text]})


def _pointing(to: type[models.Model]) -> list[Any]:
    """The foreign keys of any room that lead to this model."""
    there: list[Any] = to._meta.get_fields(include_hidden=True)
    return [each.field for each in there if each.one_to_many and each.auto_created]
