"""Messages in lots: one kind about one evening, as those who lead the group may know it.

What staff read never tells what a member chose (decision 7). Leaving her rows out would tell it,
and so would a state of their own; so three things hold:

* A row that ended without a mail is "not needed", whatever the reason: she said that she cannot
  come, she left, the evening moved, she had one that day, she wants no such mail.
* Who has no row at all, because planning made none, is "not needed" too once the time has come:
  somebody who joined after it, or who wants none. In the list they are one.
* Until then a lot says when it is planned for, without names or numbers, and a row that ended
  early counts as planned like those around it.

Only what somebody has to do something about has a name beside a reason: an address that takes no
mail. That the reminder did not go to her is a fact; why not is hers.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from groups.models import Membership
from groups.reminders.models import Reminder

__all__ = ["TROUBLE", "Lot", "Sent", "lots"]

State = Reminder.State

# The reasons that staff may read: somebody has to do something.
TROUBLE = ("refused", "tries", "ambiguous", "secret")
# Why a row of the whole lot ended; any other reason is one person's, and hers.
OF_THE_LOT = ("moved", "cancelled", "restored", "closed", "changed", "revoked")

Key = tuple[UUID | None, str]


@dataclass(frozen=True)
class Sent:
    """One mail that went out."""

    to: str
    at: datetime


@dataclass
class Lot:
    """One kind of message about one evening, or the invitations of a group."""

    kind: str
    due: datetime | None = None  # the next that waits
    sent: list[Sent] = field(default_factory=list)
    trouble: list[tuple[str, Reminder]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    unneeded: list[str] = field(default_factory=list)

    def add(self, name: str, rows: list[Reminder], *, now: datetime) -> None:
        """Count what one person was told of it, and when. The rows are hers, the oldest first."""
        went = [row for row in rows if row.state == State.SENT]
        self.sent += [Sent(name, row.sent_at) for row in went if row.sent_at]
        after = rows[rows.index(went[-1]) + 1 :] if went else rows
        stuck = [row for row in after if in_trouble(row)]
        self.trouble += [(name, row) for row in stuck[-1:]]
        waiting = [row.due_at for row in after if _waits(row, now)]
        if waiting:
            self.due = min([*waiting, *([self.due] if self.due else [])])
        elif not went and not stuck:
            (self.late if after[-1].state == State.EXPIRED else self.unneeded).append(name)

    def settle(self, others: Iterable[str]) -> None:
        """Until its time has come nobody is set apart; from then on `others` are counted."""
        self.unneeded = [] if self.due else sorted([*self.unneeded, *others], key=str.casefold)
        self.late = [] if self.due else sorted(self.late, key=str.casefold)
        self.sent.sort(
            key=lambda each: (each.at.replace(second=0, microsecond=0), each.to.casefold())
        )
        self.trouble.sort(key=lambda each: each[0].casefold())


def in_trouble(row: Reminder) -> bool:
    """Whether somebody has to do something about it."""
    return row.state in (State.FAILED, State.HELD) or row.reason in TROUBLE


def _waits(row: Reminder, now: datetime) -> bool:
    """Whether it is planned, or has to look as if it were."""
    if row.state in (State.PENDING, State.CLAIMED):
        return True
    early = row.state == State.VOID and row.due_at > now
    return early and row.reason not in OF_THE_LOT and not in_trouble(row)


def lots(
    rows: Iterable[Reminder], seats: Iterable[Membership], *, now: datetime
) -> dict[UUID | None, list[Lot]]:
    """Meeting id -> its lots, the oldest first; None -> the invitations. No query.

    `rows` with their person, meeting and invitation; `seats` are the members of now.
    """
    of_one: dict[Key, dict[object, list[Reminder]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows, key=lambda row: (row.version, row.due_at, row.pk)):
        of_one[row.meeting_id, row.kind][row.person_id or row.invitation_id].append(row)
    members = list(seats)
    found: dict[UUID | None, list[Lot]] = defaultdict(list)
    for (meeting_id, kind), told in of_one.items():
        lot = Lot(kind)
        for hers in told.values():
            lot.add(_name(hers[0]), hers, now=now)
        lot.settle(_without(told, members))
        found[meeting_id].append(lot)
    return found


def _name(row: Reminder) -> str:
    """Hers, or the one on her invitation; empty where nobody wrote one."""
    if row.person:
        return row.person.name
    return row.invitation.name if row.invitation else ""


def _without(told: dict[object, list[Reminder]], members: list[Membership]) -> list[str]:
    """The members who were in the group before the evening began, and have no row."""
    meeting = next(iter(told.values()))[0].meeting
    if meeting is None:
        return []
    return [
        each.person.name
        for each in members
        if each.person_id not in told and each.joined_at <= meeting.starts_at
    ]
