"""Hours on somebody's own clock, as instants; none falls into a time that does not exist (pure).

Wall time and IANA zone are the source; a time in a gap becomes the first instant after it, one
that comes twice its first (groups.scheduling).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from groups.reminders.kinds import QUIET_FROM, QUIET_UNTIL, Lead
from groups.scheduling import recurring

__all__ = ["at_wall", "due", "half_way", "morning_after"]


def at_wall(on: date, at: time, zone: str) -> datetime:
    """That hour of that day in that zone, in UTC."""
    return recurring(on, at, zone, minutes=1).starts_at


def due(lead: Lead, begins_at: datetime, zone: str) -> datetime:
    """When a lead before a meeting falls due, in UTC, for somebody in `zone`."""
    assert lead.before is not None  # noqa: S101  a lead half-way is not asked here
    at = begins_at - lead.before
    if lead.at is None:
        return at.astimezone(UTC)
    return at_wall(at.astimezone(ZoneInfo(zone)).date(), lead.at, zone)


def half_way(begins_at: datetime, next_at: datetime, at: time, zone: str) -> datetime:
    """The hour `at` of the day in the middle between two meetings, in UTC."""
    middle = begins_at + (next_at - begins_at) / 2
    return at_wall(middle.astimezone(ZoneInfo(zone)).date(), at, zone)


def morning_after(now: datetime, zone: ZoneInfo) -> datetime | None:
    """The end of the quiet hours that `now` falls into, in UTC; None: it is day there."""
    here = now.astimezone(zone)
    if QUIET_UNTIL <= here.time() < QUIET_FROM:
        return None
    on = here.date() if here.time() < QUIET_UNTIL else here.date() + timedelta(days=1)
    return at_wall(on, QUIET_UNTIL, zone.key)
