"""The built-in curricula: without a fault, and in our own words."""

from pathlib import Path

import pytest

from curriculum.checking import check
from curriculum.importing import part_of, read, store, write_text
from tests.curriculum.essay import known, runs
from tests.curriculum.samples import CONTENT

FOLDERS = sorted(path.parent for path in CONTENT.glob("*/*/curriculum.md"))
TEXTS = sorted(CONTENT.rglob("*.md"))


def named(path: Path) -> str:
    return str(path.relative_to(CONTENT))


def test_the_lamp_and_the_open_door_is_built_in():
    assert "the-lamp-and-the-open-door/en" in map(named, FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_it_has_no_error_and_no_warning(folder):
    assert [str(finding) for finding in check(read(folder))] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_its_folder_says_its_key_and_its_language(folder):
    draft = read(folder)
    assert (draft.key, draft.language) == (folder.parent.name, folder.name)


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_it_goes_into_the_database_and_comes_out_the_same(folder):
    draft = read(folder)
    if draft.translation_of:
        store(read(folder.parent / draft.translation_of))
    curriculum, _written = store(draft)
    assert part_of(curriculum) == draft
    assert read(write_text(draft)) == draft


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_it_shares_no_six_words_in_a_row_with_the_essay(path):
    found = runs(path.read_text("utf-8"))
    assert [found[run] for run in found.keys() & known()] == []


def test_six_words_in_a_row_are_found_and_five_are_not():
    theirs = runs("The kettle sings; nobody’s listening any more tonight.").keys()
    assert len(theirs) == 3
    assert runs("So: THE *kettle* sings\nnobodys listening any — and then").keys() & theirs
    assert not runs("the kettle sings nobody's listening for any more tonight").keys() & theirs


def test_the_hashes_are_those_of_a_whole_essay():
    assert len(known()) > 1000
    assert all(len(run) == 16 for run in known())
