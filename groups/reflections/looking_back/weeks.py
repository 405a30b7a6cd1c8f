"""Her pages by the evening in whose week they were begun."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID

from facilitator.people.models import Person
from groups.models import Meeting
from groups.reflections.models import Reflection
from groups.reflections.reading import Line

__all__ = ["Week", "weeks", "without_pages"]

SHOWN = (
    "number", "on_date", "begins", "time_zone", "starts_at", "cancelled_at", "group__name",
    "plan__title", "plan__language", "plan__part",
)  # fmt: skip
NEVER, EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Week:
    """An evening (None: in no evening's week), its pages, and what she said of its practice."""

    meeting: Meeting | None
    lines: list[Line]
    said: str = field(repr=False)


def without_pages(person: Person, meetings: Collection[UUID]) -> set[UUID]:
    """Those of these evenings in whose week she began no page; one query."""
    pages = Reflection.objects.for_person(person).kept().filter(meeting__in=meetings)
    return set(meetings) - set(pages.values_list("meeting", flat=True)) if meetings else set()


def weeks(
    lines: Sequence[Line], *, following: Line | None, is_first: bool,
    said: Mapping[UUID | None, str], bare: Collection[UUID],
) -> list[Week]:  # fmt: skip
    """One part of the list by evening: one query.

    `following` is the line that the next part begins with. `bare` are evenings without a page
    of which she said something: each stands in the one part that it falls into.
    """
    wanted = {line.meeting_id for line in lines} | ({following.meeting_id} if following else set())
    rows = Meeting.objects.filter(pk__in=[*(wanted - {None}), *bare])
    found = {one.pk: one for one in rows.select_related("plan", "group").only(*SHOWN)}
    at = {None: NEVER} | {pk: one.starts_at for pk, one in found.items()}
    above = EVER if is_first or not lines else at[lines[0].meeting_id]
    below = at[following.meeting_id] if following else NEVER
    made = [
        Week(found.get(pk), list(each), said.get(pk, ""))
        for pk, each in groupby(lines, key=lambda line: line.meeting_id)
    ]
    made += [Week(found[pk], [], said[pk]) for pk in bare if below < at[pk] < above]
    return sorted(
        made, key=lambda week: at[week.meeting.pk if week.meeting else None], reverse=True
    )
