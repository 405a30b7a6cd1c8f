"""A name reads as it was typed, turns nothing round, and can be seen."""

import pytest
from django.core.exceptions import ValidationError

from facilitator.people.names import check_name

JOINED = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"  # Persian, with a non-joiner
FAMILY = "\U0001f469\u200d\U0001f467"  # mother and daughter, in one emoji


@pytest.mark.parametrize(
    "name",
    [
        "Ewa",
        "Ewa K.",
        "Zoë",
        "محبوبة",
        "שרה",
        "李",
        JOINED,
        FAMILY,
        "O’Neil-Smith",
        "3rd floor",
        "",
    ],
)
def test_names_of_everywhere_are_welcome(name):
    check_name(name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ewa\u202etrebuh", "hidden"),
        ("\u2067Ewa", "hidden"),
        ("Ewa\r\nBcc: x@example.org", "hidden"),
        ("Ewa\x0b", "hidden"),
        ("Ewa\u2028", "hidden"),
        ("Ewa\x85ATTENDEE", "hidden"),
        ("Ewa\ud800", "hidden"),
        ("\u200b", "unseen"),
        ("\u3164 \u200d", "unseen"),
        ("\u0301", "unseen"),
    ],
)
def test_what_hides_or_turns_is_refused(name, code):
    with pytest.raises(ValidationError) as fault:
        check_name(name)
    assert fault.value.code == code
