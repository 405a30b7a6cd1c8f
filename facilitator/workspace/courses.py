"""A group's evenings as the pages across rooms show them: where it stands, what comes next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from groups.ending import evenings_left, is_over
from groups.models import Group, Meeting

SHOWN = (
    "group_id", "number", "on_date", "begins", "time_zone", "starts_at", "ends_at", "place",
    "cancelled_at", "plan_id", "plan__title", "plan__language", "plan__part",
)  # fmt: skip


@dataclass(frozen=True)
class Course:
    """A group with its meetings in order, at one moment.

    Cancelled evenings are not counted, nor what comes before the first or after the last: those
    are looked forward to like any other, and are no evenings of the programme.
    """

    group: Group
    meetings: tuple[Meeting, ...]
    now: datetime

    @property
    def held(self) -> list[Meeting]:
        """All that takes or took place."""
        return [meeting for meeting in self.meetings if meeting.cancelled_at is None]

    @property
    def numbered(self) -> list[Meeting]:
        """The evenings of the programme."""
        return [meeting for meeting in self.held if meeting.counts]

    @property
    def next(self) -> Meeting | None:
        """The nearest meeting that is not over."""
        return next((m for m in self.held if m.ends_at > self.now), None)

    @property
    def last_begun(self) -> Meeting | None:
        """The meeting whose question and practice are this week's (decision 17)."""
        begun = [m for m in self.held if m.starts_at <= self.now]
        return begun[-1] if begun else None

    @property
    def position(self) -> int:
        """Which evening is next, counted from 1; 0 when what is next is no evening, or nothing."""
        following = self.next
        return self.numbered.index(following) + 1 if following and following.counts else 0

    @property
    def total(self) -> int:
        return len(self.numbered)

    @property
    def finished(self) -> bool:
        return bool(self.meetings) and self.next is None

    @property
    def left(self) -> int | None:
        """How many evenings are left, while they are counted down; 0 when they are over."""
        return evenings_left([meeting.ends_at for meeting in self.numbered], self.now)

    @property
    def coming(self) -> Meeting | None:
        """The nearest evening that is not over."""
        return next((m for m in self.numbered if m.ends_at > self.now), None)

    @property
    def last(self) -> Meeting | None:
        """The last evening, over or not."""
        return self.numbered[-1] if self.numbered else None

    @property
    def again(self) -> Meeting | None:
        """What comes after the last evening, a reunion, while it is not over."""
        last = self.last
        after = [m for m in self.held if last and not m.counts and m.starts_at >= last.ends_at]
        return next((m for m in after if m.ends_at > self.now), None)

    @property
    def over(self) -> bool:
        """Closed, or two weeks after its last meeting: only read any more."""
        closed = self.group.closed_at is not None
        return is_over([m.ends_at for m in self.held], closed=closed, now=self.now)

    @property
    def days(self) -> int | None:
        """Whole days until the next evening, on the group's own calendar."""
        if self.next is None:
            return None
        return (self.next.on_date - self.now.astimezone(ZoneInfo(self.next.time_zone)).date()).days

    def marks(self) -> list[dict[str, str]]:
        """The strip of parts/seat_marks.html: held, next, later. No percentage, no misses."""
        return [{"state": self._state(meeting)} for meeting in self.numbered]

    def _state(self, meeting: Meeting) -> str:
        if meeting == self.next:
            return "coming"
        return "held" if meeting.ends_at <= self.now else "later"


def courses(groups: Iterable[Group], now: datetime) -> list[Course]:
    """One Course per group, in the order given; one query for all their evenings."""
    groups = list(groups)
    of_group: dict[UUID, list[Meeting]] = defaultdict(list)
    # A plan's pages of text are not needed here, and 200 evenings would carry them 200 times.
    meetings = Meeting.objects.filter(group__in=groups).select_related("plan").only(*SHOWN)
    for meeting in meetings.order_by("starts_at"):
        of_group[meeting.group_id].append(meeting)
    found = []
    for group in groups:
        for meeting in of_group[group.pk]:
            meeting.group = group  # spares a query for every name
        found.append(Course(group, tuple(of_group[group.pk]), now))
    return found


def soonest(course: Course) -> datetime:
    """Sort key: the group that meets next comes first, finished ones last."""
    following = course.next
    return following.starts_at if following else datetime.max.replace(tzinfo=course.now.tzinfo)
