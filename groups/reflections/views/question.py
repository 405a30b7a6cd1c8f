"""Which questions a page may answer, and which it does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from curriculum.models import Prompt
from facilitator.people.models import Person
from groups.models import Meeting, Membership
from groups.reflections.writing import Asked

NONE = "none"


@dataclass(frozen=True)
class Choice:
    """The evening's questions and the one chosen; all empty where there is none."""

    meeting: Meeting | None = None
    prompts: Sequence[Prompt] = field(default_factory=list)
    prompt: Prompt | None = None

    @property
    def asked(self) -> Asked:
        return Asked(self.meeting, self.prompt)

    @property
    def language(self) -> str:
        """What the questions are written in; empty where there is none."""
        return self.prompts[0].plan.language if self.prompts else ""

    @property
    def code(self) -> str:
        return str(self.prompt.pk) if self.prompt else NONE


def for_new_page(person: Person, *, question: str, evening: str, now: datetime) -> Choice:
    """This week's question, or another of her evening's that she asked for (decision 17).

    `evening` is the one that the form was shown for: it may have been followed by the next.
    """
    hers = Meeting.objects.for_person(person).select_related("group")
    prompts = Prefetch("plan__prompts", Prompt.objects.order_by("position"))
    evenings = list(hers.latest_begun(now).select_related("plan").prefetch_related(prompts))
    if _uuid(evening) and all(str(each.pk) != evening for each in evenings):
        shown = hers.begun(now).select_related("plan").prefetch_related(prompts)
        evenings = [*shown.filter(pk=evening), *evenings]
    for each in sorted(evenings, key=lambda one: str(one.pk) != evening):
        if chosen := [one for one in each.plan.prompts.all() if str(one.pk) == question]:
            return Choice(each, list(each.plan.prompts.all()), chosen[0])
    if not evenings:
        return Choice()
    week = next((one for one in evenings if str(one.pk) == evening), evenings[0])
    of_week = list(week.plan.prompts.all())
    return Choice(week, of_week, None if question == NONE else next(iter(of_week), None))


def for_page(meeting: Meeting | None, current: Prompt | None, *, question: str = "") -> Choice:
    """The questions of the evening that the page was begun in; the current one stays chosen."""
    found = Prompt.objects.filter(plan__meetings=meeting).select_related("plan")
    prompts = list(found.order_by("position"))
    if question == NONE:
        return Choice(meeting, prompts, None)
    chosen = next((one for one in prompts if str(one.pk) == question), current)
    return Choice(meeting, prompts, chosen)


def who_cannot_read(person: Person, meeting: Meeting | None) -> list[str]:
    """The names of those who lead this group, herself left out."""
    leading = Membership.objects.active().leading().filter(group__meetings=meeting)
    others = leading.exclude(person=person).order_by("-role", "joined_at")
    return list(others.values_list("person__name", flat=True)) if meeting else []


def may_begin(person: Person) -> bool:
    """Somebody who is in a group now, in whichever role."""
    return Membership.objects.for_person(person).active().exists()


def _uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
