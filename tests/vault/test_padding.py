"""Padding hides the length, and takes nothing away."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.vault.padding import pad, padded_length, unpad

LENGTHS = st.integers(0, 5_000_000)


def test_a_line_and_half_a_page_are_the_same_length():
    assert {padded_length(n) for n in (0, 1, 40, 252)} == {256}
    assert padded_length(253) == 272


@given(LENGTHS)
def test_padding_never_costs_more_than_an_eighth(length):
    padded = padded_length(length)
    assert padded >= max(256, length + 4)
    assert padded <= max(256, (length + 4) * 1.13)


@given(LENGTHS)
def test_a_longer_text_never_takes_less(length):
    assert padded_length(length) <= padded_length(length + 1)


def test_there_are_few_lengths_to_tell_apart():
    assert len({padded_length(n) for n in range(200_000)}) == 178


@given(st.binary(max_size=3000))
def test_what_was_padded_comes_back(data):
    assert unpad(pad(data)) == data
    assert len(pad(data)) == padded_length(len(data))


def test_what_we_did_not_pad_is_refused():
    for wrong in (b"", b"\0" * 100, (500).to_bytes(4, "big").ljust(256, b"\0"), b"\xff" * 256):
        try:
            unpad(wrong)
        except ValueError:
            continue
        raise AssertionError(wrong[:8])
