"""What is written is read back the same, and what is read and written again stays the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.checking import BlockDraft, Draft, PlanDraft
from curriculum.checking.blocks import KINDS
from curriculum.importing import read, write_files, write_text
from curriculum.importing.escaping import SECTION, STEP, escape, unescape
from tests.curriculum.samples import EXAMPLE

# Pieces that mean something to the format, among ordinary and odd characters.
PIECES = [
    "# Theme", "# ", "#", "## A block", "### Say", "#### Mine", "+++", "+++ ", "---", "\\", "\\\\",
    "\\# x", "\\+++", "```", "~~~", "1. one", "2) two", "   ", "\t", " lead", "trail  ",
    "kind: open", "key = 1", "", "Ł", "é", "日本", "👵🏽", "\u2028", "\x85", "\xa0", "\ufeff",
    '"', "'''", "[[x]]", "\\n", "\\s", "- a", "> b", "<script>",
]  # fmt: skip
odd = st.characters(exclude_categories=("Cs", "Cc"))
lines = st.lists(st.sampled_from(PIECES) | st.text(odd, max_size=12), min_size=0, max_size=3).map(
    "".join
)
texts = st.just("") | st.lists(lines, max_size=4).map("\n".join)
one_line = st.lists(st.sampled_from(PIECES) | st.text(odd, max_size=12), max_size=3).map("".join)
numbers = st.integers(-999_999_999, 999_999_999)
blocks = st.builds(
    BlockDraft,
    title=one_line | texts,
    kind=st.sampled_from(KINDS),
    minutes=st.none() | numbers,
    trim=st.none() | numbers,
    role=st.sampled_from(["lead", "co"]),
    words=texts,
    notes=texts,
    materials=texts,
    shorten=texts,
    stall=texts,
)
plans = st.builds(
    PlanDraft,
    number=st.integers(0, 999),
    part=st.sampled_from(["main", "before", "after"]),
    language=st.just("") | st.sampled_from(["en", "es", "pt-BR", "odd one"]),
    title=one_line,
    minutes=numbers,
    theme=texts,
    aim=texts,
    caution=texts,
    page=texts,
    handout=texts,
    practice=texts,
    blocks=st.lists(blocks, max_size=2).map(tuple),
    prompts=st.lists(texts, max_size=2).map(tuple),
)
drafts = st.builds(
    Draft,
    key=one_line,
    version=st.none() | numbers,
    language=one_line.filter(lambda said: said not in ("en", "es", "pt-BR", "odd one")),
    translation_of=st.just("") | one_line,
    title=one_line,
    subtitle=texts,
    author=one_line,
    licence=one_line,
    attribution=texts,
    minutes=numbers,
    agreements=texts,
    guide=texts,
    plans=st.lists(plans, max_size=2, unique_by=lambda plan: plan.number).map(
        lambda found: tuple(sorted(found, key=lambda plan: plan.number or 0))
    ),
)


@given(drafts)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_back_the_same(draft):
    back = read(write_text(draft))
    assert back.faults == ()
    assert back == draft


@given(drafts)
@settings(max_examples=30, deadline=None)
def test_a_folder_and_one_file_are_the_same_curriculum(draft):
    files = write_files(draft)
    assert "\n".join(files.values()) == write_text(draft)
    assert read({name: text.encode() for name, text in files.items()}) == draft


@given(texts, st.sampled_from([SECTION, STEP, None]))
@settings(max_examples=300, deadline=None)
def test_a_text_survives_its_backslashes(text, ends):
    written = escape(text, ends)
    assert unescape(["", *written, "", ""], ends)[0] == text
    if ends:
        assert not any(ends.fullmatch(line) and line[0] != "\\" for line in written)


@given(st.lists(st.sampled_from([*PIECES, "# Page", "# Blocks", "# Questions"]), max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_text_that_can_be_read_is_written_in_one_way_only(found):
    text = "+++\nformat = 1\n+++\n+++\nnumber = 1\n+++\n" + "\n".join(found)
    draft = read(text)
    if not draft.faults:
        once = write_text(draft)
        assert read(once) == draft
        assert write_text(read(once)) == once


@given(st.text(max_size=300) | st.binary(max_size=300) | texts)
@settings(max_examples=200, deadline=None)
def test_nothing_that_can_be_handed_in_makes_it_stumble(anything):
    for source in (anything, EXAMPLE[:700] + str(anything)):
        draft = read(source)
        assert isinstance(draft, Draft)
        assert all(fault.words and fault.rule and fault.line >= 1 for fault in draft.faults)


def test_the_example_is_written_as_it_stands():
    title = 'title = "Putting a name to the ache"\n'
    assert write_text(read(EXAMPLE)) == EXAMPLE.replace(title, title + "minutes = 90\n")


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_machines_are_read_alike(ends):
    assert read(EXAMPLE.replace("\n", ends).encode()) == read(EXAMPLE)


def test_a_byte_order_mark_is_not_part_of_the_text():
    assert read("\ufeff" + EXAMPLE) == read(EXAMPLE)


def test_a_folder_is_read_whatever_its_files_are_called(tmp_path: Path):
    first, second = EXAMPLE.split("\n+++\nnumber")
    (tmp_path / "z.md").write_text(first + "\n", "utf-8")
    (tmp_path / "a.md").write_text("+++\nnumber" + second, "utf-8")
    (tmp_path / "README.md").write_text("About this folder.", "utf-8")
    (tmp_path / "._a.md").write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / "notes.txt").write_text("Not read.", "utf-8")
    assert read(tmp_path) == read(EXAMPLE)
    (tmp_path / "one.markdown").write_text(EXAMPLE, "utf-8")
    assert read(tmp_path / "one.markdown") == read(EXAMPLE)
