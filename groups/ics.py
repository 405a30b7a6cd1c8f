"""A meeting as calendar text: one event, a stable UID, a rising SEQUENCE, its own time zone (pure).

RFC 5545 and 5546. The title is given by whoever sends it and says nothing about the topic.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneStandard,
    vCalAddress,
    vDatetime,
    vText,
)

METHODS = ("REQUEST", "CANCEL", "PUBLISH")


class Dated(Protocol):
    """What is asked of a meeting."""

    @property
    def pk(self) -> UUID: ...

    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    version: int


@dataclass(frozen=True)
class Party:
    """Somebody named in the event, by name and address."""

    name: str
    email: str


def uid(meeting: Dated) -> str:
    """The same for every version of a meeting."""
    return f"{meeting.pk}@kept-chair"


def event(
    meeting: Dated,
    *,
    title: str,
    now: datetime,
    method: str = "PUBLISH",
    url: str = "",
    organizer: Party | None = None,
    attendee: Party | None = None,
) -> bytes:
    """The calendar file of one meeting, UTF-8 with CRLF lines of at most 75 bytes.

    `method` is REQUEST, CANCEL or PUBLISH, else ValueError. REQUEST and CANCEL need an organizer.
    """
    if method not in METHODS:
        raise ValueError(f"{method} is none of {METHODS}")
    if method != "PUBLISH" and organizer is None:
        raise ValueError(f"{method} needs an organizer")
    entry = _entry(meeting, title=title, now=now, url=url)
    entry.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    if organizer:
        entry.add("organizer", _address(organizer))
    if attendee:
        entry.add("attendee", _address(attendee))
    calendar = Calendar()
    calendar.add("prodid", "-//Kept Chair//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if _plain(meeting):
        calendar.add_component(_zone(meeting))
    calendar.add_component(entry)
    return calendar.to_ical()  # type: ignore[no-any-return]  # icalendar ships no types


def _entry(meeting: Dated, *, title: str, now: datetime, url: str) -> Event:
    """The event itself; in UTC where the wall clock would be read two ways."""
    place = ZoneInfo(meeting.time_zone) if _plain(meeting) else UTC
    entry = Event()
    entry.add("uid", uid(meeting))
    entry.add("sequence", meeting.version)
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", meeting.starts_at.astimezone(place))
    entry.add("dtend", meeting.ends_at.astimezone(place))
    entry.add("summary", title)
    entry.add("location", meeting.place)
    entry.add("class", "PRIVATE")
    entry.add("transp", "OPAQUE")
    if url:
        entry.add("url", url)
    return entry


def _plain(meeting: Dated) -> bool:
    """Whether neither end falls into a time that comes twice: TZID cannot say which is meant."""
    place = ZoneInfo(meeting.time_zone)
    ends = (meeting.starts_at.astimezone(place), meeting.ends_at.astimezone(place))
    return all(end.utcoffset() == end.replace(fold=1 - end.fold).utcoffset() for end in ends)


def _zone(meeting: Dated) -> Timezone:
    """The zone's rules as far as this meeting needs them, from the day before to its end."""
    zone = Timezone()
    zone.add("tzid", meeting.time_zone)
    for since, before, after, name in _offsets(meeting):
        rule = TimezoneStandard()
        rule["dtstart"] = vDatetime(since)  # on the wall clock before the change
        rule.add("tzoffsetfrom", before)
        rule.add("tzoffsetto", after)
        rule.add("tzname", name)
        zone.add_component(rule)
    return zone


def _offsets(meeting: Dated) -> Iterator[tuple[datetime, timedelta, timedelta, str]]:
    """Each offset in force: since when (wall), the offset before, the offset after, its name."""
    place = ZoneInfo(meeting.time_zone)
    at = (meeting.starts_at - timedelta(days=1)).replace(second=0, microsecond=0)
    before = at.astimezone(place).utcoffset() or timedelta()
    here = at.astimezone(place)
    yield here.replace(tzinfo=None, fold=0), before, before, here.tzname() or ""
    ends = (meeting.starts_at.astimezone(place), meeting.ends_at.astimezone(place))
    if all(end.utcoffset() == before for end in ends):
        return  # a plain day: nearly always
    while at < meeting.ends_at:
        at += timedelta(minutes=1)
        here = at.astimezone(place)
        after = here.utcoffset() or timedelta()
        if after != before:
            yield (at + before).replace(tzinfo=None), before, after, here.tzname() or ""
            before = after


def _address(party: Party) -> vCalAddress:
    """mailto: with the name beside it."""
    address = vCalAddress(f"mailto:{party.email}")
    address.params["CN"] = vText(party.name)
    return address
