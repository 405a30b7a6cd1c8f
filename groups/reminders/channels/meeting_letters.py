"""Letters about one evening: soon, moved, cancelled; and word that a question waits."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from groups import ics
from groups.models import Meeting
from groups.reminders.channels import Errand, links, phrases
from groups.reminders.channels.letter import Button, Letter, leads, name, why

__all__ = ["cancelled", "moved", "question", "soon"]

MET = {
    0: gettext_noop("{name}, we meet today."),
    1: gettext_noop("{name}, we meet tomorrow."),
    2: gettext_noop("{name}, we meet in two days."),
}


def soon(errand: Errand, now: datetime) -> Letter:
    meeting = _meeting(errand)
    at, here = phrases.local(meeting.starts_at, meeting), phrases.local(now, meeting)
    today = at.date() == here.date()
    calm = _("Come as you are") if today else _("Your chair is kept either way")
    subject = phrases.when(at, here)
    aside, button = "", None
    if errand.question:
        aside = _("If you feel like writing before then, there is a question waiting for you.")
        button = Button(_("Write a little"), links.site("write"))
    return Letter(
        subject=subject,
        preview=calm,
        heading=_("{weekday}, {clock}").format(
            weekday=phrases.weekday(at), clock=phrases.clock(at)
        ),
        opening=(_met(errand, (at.date() - here.date()).days),),
        cards=(_card(meeting),),
        buttons=_reply_buttons(errand),
        aside=aside,
        aside_button=button,
        closing=(
            _("You don’t have to do anything with this email. Your chair is kept either way."),
        ),
        signed=errand.leads,
        why=why(errand),
        calendars=(_calendar(errand, meeting, now),),
    )


def _met(errand: Errand, days: int) -> str:
    """How far off it is, with her name."""
    said = MET.get(days, gettext_noop("{name}, we meet soon."))
    return _(said).format(name=name(errand))


def moved(errand: Errand, now: datetime) -> Letter:
    """One evening at another time or place; or several, in one letter."""
    meetings = _all(errand)
    at = phrases.local(meetings[0].starts_at, meetings[0])
    several = len(meetings) > 1
    opening = (
        _("{name}, some of our dates have moved. This is when and where we meet now:")
        if several
        else _("{name}, this {together} has moved. This is when and where we meet now:")
    )
    return Letter(
        subject=_("New dates") if several else _change(errand, meetings[0]),
        preview=(
            _("From {weekday} {day} on").format(weekday=phrases.weekday(at), day=at.day)
            if several
            else _("One {together} only").format(together=phrases.together(at))
        ),
        heading=_("New dates") if several else _when(at),
        opening=(opening.format(name=name(errand), together=phrases.together(at)),),
        cards=tuple(_card(each) for each in meetings),
        buttons=() if several else _reply_buttons(errand),
        closing=(_("You don’t have to answer. Your chair is kept either way."),),
        signed=errand.leads,
        why=why(errand),
        calendars=tuple(_calendar(errand, each, now) for each in meetings),
    )


def _change(errand: Errand, meeting: Meeting) -> str:
    """The subject of a move: from what she was told to what is true now."""
    at = phrases.local(meeting.starts_at, meeting)
    weekday = phrases.weekday(at)
    if errand.was_cancelled or errand.was is None:
        return _("Now {weekday} at {hour}").format(weekday=weekday, hour=phrases.hour(at))
    was = phrases.local(errand.was, meeting)
    if was == at:
        return _("{weekday}, another place").format(weekday=weekday)
    if was.date() == at.date():
        return _("{weekday} is now at {hour}").format(weekday=weekday, hour=phrases.hour(at))
    other = phrases.day(at) if was.weekday() == at.weekday() else weekday
    return _("{weekday} is now {other}").format(weekday=phrases.weekday(was), other=other)


def cancelled(errand: Errand, now: datetime) -> Letter:
    """One evening that does not take place; or several, in one letter."""
    meetings = _all(errand)
    at, here = (phrases.local(each, meetings[0]) for each in (meetings[0].starts_at, now))
    near = (at.date() - here.date()).days < 7
    closed = errand.row.group is not None and errand.row.group.closed_at is not None
    subject = (
        _("Not this {weekday}").format(weekday=phrases.weekday(at))
        if near
        else _("Not on {day}").format(day=phrases.day(at))
    )
    return Letter(
        subject=subject,
        preview=_("We do not meet any more") if closed else _("Your chair is kept"),
        heading=subject,
        opening=(
            *(
                _("{name}, we do not meet on {day} at {clock}.").format(
                    name=name(errand), day=phrases.day(then), clock=phrases.clock(then)
                )
                for then in (phrases.local(each.starts_at, each) for each in meetings)
            ),
            _("The group is closed. There is nothing you have to do; what is yours stays yours.")
            if closed
            else _("There is nothing you have to do. Your chair is kept."),
        ),
        signed=errand.leads,
        why=why(errand),
        calendars=tuple(_calendar(errand, each, now, gone=True) for each in meetings),
    )


def question(errand: Errand, now: datetime) -> Letter:
    return Letter(
        subject=_("Something for the week"),
        preview=_("It will keep"),
        heading=_("Something for the week"),
        opening=(
            _("{name}, this week’s question is waiting, if you feel like it.").format(
                name=name(errand)
            ),
            _("It will keep. Some weeks there is nothing to say."),
        ),
        buttons=(Button(_("Write a little"), links.page(errand), solid=True),),
        signed=errand.leads,
        why=why(errand),
    )


def _meeting(errand: Errand) -> Meeting:
    assert errand.row.meeting is not None  # noqa: S101  planned for a meeting, by its kind
    return errand.row.meeting


def _all(errand: Errand) -> list[Meeting]:
    """Every evening that this mail tells of, the nearest first."""
    found = [_meeting(each) for each in (errand, *errand.others)]
    return sorted(found, key=lambda each: each.starts_at)


def _when(at: datetime) -> str:
    return _("{day}, {clock}").format(day=phrases.day(at), clock=phrases.clock(at))


def _card(meeting: Meeting) -> tuple[str, str]:
    return _when(phrases.local(meeting.starts_at, meeting)), meeting.place


def _reply_buttons(errand: Errand) -> tuple[Button, ...]:
    return (
        Button(_("I will be there"), links.coming(errand), solid=True),
        Button(_("I can’t come"), links.coming(errand, away=True)),
    )


def _calendar(
    errand: Errand, meeting: Meeting, now: datetime, *, gone: bool = False
) -> tuple[str, bytes]:
    """Its method, and the evening as a file: a weekday, an hour and the place, nothing else."""
    at = phrases.local(meeting.starts_at, meeting)
    title = _("{weekday} at {hour}").format(weekday=phrases.weekday(at), hour=phrases.hour(at))
    method = "CANCEL" if gone else "PUBLISH"
    which = _Dated(
        meeting.pk, meeting.starts_at, meeting.ends_at, meeting.time_zone, meeting.place,
        meeting.version,
    )  # fmt: skip
    made_at = now.replace(minute=0, second=0, microsecond=0)
    return method, _file(which, title, made_at, method, leads(errand))


@dataclass(frozen=True)
class _Dated:
    """What a calendar file holds of a meeting; equal for everybody who is told."""

    pk: UUID
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    version: int


@lru_cache(maxsize=256)
def _file(which: _Dated, title: str, made_at: datetime, method: str, sender: str) -> bytes:
    """Made once for an evening, not once for each of its people: it costs more than a letter."""
    organizer = ics.Party(sender, settings.DEFAULT_FROM_EMAIL)
    return ics.event(which, title=title, now=made_at, method=method, organizer=organizer)  # type: ignore[arg-type]  # frozen: read only
