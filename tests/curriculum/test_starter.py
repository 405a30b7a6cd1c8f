"""The starter set: files of blocks that come with the house."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import curriculum
from curriculum.importing import Refused, read_starter, store_starter
from curriculum.management.commands import builtin_curricula
from curriculum.models import LibraryActivity
from tests import factories
from tests.cast import NOW, facilitator

FILES = sorted((Path(curriculum.__file__).parent / "content" / "blocks").glob("*.md"))
HEAD = '+++\nformat = 1\nlanguage = "en"\nlicence = "CC-BY-SA-4.0"\nauthor = "Us"\n+++\n\n'
TEXT = HEAD + (
    "# Blocks\n\n## A bell\n\nkind: open\nminutes: 4\ntrim: 2\n\n### Say\n\nListen until it is "
    "gone.\n\n## What we take along\n\nkind: close\nminutes: 8\n\n### Notes\n\nNobody has to.\n"
)


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A content folder of our own with one file of blocks."""
    (tmp_path / "blocks").mkdir()
    file = tmp_path / "blocks" / "en.md"
    file.write_text(TEXT, "utf-8")
    monkeypatch.setattr(builtin_curricula, "CONTENT", tmp_path)
    return file


def told():
    return [
        (each.title, each.kind, each.minutes, each.trim, each.words, each.notes, each.language)
        for each in LibraryActivity.objects.filter(owner=None)
    ]


def command():
    out = StringIO()
    call_command("builtin_curricula", stdout=out)
    return out.getvalue()


def test_the_command_brings_the_blocks_in_and_running_it_again_changes_nothing(content):
    assert command() == "Blocks (en): 2, new: 2.\n"
    ids = {*LibraryActivity.objects.values_list("pk", flat=True)}
    assert told() == [
        ("A bell", "open", 4, 2, "Listen until it is gone.", "", "en"),
        ("What we take along", "close", 8, None, "", "Nobody has to.", "en"),
    ]
    assert command() == "Blocks (en): 2, new: 0.\n"
    assert {*LibraryActivity.objects.values_list("pk", flat=True)} == ids


def test_the_set_becomes_what_the_file_says_and_nothing_of_anybodys_is_touched(content):
    ruth = facilitator("Ruth")
    kept = factories.library_activity(owner=ruth, title="A bell")
    spanish = factories.library_activity(language="es", title="Una campana")
    command()
    content.write_text(TEXT.replace("minutes: 4", "minutes: 5").split("## What")[0], "utf-8")
    assert command() == "Blocks (en): 1, new: 1.\n"
    assert [line[:3] for line in told()] == [("A bell", "open", 5), ("Una campana", "round", 12)]
    assert {kept, spanish} <= {*LibraryActivity.objects.all()}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("kind: open", "kind: dance", "block"),
        ("minutes: 4", "minutes: 0", "block"),
        ("trim: 2", "trim: 4", "block"),
        ("minutes: 4", "minutes: four", "keys"),
        ("# Blocks", "# Bricks", "sections"),
        ("format = 1", "format = 2", "format"),
        ('language = "en"', 'language = "English!"', "about"),
        ('author = "Us"', 'author = "Us"\nmood = "good"', "keys"),
        ("## What we take along", "## A bell", "block"),
        ("+++\n\n# Blocks", "\n\n# Blocks", "document"),
        ("### Say", "### Whisper", "sections"),
    ],
)
def test_a_file_with_a_fault_is_refused_whole_with_its_line(content, old, new, rule):
    assert old in TEXT
    content.write_text(TEXT.replace(old, new, 1), "utf-8")
    with pytest.raises(CommandError) as refused:
        command()
    assert f"[{rule}]" in str(refused.value)
    assert f"{content}:" in str(refused.value)
    assert told() == []


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", "Blöcke".encode("utf-16"), b"a\0b", b""])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Refused):
        store_starter(read_starter("en.md", data), now=NOW)


def test_each_file_of_the_house_has_24_blocks_and_no_fault():
    for file in FILES:
        starter = read_starter(file.name, file.read_bytes())
        assert [*map(str, starter.findings)] == []
        assert starter.language == file.stem
        assert len(starter.blocks) == 24
        assert all(block.words and block.notes for block in starter.blocks)


def test_the_set_is_the_same_in_every_language():
    shapes = {
        file.stem: [
            (block.kind, block.minutes, block.trim, block.role)
            for block in read_starter(file.name, file.read_bytes()).blocks
        ]
        for file in FILES
    }
    assert len({*map(tuple, shapes.values())}) <= 1, shapes
