"""What ought to be told, to whom and when: computed from facts, without a query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from curriculum.models import SessionPlan
from groups.models import Group, Meeting
from groups.reminders import hours
from groups.reminders.kinds import KINDS, Kind, Lead
from groups.reminders.models.reminder import told
from groups.reminders.planning.facts import Facts, Seat

__all__ = ["Wanted", "of"]

SOON, MOVED = KINDS["meeting_soon"], KINDS["meeting_moved"]
CANCELLED, QUESTION = KINDS["meeting_cancelled"], KINDS["writing_prompt"]

due = lru_cache(maxsize=4096)(hours.due)
half_way = lru_cache(maxsize=4096)(hours.half_way)


@dataclass(frozen=True)
class Wanted:
    """One row that ought to be there."""

    key: str
    kind: str
    person: UUID
    meeting: Meeting
    due_at: datetime
    expires_at: datetime


def of(facts: Facts) -> Iterator[Wanted]:
    """Every row that ought to be there for these groups, person by person."""
    for group in facts.groups:
        meetings = facts.of_group.get(group.pk, [])
        coming = [each for each in meetings if each.starts_at > facts.now]
        weeks = list(pairwise(each for each in meetings if each.cancelled_at is None))
        for seat in facts.seats.get(group.pk, ()):
            if group.closed_at is not None:
                yield from _awake(facts, seat, _of_closed(facts, coming, seat))
                continue
            for meeting in coming:
                yield from _awake(facts, seat, _of_meeting(facts, group, meeting, seat))
            for begun, following in weeks:
                question = _question(facts, begun, following, seat)
                yield from _awake(facts, seat, _gently(facts, seat, question))


def _awake(facts: Facts, seat: Seat, wanted: Iterator[Wanted]) -> Iterator[Wanted]:
    """But for what would come while she takes a break."""
    for each in wanted:
        if seat.chosen is None or not seat.chosen.rests(max(each.due_at, facts.now)):
            yield each


def _gently(facts: Facts, seat: Seat, wanted: Iterator[Wanted]) -> Iterator[Wanted]:
    """But for what would ask her to write on a day that is tender for her, or the day before."""
    for each in wanted:
        if not facts.is_tender(seat, each.due_at):
            yield each


def _of_closed(facts: Facts, coming: list[Meeting], seat: Seat) -> Iterator[Wanted]:
    """What fell out when the group was closed, for whoever leads it or was told of it before."""
    for meeting in coming:
        known = facts.known.get((meeting.pk, seat.person), ())
        if not seat.is_member or any(told(row) for row in known):
            yield from _of_cancelled(meeting, seat)


def _of_cancelled(meeting: Meeting, seat: Seat) -> Iterator[Wanted]:
    if meeting.cancelled_at is not None and _must_know_cancelled(meeting, seat):
        yield _now(CANCELLED, meeting, seat, meeting.cancelled_at)


def _of_meeting(facts: Facts, group: Group, meeting: Meeting, seat: Seat) -> Iterator[Wanted]:
    if meeting.cancelled_at is not None:
        yield from _of_cancelled(meeting, seat)
        return
    changed_at = meeting.changed_at
    tells = changed_at is not None and _must_know_moved(facts, meeting, seat)
    if tells and changed_at is not None:
        yield _now(MOVED, meeting, seat, changed_at)
    if not seat.is_member or not _lets(seat, SOON):
        return
    if meeting.starts_at > facts.now + facts.horizon:
        return
    for lead, at in _leads(facts, group, meeting, seat):
        if not (tells and changed_at is not None and at <= changed_at):
            yield Wanted(
                f"meeting_soon:{meeting.pk}:{seat.person}:{lead.name}:{meeting.version}",
                SOON.name, seat.person, meeting, at, meeting.starts_at,
            )  # fmt: skip


def _leads(facts: Facts, group: Group, meeting: Meeting, seat: Seat) -> list[tuple[Lead, datetime]]:
    """The leads still to come, and of those that have passed only the last."""
    leads = [
        (each, max(due(each, meeting.starts_at, seat.zone), seat.joined_at))
        for each in SOON.leads
        if not each.twice or group.reminds_twice_since is not None
    ]
    leads.sort(key=lambda each: each[1])
    passed = [each for each in leads if each[1] <= facts.now]
    return passed[-1:] + leads[len(passed) :]


def _must_know_moved(facts: Facts, meeting: Meeting, seat: Seat) -> bool:
    """Who was told an older version always; the others unless it was moved quietly."""
    if meeting.changed_by_id == seat.person or not _lets(seat, MOVED):
        return False
    known = facts.known.get((meeting.pk, seat.person), ())
    if any(row.version < meeting.version and told(row) for row in known):
        return True
    assert meeting.changed_at is not None  # noqa: S101  asked by the caller
    return meeting.version > meeting.quiet_version and seat.joined_at <= meeting.changed_at


def _must_know_cancelled(meeting: Meeting, seat: Seat) -> bool:
    assert meeting.cancelled_at is not None  # noqa: S101  asked by the caller
    return (
        meeting.cancelled_by_id != seat.person
        and seat.joined_at <= meeting.cancelled_at
        and _lets(seat, CANCELLED)
    )


def _now(kind: Kind, meeting: Meeting, seat: Seat, at: datetime) -> Wanted:
    key = f"{kind.name}:{meeting.pk}:{seat.person}:{meeting.version}"
    return Wanted(key, kind.name, seat.person, meeting, at, meeting.starts_at)


def _question(facts: Facts, begun: Meeting, following: Meeting, seat: Seat) -> Iterator[Wanted]:
    """Half-way between two evenings, for a member who asked for it and has not written."""
    chosen = seat.chosen
    if not seat.is_member or chosen is None or chosen.question_since is None:
        return
    if getattr(following, "part", "") == SessionPlan.Part.AFTER:
        return  # weeks until a reunion are no week between two evenings
    lead, lasts = QUESTION.leads[0], QUESTION.lasts
    assert lead.at is not None  # noqa: S101  declared so
    assert lasts is not None  # noqa: S101  declared so
    if begun.plan_id not in facts.asking or not _lets(seat, QUESTION):
        return
    if not facts.now < following.starts_at or begun.starts_at > facts.now + facts.horizon:
        return
    at = half_way(begun.starts_at, following.starts_at, lead.at, seat.zone)
    until = min(at + lasts, following.starts_at)
    hers = max(chosen.question_since, seat.joined_at) <= at
    inside = begun.starts_at < at < following.starts_at and facts.now < until
    if hers and inside and (begun.pk, seat.person) not in facts.written:
        key = f"writing_prompt:{begun.pk}:{seat.person}"
        yield Wanted(key, QUESTION.name, seat.person, begun, at, until)


def _lets(seat: Seat, kind: Kind) -> bool:
    return seat.chosen is None or seat.chosen.wants(kind.name)
