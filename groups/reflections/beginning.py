"""The write-only door: a link from a mail begins a page of hers, and opens none (docs/adr/0015)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from curriculum.models import Prompt, SessionPlan
from facilitator.people.models import Person
from groups import codes
from groups.models import Meeting, Membership
from groups.reflections import writing
from groups.reflections.models import Begun
from groups.reflections.models.begun import MOST, BegunQuerySet
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Asked, Saved, Stamp

__all__ = ["Door", "UsedUpError", "asked", "keep"]

LASTS_AFTER = timedelta(hours=48)  # the evening that ends the week
A_WEEK = timedelta(days=7)


class UsedUpError(Exception):
    """This link takes no more from this browser; nothing was changed."""


@dataclass(frozen=True)
class Door:
    """Whose link it is, and of which week; it says nothing of what was written."""

    membership: Membership
    meeting: Meeting

    @property
    def person(self) -> Person:
        found: Person = self.membership.person
        return found

    def question(self) -> Prompt | None:
        """The week's first."""
        found: Prompt | None = self.meeting.plan.prompts.order_by("position").first()
        return found

    def is_used_up(self, browser: UUID | None) -> bool:
        """Whether it takes nothing from this browser any more."""
        begun = list(self.places().select_related("page"))
        mine = next((one for one in begun if one.browser == browser), None)
        return mine.page.deleted_at is not None if mine else len(begun) >= MOST

    def places(self) -> BegunQuerySet:
        found: BegunQuerySet = Begun.objects.through(self.membership.pk, self.meeting.pk)
        return found


def asked(token: str, *, now: datetime) -> Door | None:
    """The door of a link. None: we never made it, it is over, or its person is not there now."""
    ranges = codes.link_candidates(token)
    if not ranges:
        return None
    members = Membership.objects.active().filter(
        pk__range=ranges[0], person__is_active=True, group__closed_at__isnull=True
    )
    for each in members.select_related("person"):
        begun = Meeting.objects.begun(now).filter(group=each.group_id, pk__range=ranges[1])
        for meeting in begun.select_related("plan", "group"):
            if codes.link_belongs(token, each.pk, meeting.pk):
                return Door(each, meeting) if now < _until(meeting) else None
    return None


def _until(meeting: Meeting) -> datetime:
    """48 hours after the evening that ends this week; where none follows, after seven days."""
    later = Meeting.objects.on().filter(group=meeting.group_id, starts_at__gt=meeting.starts_at)
    ends = later.exclude(plan__part=SessionPlan.Part.AFTER).order_by("starts_at")
    following: datetime | None = ends.values_list("ends_at", flat=True).first()
    return (following or meeting.ends_at + A_WEEK) + LASTS_AFTER


def keep(door: Door, *, browser: UUID, sheet: Sheet, stamp: Stamp, now: datetime) -> Saved:
    """Her page of this browser: begun, or gone on with below what stands there, sealed as hers.

    UsedUpError, NotSavedError; what is said of it is said of `sheet` alone.
    """
    try:
        with writing.kept_or_told():
            begun = list(door.places().select_for_update())
            mine = next((one for one in begun if one.browser == browser), None)
            if mine is None:
                return _begin(door, begun, browser=browser, sheet=sheet, stamp=stamp, now=now)
            return writing.save_below(door.person, mine.page_id, sheet=sheet, stamp=stamp, now=now)
    except (writing.InBasketError, writing.FullError) as error:
        raise UsedUpError from error


def _begin(
    door: Door, begun: list[Begun], *, browser: UUID, sheet: Sheet, stamp: Stamp, now: datetime
) -> Saved:
    """The next of three places, and the page in it; whoever else takes it at once is refused."""
    free = set(range(1, MOST + 1)) - {one.place for one in begun}
    if not free:
        raise UsedUpError
    to = Asked(door.meeting, door.question())
    saved = writing.begin_with(door.person, to=to, sheet=sheet, stamp=stamp, now=now)
    Begun.objects.create(
        page_id=saved.page, membership=door.membership, meeting=door.meeting, browser=browser,
        place=min(free), begun_at=now,
    )  # fmt: skip
    return saved
