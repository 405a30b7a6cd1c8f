"""Compare what should be told with the rows, and create, move or void. Sending is never asked.

The need stands in the rows of other rooms (a meeting's version, an invitation without a reminder,
who joined); planning finds it with or without a nudge. Run twice, or by two at once, it changes
nothing the second time.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from groups.models import Group
from groups.reminders.models import Look
from groups.reminders.planning import invitations, needs, rows, wants
from groups.reminders.planning.facts import gather

__all__ = ["Planned", "plan", "plan_needs", "unneeded"]

HORIZON = timedelta(days=14)
GROUPS = 100  # planned at once: about 1,000 members
OVERLAP = timedelta(minutes=10)  # a change may be committed later than the time it carries

unneeded = needs.unneeded


@dataclass(frozen=True)
class Planned:
    """How many rows one planning made, moved or ended."""

    made: int = 0
    moved: int = 0
    ended: int = 0

    def __add__(self, other: "Planned") -> "Planned":
        return Planned(self.made + other.made, self.moved + other.moved, self.ended + other.ended)


def plan(
    *, now: datetime, horizon: timedelta = HORIZON, only: Collection[UUID] | None = None
) -> Planned:
    """Plan these groups; None: every one, with all invitations.

    Reminders are planned `horizon` ahead; word of a change as soon as it is made, however far off.
    The number of queries depends on the number of batches alone.
    """
    done = Planned(made=invitations.plan(now))
    groups = Group.objects.order_by("pk").values_list("pk", flat=True)
    ids = list(groups if only is None else groups.filter(pk__in=only))
    for start in range(0, len(ids), GROUPS):
        done += _plan(ids[start : start + GROUPS], now=now, horizon=horizon)
    if only is None:
        Look.objects.saw("everything", now)
    Look.objects.saw("plan", now)
    return done


def plan_needs(*, now: datetime) -> Planned:
    """Plan what shows a need: changed since planning last worked. Everything, the first time."""
    last = Look.objects.filter(caller="plan").values_list("at", flat=True).first()
    only = None if last is None else needs.groups(now, since=last - OVERLAP)
    return plan(now=now, only=only)


def _plan(ids: Sequence[UUID], *, now: datetime, horizon: timedelta) -> Planned:
    """One batch, while no other planner works on the same groups."""
    with rows.alone(ids):
        facts = gather(ids, now=now, horizon=horizon)
        wanted = {row.key: row for row in wants.of(facts)}
        changes = rows.compare(wanted, facts)
        made = rows.write(changes, wanted, now=now)
        rows.mark_planned(facts.meetings)
    return Planned(made=made, moved=len(changes.moved), ended=len(changes.ended))
