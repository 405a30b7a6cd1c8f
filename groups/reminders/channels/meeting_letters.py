"""Letters about one evening: soon, moved, cancelled; and word that a question waits."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from groups import ics
from groups.models import Meeting
from groups.reminders.channels import Errand, links, phrases
from groups.reminders.channels.letter import Button, Letter, leads, name, why

__all__ = ["cancelled", "moved", "question", "soon"]


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
        card=_card(meeting, at),
        buttons=_reply_buttons(errand),
        aside=aside,
        aside_button=button,
        closing=(
            _("You don’t have to do anything with this email. Your chair is kept either way."),
        ),
        signed=errand.leads,
        why=why(errand),
        calendar=_calendar(errand, meeting, now),
        method="PUBLISH",
    )


def _met(errand: Errand, days: int) -> str:
    """How far off it is, with her name."""
    said = {
        0: _("{name}, we meet today."),
        1: _("{name}, we meet tomorrow."),
        2: _("{name}, we meet in two days."),
    }.get(days, _("{name}, we meet soon."))
    return said.format(name=name(errand))


def moved(errand: Errand, now: datetime) -> Letter:
    meeting = _meeting(errand)
    at = phrases.local(meeting.starts_at, meeting)
    return Letter(
        subject=_change(errand, meeting),
        preview=_("One {together} only").format(together=phrases.together(at)),
        heading=_("{day}, {clock}").format(day=phrases.day(at), clock=phrases.clock(at)),
        opening=(
            _("{name}, this {together} has moved. This is when and where we meet now:").format(
                name=name(errand), together=phrases.together(at)
            ),
        ),
        card=_card(meeting, at),
        buttons=_reply_buttons(errand),
        closing=(_("You don’t have to answer. Your chair is kept either way."),),
        signed=errand.leads,
        why=why(errand),
        calendar=_calendar(errand, meeting, now),
        method="PUBLISH",
    )


def _change(errand: Errand, meeting: Meeting) -> str:
    """The subject of a move: from what she was told to what is true now."""
    at = phrases.local(meeting.starts_at, meeting)
    if errand.was_cancelled or errand.was is None:
        return _("Now {weekday} at {hour}").format(
            weekday=phrases.weekday(at), hour=phrases.hour(at)
        )
    was = phrases.local(errand.was, meeting)
    if was == at:
        return _("{weekday}, another place").format(weekday=phrases.weekday(at))
    if was.date() == at.date():
        return _("{weekday} is now at {hour}").format(
            weekday=phrases.weekday(at), hour=phrases.hour(at)
        )
    if was.weekday() == at.weekday():
        return _("{weekday} is now {day}").format(weekday=phrases.weekday(was), day=phrases.day(at))
    return _("{weekday} is now {other}").format(
        weekday=phrases.weekday(was), other=phrases.weekday(at)
    )


def cancelled(errand: Errand, now: datetime) -> Letter:
    meeting = _meeting(errand)
    at, here = phrases.local(meeting.starts_at, meeting), phrases.local(now, meeting)
    near = (at.date() - here.date()).days < 7
    subject = (
        _("Not this {weekday}").format(weekday=phrases.weekday(at))
        if near
        else _("Not on {day}").format(day=phrases.day(at))
    )
    return Letter(
        subject=subject,
        preview=_("Only this one; your chair is kept"),
        heading=subject,
        opening=(
            _("{name}, we do not meet on {day} at {clock}.").format(
                name=name(errand), day=phrases.day(at), clock=phrases.clock(at)
            ),
            _("There is nothing you have to do. Your chair is kept."),
        ),
        signed=errand.leads,
        why=why(errand),
        calendar=_calendar(errand, meeting, now, gone=True),
        method="CANCEL",
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
        buttons=(Button(_("Write a little"), links.site("write"), solid=True),),
        signed=errand.leads,
        why=why(errand),
    )


def _meeting(errand: Errand) -> Meeting:
    assert errand.row.meeting is not None  # noqa: S101  planned for a meeting, by its kind
    return errand.row.meeting


def _card(meeting: Meeting, at: datetime) -> tuple[str, str]:
    when = _("{day}, {clock}").format(day=phrases.day(at), clock=phrases.clock(at))
    return when, meeting.place


def _reply_buttons(errand: Errand) -> tuple[Button, ...]:
    return (
        Button(_("I will be there"), links.coming(errand), solid=True),
        Button(_("I can’t come"), links.coming(errand, away=True)),
    )


def _calendar(errand: Errand, meeting: Meeting, now: datetime, *, gone: bool = False) -> bytes:
    """The evening as a calendar file: a weekday, an hour and the place, nothing else."""
    at = phrases.local(meeting.starts_at, meeting)
    title = _("{weekday} at {hour}").format(weekday=phrases.weekday(at), hour=phrases.hour(at))
    sender = ics.Party(leads(errand), settings.DEFAULT_FROM_EMAIL)
    return ics.event(
        meeting, title=title, now=now, method="CANCEL" if gone else "PUBLISH", organizer=sender
    )
