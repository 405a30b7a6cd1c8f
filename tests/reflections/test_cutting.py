"""A page comes apart into sentences: no word is lost, and none is cut in two."""

import unicodedata
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groups.reflections.keepsakes import sentences
from groups.reflections.keepsakes.cutting import pieces

SIGNS = st.sampled_from([
    ". ", "… ", "! ", "? ", "\n", "\r\n", " ", ".", "...", "”", "“", "»", " «", "¿", "¡", "—", " (",
    ") ", "Mr", "Sra", "etc", "No", "7", "I", "J", "p.m", "e\u0301", " \u0301", "👩🏽\u200d🦰", "ñ",
    "。", "」", "　", "\u2028", "\xa0", "\u200b", "a", "Then", "luego",
])  # fmt: skip
TEXT = st.lists(SIGNS | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)).map("".join)


def flat(text: str) -> list[str]:
    return [piece for line in pieces(text) for piece in line]


@given(TEXT)
@example("。。")
@example(" \u0301")
def test_the_pieces_together_are_the_page_but_for_the_gaps(text):
    assert "".join("".join(flat(text)).split()) == "".join(text.split())


@given(TEXT.filter(lambda text: "。" not in text))
def test_every_word_is_still_a_word(text):
    assert " ".join(flat(text)).split() == text.split()


@given(TEXT)
def test_every_piece_stands_on_the_page_as_she_wrote_it_and_in_order(text):
    at = 0
    for piece in flat(text):
        at = text.index(piece, at) + len(piece)


@given(TEXT)
def test_no_piece_begins_with_a_sign_that_belongs_to_the_one_before(text):
    for line in text.splitlines():
        for piece in flat(line)[1:]:
            assert unicodedata.category(piece[0])[0] != "M"
            assert piece[0] not in "\u200d\u200c"
        for first in flat(line)[:1]:
            gap = line[: line.index(first)]
            assert not gap or unicodedata.category(first[0])[0] != "M"


@given(TEXT)
def test_a_piece_says_something_stands_in_one_line_and_is_whole(text):
    for piece in flat(text):
        assert piece.strip()
        assert len(piece.splitlines()) == 1
        assert flat(piece) == [piece] or unicodedata.category(piece.lstrip()[0])[0] == "M"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("I drew. I had forgotten that.", ["I drew.", "I had forgotten that."]),
        ("i drew. i had forgotten", ["i drew.", "i had forgotten"]),
        ("Why? Because! Yes", ["Why?", "Because!", "Yes"]),
        ("Mrs. Ward and Dr. Hall came.", ["Mrs. Ward and Dr. Hall came."]),
        ("La Sra. Ortiz y D. Juan.", ["La Sra. Ortiz y D. Juan."]),
        ("It was J. K. and I. Then tea.", ["It was J. K. and I.", "Then tea."]),
        ("At 7 p.m. we ate. At 8 p.m. He left.", ["At 7 p.m. we ate.", "At 8 p.m.", "He left."]),
        ("Jam, bread, etc. and tea.", ["Jam, bread, etc. and tea."]),
        ("No. I will not. See no. 7.", ["No.", "I will not.", "See no. 7."]),
        ("1. Bread\n2. Jam", ["1. Bread", "2. Jam"]),
        ("I was 7. Then I was 8.", ["I was 7.", "Then I was 8."]),
        ("Well… I do not know… perhaps.", ["Well…", "I do not know… perhaps."]),
        ("Well... I know... perhaps.", ["Well...", "I know... perhaps."]),
        ("“Why?” she said. “So.” He left.", ["“Why?” she said.", "“So.”", "He left."]),
        ("¿Y tú? ¡Qué va! —No sé. Nada.", ["¿Y tú?", "¡Qué va!", "—No sé.", "Nada."]),
        ("“¿Por qué?” dijo. «Porque sí.» Y ya.", ["“¿Por qué?” dijo.", "«Porque sí.»", "Y ya."]),
        ("(It rained.) It stopped.", ["(It rained.)", "It stopped."]),
        ("雨だった。「そう。」また明日", ["雨だった。", "「そう。」", "また明日"]),
        ("a line\n\n  another  \r\nlast", ["a line", "another", "last"]),
        ("Was it 3.5 or www.example.org then?", ["Was it 3.5 or www.example.org then?"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_sentences_and_lines(text, cut):
    assert flat(text) == cut


def test_the_same_words_twice_are_two_and_on_another_page_others():
    page, other = uuid4(), uuid4()
    first, second = sentences(page, "Tea. Tea.")
    assert first.words == second.words == "Tea."
    assert first.id != second.id
    assert sentences(page, "New before. Tea. Tea.")[1].id == first.id
    assert sentences(other, "Tea.")[0].id != first.id


def test_it_knows_which_sentence_opens_a_line():
    assert [one.opens for one in sentences(uuid4(), "A b. C d.\nA b.")] == [True, False, True]


@pytest.mark.parametrize("sign", [".", "。", "…”", " ", "a. ", "\u0301", "Mr. "])
def test_a_page_full_of_one_sign_is_cut_in_one_pass(sign):
    text = sign * (200_000 // len(sign))
    assert "".join("".join(flat(text)).split()) == "".join(text.split())
