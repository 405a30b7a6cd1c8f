"""Bring the rows to what is wanted: insert-on-conflict, conditional updates, nothing twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from groups.models import Group, Meeting
from groups.reminders.models import Preference, Reminder
from groups.reminders.planning.facts import Facts
from groups.reminders.planning.wants import Wanted

__all__ = ["Changes", "alone", "compare", "mark_planned", "write"]

State = Reminder.State
BATCH = 1000
# Ended by a choice that can be taken back: such a row waits again when it is wanted again.
COMES_BACK = ("break", "muted", "left", "closed", "unplanned", "restored", "tender")


@dataclass
class Changes:
    """What differs: keys to make, rows to move, to end (by reason) and to wake."""

    made: list[str] = field(default_factory=list)
    moved: list[Reminder] = field(default_factory=list)
    ended: dict[int, str] = field(default_factory=dict)


@contextmanager
def alone(ids: Sequence[UUID]) -> Iterator[None]:
    """One commit, and no second planner on the same groups; pages are not kept waiting."""
    with transaction.atomic():
        locked = Group.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        list(locked.values_list("pk"))
        yield


def compare(wanted: dict[str, Wanted], facts: Facts) -> Changes:
    """What is missing, what stands at another time, what waits and is not wanted any more."""
    changes = Changes()
    for key, want in wanted.items():
        row = facts.rows.get(key)
        if row is None:
            changes.made.append(key)
        elif _differs(row, want) and (row.state == State.PENDING or _comes_back(row, facts)):
            row.due_at, row.expires_at = want.due_at, want.expires_at
            row.version, row.speaks_of = want.meeting.version, want.meeting.starts_at
            changes.moved.append(row)
    for key, row in facts.rows.items():
        if row.state == State.PENDING and key not in wanted:
            changes.ended[row.pk] = _reason(row, facts)
    return changes


def _differs(row: Reminder, want: Wanted) -> bool:
    """Whether it stands otherwise than wanted; one that sending put off keeps its later time."""
    if row.state != State.PENDING or row.version != want.meeting.version:
        return True
    if row.expires_at != want.expires_at:
        return True
    return row.due_at != want.due_at and not row.attempts and row.reason != "waits"


def _comes_back(row: Reminder, facts: Facts) -> bool:
    return row.state == State.VOID and row.reason in COMES_BACK and row.expires_at > facts.now


def _reason(row: Reminder, facts: Facts) -> str:
    """Why a waiting row is not wanted any more, in one word of the ledger."""
    meeting = facts.by_id.get(row.meeting_id)
    if meeting is None or row.group_id in facts.closed:
        return "closed"
    if meeting.cancelled_at is not None:
        return "cancelled"
    if row.kind == "meeting_cancelled":
        return "restored"
    if row.kind != "writing_prompt" and row.version != meeting.version:
        return "moved"
    return _her_reason(row, facts)


def _her_reason(row: Reminder, facts: Facts) -> str:
    seats = facts.seats.get(row.group_id, ()) if row.group_id else ()
    seat = next((each for each in seats if each.person == row.person_id), None)
    if seat is None:
        return "left"
    if (row.meeting_id, row.person_id) in facts.written and row.kind == "writing_prompt":
        return "written"
    chosen = seat.chosen or Preference()
    asked = row.kind != "writing_prompt" or chosen.question_since is not None
    if not asked or not chosen.wants(row.kind):
        return "muted"
    if chosen.rests(max(row.due_at, facts.now)):
        return "break"
    if row.kind == "writing_prompt" and facts.is_tender(seat, row.due_at):
        return "tender"
    return "late" if row.expires_at <= facts.now else "unplanned"


def write(changes: Changes, wanted: dict[str, Wanted], *, now: datetime) -> int:
    """Insert, move and end in statements of a thousand rows; how many were inserted."""
    rows = [_row(wanted[key]) for key in changes.made]
    Reminder.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    for state in (State.PENDING, State.VOID):
        _move([row for row in changes.moved if row.state == state], state)
    ended: dict[str, list[int]] = defaultdict(list)
    for pk, reason in changes.ended.items():
        ended[reason].append(pk)
    for reason, ids in ended.items():
        state = State.EXPIRED if reason == "late" else State.VOID
        Reminder.objects.pending().filter(pk__in=ids).end(state, reason, now)
    return len(rows)


def _move(rows: list[Reminder], state: Reminder.State) -> None:
    """Only those that still stand as they were read: a claimed row is its sender's."""
    for row in rows:
        row.state, row.reason, row.ended_at = State.PENDING, "", None
    Reminder.objects.filter(state=state).bulk_update(
        rows,
        ["due_at", "expires_at", "version", "speaks_of", "state", "reason", "ended_at"],
        batch_size=BATCH,
    )


def _row(want: Wanted) -> Reminder:
    return Reminder(
        key=want.key, kind=want.kind, person_id=want.person, group_id=want.meeting.group_id,
        meeting_id=want.meeting.pk, version=want.meeting.version,
        speaks_of=want.meeting.starts_at, due_at=want.due_at, expires_at=want.expires_at,
    )  # fmt: skip


def mark_planned(meetings: Sequence[Meeting]) -> None:
    """This version is planned; one that changed since it was read still shows its need."""
    versions: dict[int, list[UUID]] = defaultdict(list)
    for each in meetings:
        if each.version > each.planned_version:
            versions[each.version].append(each.pk)
    for version, ids in versions.items():
        now_planned = Meeting.objects.filter(pk__in=ids, version=version).order_by()
        now_planned.filter(planned_version__lt=F("version")).update(planned_version=version)
