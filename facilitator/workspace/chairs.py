"""Her chair in each of her groups: its course, who leads it, what she answered, the question."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from curriculum.models import Prompt
from facilitator.people.models import Person
from facilitator.workspace.courses import Course, courses, soonest
from groups.models import Group, Meeting, Membership, Reply


@dataclass(frozen=True)
class Chair:
    """Her place in one group."""

    course: Course
    leader: str
    reply: Reply | None
    question: Prompt | None
    practised: str = field(default="", repr=False)  # while her drawer is open

    @property
    def week(self) -> Meeting | None:
        """The evening whose practice she is asked about; None where there is nothing to try."""
        asked = self.question and self.question.plan.practice and not self.course.over
        return self.course.last_begun if asked else None


def leaders(groups: Iterable[Group]) -> dict[UUID, str]:
    """Group id -> the facilitator's name; of several, the one who came first."""
    return dict(
        Membership.objects.active()
        .filter(group__in=list(groups), role="facilitator")
        .order_by("-joined_at")
        .values_list("group_id", "person__name")
    )


def questions(found: list[Course]) -> dict[UUID, Prompt]:
    """Plan id -> this week's question and its plan, where one has begun (decision 17)."""
    plans = [course.last_begun.plan_id for course in found if course.last_begun]
    asked = Prompt.objects.filter(plan__in=plans, position=1).select_related("plan")
    return {prompt.plan_id: prompt for prompt in asked}


def replies(person: Person, found: list[Course]) -> dict[UUID, Reply]:
    """Meeting id -> what she answered for the next evening of each group, from her chair there."""
    coming = {course.next.pk: course.next for course in found if course.next}
    seats = Membership.objects.active().members().for_person(person)
    hers = {
        reply.meeting_id: reply
        for reply in Reply.objects.filter(membership__in=seats, meeting__in=coming)
    }
    for pk, reply in hers.items():
        reply.meeting = coming[pk]  # spares a query for every one
    return hers


def chairs(person: Person, now: datetime) -> list[Chair]:
    """Her groups as a member, the one that meets next first, finished ones last; five queries for
    any number."""
    hers = Membership.objects.active().members().for_person(person)
    groups = Group.objects.filter(memberships__in=hers)
    found = sorted(courses(groups, now), key=soonest)
    led, asked = leaders(course.group for course in found), questions(found)
    answered = replies(person, found)
    return [
        Chair(
            course=course,
            leader=led.get(course.group.pk, ""),
            reply=answered.get(course.next.pk) if course.next else None,
            question=asked.get(course.last_begun.plan_id) if course.last_begun else None,
        )
        for course in found
    ]
