"""What is sealed comes back as it was, and a list shows its first lines."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.reflections.sheet import Sheet, as_typed

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, TEXT)
def test_any_words_come_back_to_the_byte(words, word):
    sheet = Sheet(words, word)
    assert Sheet.from_bytes(sheet.to_bytes()) == sheet
    assert sheet.sha256 == hashlib.sha256(words.encode()).hexdigest()


@given(TEXT)
def test_line_ends_are_those_of_the_textarea_and_nothing_else_changes(words):
    typed = words.replace("\r", "")
    assert as_typed(typed.replace("\n", "\r\n")) == typed
    assert as_typed(typed) == typed


@given(TEXT)
def test_title_and_preview_are_one_short_line_each(words):
    sheet = Sheet(words)
    for line in (sheet.title, sheet.preview):
        assert len(line) <= 81
        assert "\n" not in line
    assert bool(sheet.title) == bool(words.strip())


@pytest.mark.parametrize(
    ("words", "title", "preview"),
    [
        ("", "", ""),
        ("\n\n  Boats  \n\nfrom the wall\nthird", "Boats", "from the wall"),
        ("one line", "one line", ""),
        ("word " * 40, ("word " * 16).strip() + "…", ""),
        ("x" * 200, "x" * 80 + "…", ""),
    ],
)
def test_the_first_two_lines_that_say_something(words, title, preview):
    assert (Sheet(words).title, Sheet(words).preview) == (title, preview)


def test_a_sheet_is_silent_about_itself():
    assert "boats" not in repr(Sheet("boats", "heavy"))
    assert "heavy" not in repr(Sheet("boats", "heavy"))
