"""A file that cannot be read is answered with its file, its line and a rule; never a traceback."""

import os

import pytest

from curriculum.checking import Draft, Finding, check
from curriculum.importing import read
from tests.curriculum.samples import EXAMPLE, changed, line_of, without

# rule: how → the text, and the words on the line that is named
BROKEN = {
    "toml: a quote is missing": (changed('language = "en"', 'language = "en'), 'language = "en'),
    "toml: a name twice": (changed("version = 1", "version = 1\nversion = 2"), "version = 2"),
    "toml: a number of 5000 digits": (changed("version = 1", "version = " + "1" * 5000), "format"),
    "toml: nested too deeply": (changed("version = 1", "version = " + "[" * 5000), "format = 1"),
    "toml: an impossible date": (changed("version = 1", "version = 2026-13-45"), "version ="),
    "document: settings without an end": (
        "+++\nformat = 1\n# Agreements\n",
        "+++",
    ),
    "document: words before the first": ("Dear all,\n\n" + EXAMPLE, "Dear all"),
    "document: no settings at all": ("# Agreements\n\nBe kind.\n", "# Agreements"),
    "document: nothing": ("", ""),
    "document: no curriculum": (EXAMPLE[EXAMPLE.index("+++\nnumber") :], "+++"),
    "document: two curricula": (EXAMPLE + "+++\nformat = 1\n+++\n", "+++\nformat = 1\n+++"),
    "format: newer": (changed("format = 1", "format = 2"), "format = 2"),
    "format: none": (changed("format = 1\n", ""), "+++"),
    "format: zero": (changed("format = 1", "format = 0"), "format = 0"),
    "keys: unknown in the curriculum": (changed("minutes = 90", "minuts = 90"), "minuts"),
    "keys: unknown in a plan": (changed("number = 1", "number = 1\nweek = 1"), "week = 1"),
    "keys: a number in quotes": (changed("version = 1", 'version = "1"'), "version"),
    "keys: a text without quotes": (
        changed('author = "The Kept Chair project"', "author = 5"),
        "author",
    ),
    "keys: yes is no number": (changed("version = 1", "version = true"), "version"),
    "keys: a table": (changed("version = 1", "version = {a = 1}"), "version"),
    "keys: unknown in a block": (changed("trim: 16", "trimm: 16"), "trimm: 16"),
    "keys: twice in a block": (changed("trim: 16", "trim: 16\ntrim: 15"), "trim: 15"),
    "keys: no number in a block": (changed("minutes: 22", "minutes: many"), "minutes: many"),
    "keys: a long number in a block": (
        changed("minutes: 22", "minutes: 2222222222"),
        "minutes: 22",
    ),
    "keys: words among a block's settings": (
        changed("minutes: 22", "Go round.\nminutes: 22"),
        "Go r",
    ),
    "sections: unknown": (changed("# Caution", "# Warning"), "# Warning"),
    "sections: unknown in a block": (changed("### Ready", "### Materials"), "### Materials"),
    "sections: twice": (changed("# Practice", "# Aim\n\nAgain.\n\n# Practice"), "# Aim\n\nAgain"),
    "sections: words before the first": (changed("# Theme", "Hello.\n\n# Theme"), "Hello."),
    "sections: words before a block": (changed("# Blocks", "# Blocks\n\nFirst,"), "First,"),
    "sections: a question without a number": (changed("1. If the", "- If the"), "- If the"),
    "limits: a huge number": (changed("version = 1", "version = 0x" + "f" * 5000), "version"),
    "characters: NUL": (changed("There is tea.", "There is\x00 tea."), "Good evening"),
    "characters: escape": (changed("There is tea.", "There is \x1b[31m tea."), "Good evening"),
    "characters: half a surrogate pair": (changed("There is tea.", "\ud83d"), "Good evening"),
}


@pytest.mark.parametrize("named", BROKEN)
def test_a_broken_text_is_named_with_its_line(named):
    text, words = BROKEN[named]
    found = read(text).faults
    assert [(each.rule, each.line) for each in found] == [
        (named.split(":")[0], line_of(text, words))
    ]
    assert check(read(text)) == list(found)


def test_bytes_that_are_no_utf8_are_named_with_their_line():
    data = EXAMPLE.encode().replace(b"There is tea.", b"There is th\xe9.")
    (found,) = read(data).faults
    assert (found.rule, found.line) == ("characters", line_of(EXAMPLE, "There is tea."))


def test_a_fault_in_a_folder_names_the_file(tmp_path):
    (tmp_path / "curriculum.md").write_text("+++\nformat = 1\n+++\n", "utf-8")
    (tmp_path / "evening.md").write_text("+++\nnumber = 1\n+++\n\n# Them\n", "utf-8")
    (found,) = read(tmp_path).faults
    assert (found.file, found.line, found.rule) == (str(tmp_path / "evening.md"), 5, "sections")
    assert str(found).startswith(f"{tmp_path}/evening.md:5: error [sections] ")


def test_all_faults_are_named_at_once():
    text = changed("# Caution", "# Warning").replace("trim: 16", "trimm: 16")
    assert [each.rule for each in read(text).faults] == ["sections", "keys"]
    assert without("# Caution", "# Blocks") != text


def test_more_than_a_megabyte_is_not_read(tmp_path):
    large = EXAMPLE + "\nMore." * 170_000
    (found,) = read(large).faults
    assert (found.rule, found.line) == ("limits", 1)
    path = tmp_path / "large.md"
    path.write_text(large, "utf-8")
    assert [each.rule for each in read(path).faults] == ["limits"]
    assert [each.rule for each in read(tmp_path).faults] == ["limits"]
    assert read(EXAMPLE + "\nMore." * 160_000).faults == ()


@pytest.mark.parametrize("path", ["missing", "folder", "nul\0", "pipe", "x" * 5000])
def test_what_is_no_file_is_named(tmp_path, path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    draft = read(tmp_path / path)
    assert [(each.rule, each.line) for each in draft.faults] == [("file", 1)]


def test_an_empty_draft_is_all_faults_and_no_traceback():
    found = check(Draft())
    assert all(isinstance(each, Finding) for each in found)
    assert {each.rule for each in found} == {"about", "numbers"}
