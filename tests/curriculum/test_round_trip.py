"""File, database, file: byte for byte for our own, the same content for every valid curriculum."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.checking import check, errors
from curriculum.importing import (
    draft_of,
    part_of,
    publish,
    read,
    store,
    write,
    write_files,
    write_text,
)
from curriculum.models import Curriculum
from curriculum.revising import revise
from tests.cast import NOW
from tests.curriculum import generated
from tests.curriculum.samples import CONTENT

FOLDERS = sorted(
    (path.parent for path in CONTENT.glob("*/*/curriculum.md")),
    key=lambda folder: (bool(read(folder).translation_of), folder),  # originals first
)
OUR_OWN = [folder.relative_to(CONTENT).as_posix() for folder in FOLDERS]


@pytest.mark.parametrize("name", OUR_OWN)
def test_our_own_files_come_out_as_they_went_in_byte_for_byte(name):
    for folder in FOLDERS[: OUR_OWN.index(name) + 1]:
        made, _written = store(read(folder))
        publish(made, now=NOW, by=None)
    files = {path.name: path.read_bytes() for path in (CONTENT / name).glob("*.md")}
    out = {key: text.encode() for key, text in write_files(part_of(made)).items()}
    assert out.keys() == files.keys()
    assert [key for key in files if files[key] != out[key]] == []


through_the_database = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
seeds = st.integers(0, 10**9)


@pytest.fixture
def empty():
    """Every example begins with no curriculum at all."""

    def emptied() -> None:
        Curriculum.objects.known_open().all().delete()

    return emptied


@through_the_database
@given(seed=seeds)
def test_any_valid_curriculum_keeps_its_content(empty, seed):
    empty()
    draft = generated.curriculum(Random(seed))
    assert errors(check(draft)) == []
    made, _written = store(read(write_text(draft)))
    assert draft_of(made) == draft
    assert write(made) == write_text(draft)
    assert store(read(write(made))) == (made, False)
    publish(made, now=NOW, by=None)
    assert draft_of(revise(made)) == replace(draft, version=(draft.version or 0) + 1)


@through_the_database
@given(seed=seeds)
def test_any_part_of_a_translation_keeps_its_content(empty, seed):
    empty()
    of = Random(seed)
    original = generated.curriculum(of)
    part = generated.translation(of, original)
    store(original)
    made, _written = store(read(write_text(part)))
    whole = draft_of(made)
    assert [plan.number for plan in whole.plans] == [plan.number for plan in original.plans]
    own = {plan.number for plan in part.plans}
    lent = [replace(plan, language="en") for plan in original.plans if plan.number not in own]
    assert [plan for plan in whole.plans if plan.number not in own] == lent
    assert part_of(made) == part
    assert write(made) == write_text(part)
    assert store(read(write(made))) == (made, False)
    Curriculum.objects.filter(language="en").delete()
    alone = read(write(made))  # without its original it says everything itself
    assert alone == whole
    assert errors(check(alone)) == []
