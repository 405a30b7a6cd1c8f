"""Calendar text is read back by a second reader and says the same."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from groups import ics
from groups.scheduling import CannotMeetThen, recurring
from tests.cast import NOW

RUTH = ics.Party("Ruth", "ruth@example.org")
EWA = ics.Party('Ewa; the, "second"', "ewa@example.org")


@dataclass
class Meeting:
    starts_at: datetime = datetime(2026, 11, 24, 19, tzinfo=UTC)
    ends_at: datetime = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
    time_zone: str = "Europe/London"
    place: str = "Harbour Street Library"
    version: int = 1
    pk: uuid.UUID = field(default_factory=uuid.uuid4)


def at(day, clock, zone, minutes=90, **fields):
    slot = recurring(day, clock, zone, minutes=minutes)
    return Meeting(slot.starts_at, slot.ends_at, zone, **fields)


def only(text):
    calendar = icalendar.Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_an_evening_is_read_back_as_it_was():
    meeting = at(date(2026, 11, 24), time(19), "Europe/London", version=3)
    text = ics.event(
        meeting, title="Tuesday at 7", now=NOW, method="REQUEST", organizer=RUTH, attendee=EWA,
        url="http://localhost:8000/home/",
    )  # fmt: skip
    calendar, _ = only(text)
    [event] = recurring_ical_events.of(calendar).at((2026, 11, 24))
    assert calendar["METHOD"] == "REQUEST"
    assert event["UID"] == f"{meeting.pk}@kept-chair"
    assert event["SEQUENCE"] == 3
    assert event["DTSTART"].dt == meeting.starts_at
    assert event["DTEND"].dt == meeting.ends_at
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event["SUMMARY"] == "Tuesday at 7"
    assert event["LOCATION"] == "Harbour Street Library"
    assert event["STATUS"] == "CONFIRMED"
    assert event["ORGANIZER"] == "mailto:ruth@example.org"
    assert event["ATTENDEE"] == "mailto:ewa@example.org"
    assert event["URL"] == "http://localhost:8000/home/"
    assert event["CLASS"] == "PRIVATE"
    assert "DESCRIPTION" not in event


def test_a_cancelled_evening_is_taken_out():
    text = ics.event(Meeting(version=2), title="x", now=NOW, method="CANCEL", organizer=RUTH)
    calendar, event = only(text)
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")


def test_a_later_version_has_the_same_uid_and_a_higher_sequence():
    meeting = Meeting()
    _, first = only(ics.event(meeting, title="x", now=NOW))
    meeting.version += 1
    _, second = only(ics.event(meeting, title="x", now=NOW))
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]


def test_nobody_can_break_out_of_a_line():
    nasty = 'Library\r\nATTENDEE:mailto:evil@example.org\nEND:VEVENT\n;,\\ "quoted" Łucja 🪑' * 3
    text = ics.event(Meeting(place=nasty), title=nasty, now=NOW, organizer=RUTH)
    _, event = only(text)
    assert event["LOCATION"] == nasty.replace("\r\n", "\n")
    assert "ATTENDEE" not in event
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


def test_an_unknown_method_and_a_request_from_nobody_are_refused():
    with pytest.raises(ValueError, match="PUBLISH"):
        ics.event(Meeting(), title="x", now=NOW, method="COUNTER")
    with pytest.raises(ValueError, match="organizer"):
        ics.event(Meeting(), title="x", now=NOW, method="REQUEST")


def test_a_time_that_comes_twice_is_written_in_utc():
    second = Meeting(
        datetime(2026, 11, 1, 6, 30, tzinfo=UTC), datetime(2026, 11, 1, 8, tzinfo=UTC),
        "America/New_York",
    )  # fmt: skip
    text = ics.event(second, title="x", now=NOW)
    _, event = only(text)
    assert event["DTSTART"].dt == second.starts_at
    assert b"DTSTART:20261101T063000Z" in text


def test_the_zone_of_an_evening_across_the_change_has_both_offsets():
    meeting = at(date(2026, 3, 29), time(0, 30), "Europe/London")
    text = ics.event(meeting, title="x", now=NOW).decode()
    assert "DTSTART:20260329T010000\r\n" in text  # the change, on the clock before it
    assert "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100" in text


@given(
    st.dates(date(1971, 1, 1), date(2100, 1, 1)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from(sorted(available_timezones())),
)
def test_every_zone_is_read_back_by_its_own_rules(day, clock, zone):
    try:
        meeting = at(day, clock, zone)
    except CannotMeetThen:
        return
    text = ics.event(meeting, title="x", now=NOW)
    calendar, event = only(text)
    assert event["DTSTART"].dt == meeting.starts_at
    assert event["DTEND"].dt == meeting.ends_at
    for written in calendar.walk("VTIMEZONE"):
        # What a reader that knows no zones makes of the rules in the file.
        rules = sorted(
            (rule["DTSTART"].dt - rule["TZOFFSETFROM"].td, rule["TZOFFSETTO"].td)
            for rule in written.walk("STANDARD")
        )
        for end in (meeting.starts_at, meeting.ends_at):
            naive = end.replace(tzinfo=None)
            offset = [to for since, to in rules if since <= naive][-1]
            assert offset == end.astimezone(ZoneInfo(zone)).utcoffset()
    assert meeting.ends_at - meeting.starts_at == timedelta(minutes=90)
