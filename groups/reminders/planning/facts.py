"""Everything that planning looks at for a batch of groups: eight queries, whatever their size."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import F, Q

from curriculum.models import Prompt
from groups.models import Group, Meeting, Membership
from groups.models.membership import Role
from groups.reflections import doors
from groups.reminders.models import Preference, Reminder

__all__ = ["Facts", "Seat", "gather"]

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class Seat:
    """Somebody active in a group, with what she chose about messages."""

    person: UUID
    is_member: bool
    joined_at: datetime
    zone: str
    chosen: Preference | None


@dataclass
class Facts:
    """`meetings` of each group in order of time, each with the `part` of its plan.

    `rows` by key; `known` by meeting and person.
    """

    now: datetime
    horizon: timedelta
    groups: list[Group]
    meetings: list[Meeting]
    of_group: dict[UUID, list[Meeting]] = field(default_factory=dict)
    seats: dict[UUID, list[Seat]] = field(default_factory=dict)
    rows: dict[str, Reminder] = field(default_factory=dict)
    known: dict[Pair, list[Reminder]] = field(default_factory=dict)
    written: set[Pair] = field(default_factory=set)
    asking: set[UUID] = field(default_factory=set)  # plans that hold a question
    tender: doors.Tender = field(default_factory=doors.Tender)

    @cached_property
    def by_id(self) -> dict[UUID | None, Meeting]:
        return {each.pk: each for each in self.meetings}

    @cached_property
    def closed(self) -> set[UUID | None]:
        """Groups that were closed."""
        return {each.pk for each in self.groups if each.closed_at is not None}

    def is_tender(self, seat: Seat, due_at: datetime) -> bool:
        """Whether what is due then, or goes now because it is late, would come near such a day."""
        moments = {due_at, max(due_at, self.now)}
        return any(self.tender.near(seat.person, at, seat.zone) for at in moments)


def gather(ids: Sequence[UUID], *, now: datetime, horizon: timedelta) -> Facts:
    """The facts of these groups. Preferences come with the memberships."""
    groups = list(Group.objects.filter(pk__in=ids))
    found = Meeting.objects.filter(group__in=ids).annotate(part=F("plan__part"))
    meetings = list(found.order_by("starts_at"))
    facts = Facts(now, horizon, groups, meetings)
    facts.of_group = _by_group(meetings)
    facts.seats = _seats(ids)
    _rows(facts)
    begun = [each.pk for each in meetings if now - horizon * 4 < each.starts_at <= now]
    facts.written = doors.written(begun)
    plans = {each.plan_id for each in meetings}
    facts.tender = doors.tender(_who_asked_for_questions(facts))
    facts.asking = set(Prompt.objects.filter(plan__in=plans).values_list("plan_id", flat=True))
    return facts


def _who_asked_for_questions(facts: Facts) -> set[UUID]:
    """Nothing else is left out near a tender day."""
    return {
        seat.person
        for seats in facts.seats.values()
        for seat in seats
        if seat.chosen is not None and seat.chosen.question_since is not None
    }


def _by_group(meetings: list[Meeting]) -> dict[UUID, list[Meeting]]:
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    for each in meetings:
        found[each.group_id].append(each)
    return found


def _seats(ids: Sequence[UUID]) -> dict[UUID, list[Seat]]:
    found: dict[UUID, list[Seat]] = defaultdict(list)
    active = Membership.objects.active().filter(group__in=ids, person__is_active=True)
    for each in active.select_related("person", "person__preference").order_by("person_id"):
        chosen = getattr(each.person, "preference", None)
        found[each.group_id].append(
            Seat(
                each.person_id, each.role == Role.MEMBER, each.joined_at, each.person.time_zone,
                chosen,
            )
        )  # fmt: skip
    return found


def _rows(facts: Facts) -> None:
    """The rows of meetings that are not over, and all that wait."""
    ids = [each.pk for each in facts.groups]
    live = [each.pk for each in facts.meetings if each.ends_at > facts.now - facts.horizon * 2]
    waiting = Q(state=Reminder.State.PENDING, group__in=ids, meeting__isnull=False)
    rows = Reminder.objects.filter(Q(meeting__in=live) | waiting).defer("payload")
    known: dict[Pair, list[Reminder]] = defaultdict(list)
    for row in rows:
        facts.rows[row.key] = row
        if row.meeting_id and row.person_id:
            known[row.meeting_id, row.person_id].append(row)
    facts.known = known
