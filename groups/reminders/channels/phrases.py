"""Days and hours in the plain words of a mail, in the language that is active."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from facilitator.pages import saying
from groups.models import Meeting

__all__ = ["clock", "day", "hour", "local", "together", "weekday", "when"]

EVENING, NOON = 17, 12


def local(at: datetime, meeting: Meeting) -> datetime:
    """An instant on the wall clock of where the meeting is."""
    return at.astimezone(ZoneInfo(meeting.time_zone))


def weekday(at: datetime) -> str:
    return str(WEEKDAYS[at.weekday()])


def day(at: datetime) -> str:
    """Tuesday 24 November."""
    return _("{weekday} {day} {month}").format(
        weekday=weekday(at), day=at.day, month=MONTHS[at.month]
    )


def hour(at: datetime) -> str:
    """7, or 7.30: as one says it when the day makes it clear; 19:00 where one counts to 24."""
    if saying.counts_to_24():
        return saying.clock24(at.time())
    twelve = at.hour % 12 or 12
    return f"{twelve}.{at.minute:02}" if at.minute else str(twelve)


def clock(at: datetime) -> str:
    """7 pm, or 7.30 pm; 19:00 where one counts to 24."""
    if saying.counts_to_24():
        return hour(at)
    said = _("{hour} am") if at.hour < NOON else _("{hour} pm")
    return said.format(hour=hour(at))


def when(at: datetime, now: datetime) -> str:
    """Tuesday at 7; on the day itself: Tonight at 7."""
    if at.date() != now.date():
        return _("{weekday} at {hour}").format(weekday=weekday(at), hour=hour(at))
    if at.hour >= EVENING:
        return _("Tonight at {hour}").format(hour=hour(at))
    if at.hour < NOON:
        return _("This morning at {hour}").format(hour=hour(at))
    return _("This afternoon at {hour}").format(hour=hour(at))


def together(at: datetime) -> str:
    """What this gathering is called: a morning, an evening, a meeting."""
    if at.hour >= EVENING:
        return _("evening")
    return _("morning") if at.hour < NOON else _("meeting")
