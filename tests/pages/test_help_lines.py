"""The help lines: read strictly, checked at the start, never silently missing."""

from datetime import date

import pytest
from django.core.checks import run_checks
from hypothesis import given
from hypothesis import strategies as st

from facilitator.pages import help_lines
from facilitator.pages.help_lines import HelpLinesError, read
from tests.cast import NOW

GOOD = """[[line]]
country = "GB"
language = "en"
name = "Samaritans"
number = "116 123"
hours = "day and night"
free = true
checked_on = 2026-11-01
"""


def started():
    return run_checks(tags=["startup"], databases=["default", "keyring"])


@pytest.fixture
def lines_file(settings, tmp_path):
    path = tmp_path / "lines.toml"

    def write(text):
        path.write_text(text, encoding="utf-8")
        settings.HELP_LINES_FILE = str(path)

    return write


def ours(found):
    return [
        (one.id, one.msg)
        for one in found
        if one.id.startswith("keptchair.") and one.id.endswith("002")
    ]


def test_a_line_is_read_as_it_was_written():
    (line,) = read(GOOD)
    assert line == help_lines.HelpLine(
        "GB", "en", "Samaritans", "116 123", "day and night", True, date(2026, 11, 1)
    )
    assert line.dial == "116123"


@pytest.mark.parametrize(
    ("number", "dial"),
    [("+353 1 116-123", "+3531116123"), ("(0800) 11 11", "08001111"), (" +1 988", "+1988")],
)
def test_a_telephone_gets_digits_alone(number, dial):
    assert read(GOOD.replace("116 123", number))[0].dial == dial


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[[line]]", "[[line", "It is not TOML"),
        ("[[line]]", "[line]", "under [[line]]"),
        ("[[line]]", "[[lines]]", "under [[line]]"),
        ("[[line]]", "line = [1]\n[x]", "under [[line]]"),
        ('hours = "day and night"\n', "", "Line 1: hours missing."),
        ("free = true", 'free = "yes"', "Line 1: free must be true or false."),
        ("free = true", "free = true\nfax = 1", "Line 1: fax not known."),
        ('"Samaritans"', '"  "', "Line 1: name must be words."),
        ('"Samaritans"', "12", "Line 1: name must be words."),
        ('"116 123"', '"ring us"', "Line 1: number must hold digits that can be dialled."),
        ("2026-11-01", '"2026-11-01"', "Line 1: checked_on must be a date"),
        ("2026-11-01", "2026-11-01T10:00:00Z", "Line 1: checked_on must be a date"),
    ],
)
def test_a_wrong_file_says_what_is_wrong_and_where(old, new, why):
    with pytest.raises(HelpLinesError) as wrong:
        read(GOOD.replace(old, new, 1))
    assert why in str(wrong.value)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    try:
        found = read(text)
    except HelpLinesError:
        return
    assert found == []


def test_lines_stand_under_their_countries_in_the_order_of_the_file():
    text = GOOD.replace("GB", "IE") + GOOD + GOOD.replace("GB", "IE").replace("Samar", "Pieta")
    assert [(country, len(of_it)) for country, of_it in help_lines.by_country(read(text))] == [
        ("IE", 2),
        ("GB", 1),
    ]


def test_a_changed_file_is_read_again(lines_file, settings):
    lines_file(GOOD)
    assert len(help_lines.load(settings.HELP_LINES_FILE)) == 1
    lines_file(GOOD + GOOD + "\n")
    import os

    os.utime(settings.HELP_LINES_FILE, ns=(1, 1))
    assert len(help_lines.load(settings.HELP_LINES_FILE)) == 2


def test_the_house_does_not_start_without_a_line(settings):
    settings.HELP_LINES_FILE = ""
    assert [name for name, _words in ours(started())] == ["keptchair.E002"]


def test_the_demo_may_start_without_one(settings):
    settings.HELP_LINES_FILE, settings.DEMO = "", True
    assert ours(started()) == []


@pytest.mark.parametrize("name", ["nothing.toml", ".", "binary"])
def test_a_file_that_cannot_be_read_stops_the_start_even_in_the_demo(settings, tmp_path, name):
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    settings.HELP_LINES_FILE, settings.DEMO = str(tmp_path / name), True
    ((found, words),) = ours(started())
    assert found == "keptchair.E002"
    assert "cannot be" in words


def test_commands_that_do_not_start_the_house_are_not_held_up(settings):
    settings.HELP_LINES_FILE = ""
    assert ours(run_checks(databases=["default"])) == []
    assert ours(run_checks()) == []


def test_a_number_nobody_tried_for_a_year_is_mentioned(lines_file, time_machine_at_now):
    lines_file(GOOD.replace("2026-11-01", "2025-11-21"))
    assert ours(started()) == [
        ("keptchair.W002", "Nobody has tried the number of Samaritans since 2025-11-21.")
    ]
    lines_file(GOOD.replace("2026-11-01", "2025-11-22"))
    assert ours(started()) == []


@pytest.fixture
def time_machine_at_now():
    import time_machine

    with time_machine.travel(NOW, tick=False):
        yield
