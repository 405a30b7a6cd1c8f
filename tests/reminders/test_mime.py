"""The quick way of writing a message says what the slow one says."""

import email
import email.policy
import re
from email._policybase import compat32

from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from groups.reminders.channels.mime import PLAIN, Mail

FILE = b"BEGIN:VCALENDAR\r\nLOCATION:Caf\xc3\xa9\r\nEND:VCALENDAR\r\n"
HEADERS = {"From": "Zoë at Home <chairs@example.org>", "Message-ID": "<1@example.org>"}
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=90)
LONG = st.integers(55, 80).map(lambda length: ("some words " * 9)[:length])


def written(kind=Mail, identity="<1@example.org>"):
    message = kind(
        subject="Zoë, " * 20,
        body="Tuesday at 7 in the café\n",
        from_email="chairs@example.org",
        to=["ewa@example.org"],
        headers=HEADERS | {"Message-ID": identity, "Date": "Tue, 24 Nov 2026 19:00:00 +0000"},
    )
    message.attach_alternative("<p>Tuesday at 7 in the café</p>", "text/html")
    if kind is Mail:
        message.attach_calendar("PUBLISH", FILE)
    else:
        message.attach("evening.ics", FILE.decode(), "text/calendar; method=PUBLISH")
    return message.message().as_bytes(linesep="\r\n")


def parts(raw):
    """Headers without the boundary, and content, of each part."""
    found = email.message_from_bytes(raw, policy=email.policy.default).walk()
    return [
        (
            {name: re.sub(r'boundary="[^"]*"', "", value) for name, value in part.items()}
            | {"Content-Type": sorted(part["Content-Type"].params.items() - {_boundary(part)})},
            part.get_content_type(),
            None if part.is_multipart() else part.get_content(),
        )
        for part in found
    ]


def _boundary(part):
    return "boundary", part.get_boundary()


def test_a_mail_holds_what_django_would_have_written():
    assert parts(written()) == parts(written(EmailMultiAlternatives))


def test_every_part_is_closed_by_a_boundary_that_only_the_message_id_decides():
    assert written() == written()
    ends = re.findall(rb"^--(.*)--\r?$", written(), re.MULTILINE)
    assert len(set(ends)) == 2
    assert not set(ends) & set(re.findall(rb"^--(.*)--\r?$", written(identity="<2@x>"), re.M))


def test_the_calendar_says_its_charset_once():
    (line,) = re.findall(rb"^Content-Type: text/calendar.*$", written(), re.MULTILINE)
    assert line.strip() == b'Content-Type: text/calendar; charset="utf-8"; method="PUBLISH"'


@given(st.sampled_from(["Subject", "List-Unsubscribe"]), ASCII | LONG | st.text(max_size=30))
def test_a_header_is_written_as_python_writes_it(name, value):
    assert said(PLAIN, name, value) == said(compat32, name, value)


def said(policy, name, value):
    """The bytes of a header, or what kind of error they are."""
    try:
        return policy.clone(linesep="\r\n").fold_binary(name, value)
    except Exception as error:
        return type(error)


def test_only_a_plain_address_goes_past_the_parser():
    odd = ["ewa@example.org>", "Ewa <ewa@example.org>", "ewa@exa mple.org", "ewa@example.org\n"]
    assert Mail(to=odd).recipients() == odd
    assert Mail(to=["ewa+1@example.org"]).recipients() == [("", "ewa+1@example.org")]
