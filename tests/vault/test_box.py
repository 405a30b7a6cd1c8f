"""A box seals for one owner and one place, and opens nothing else."""

import uuid
from dataclasses import replace

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as cases
from hypothesis import strategies as st

from facilitator import vault
from facilitator.vault import ciphers, keyring
from facilitator.vault.models import Key

EWA = uuid.UUID("11111111-1111-4111-8111-111111111111")
JOYCE = uuid.UUID("22222222-2222-4222-8222-222222222222")
ROW = uuid.UUID("33333333-3333-4333-8333-333333333333")
PLACE = {"table": "revision", "column": "sealed", "row": ROW, "revision": 3}
WORDS = b"The winter coat still hangs in the hall."

several = cases(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)


def test_what_was_sealed_opens_for_its_owner():
    blob = vault.box(EWA, actor=EWA).seal(WORDS, **PLACE)
    assert WORDS not in blob
    assert vault.box(EWA, actor=EWA).open(blob, **PLACE) == WORDS
    assert vault.box(EWA, actor=EWA).open(memoryview(blob), **PLACE) == WORDS


def test_the_key_of_a_draft_is_one_for_each_owner_and_device_and_opens_nothing_here():
    box = vault.box(EWA, actor=EWA)
    first = box.draft_key("tablet")  # her first key is made, as by sealing
    assert len(first) == 32
    assert vault.box(EWA, actor=EWA).draft_key("tablet") == first
    others = {box.draft_key("phone"), vault.box(JOYCE, actor=JOYCE).draft_key("tablet")}
    ring = keyring.load(EWA)
    assert first not in others | {ring.key(1), keyring.unwrapped(Key.objects.get(owner=EWA))}
    keyring.shred(EWA, now=timezone.now())
    with pytest.raises(vault.Erased):
        vault.box(EWA, actor=EWA).draft_key("tablet")


def test_nobody_opens_another_ones_box(django_assert_num_queries):
    for owner, actor in ((EWA, JOYCE), (EWA, vault.HOUSE), (vault.HOUSE, EWA)):
        with django_assert_num_queries(0, using="keyring"), pytest.raises(vault.NotYours):
            vault.box(owner, actor=actor)
    with pytest.raises(vault.NotYours):
        vault.box(keyring.CHECK, actor=keyring.CHECK)


def test_the_house_opens_its_own_short_lived_secrets():
    blob = vault.box(vault.HOUSE, actor=vault.HOUSE).seal(b"482913", **PLACE)
    assert vault.box(vault.HOUSE, actor=vault.HOUSE).open(blob, **PLACE) == b"482913"


def test_a_box_costs_one_query_however_much_it_opens(django_assert_num_queries):
    blob = vault.box(EWA, actor=EWA).seal(WORDS, **PLACE)
    with django_assert_num_queries(1, using="keyring"):
        box = vault.box(EWA, actor=EWA)
        for _ in range(12):
            assert box.open(blob, **PLACE) == WORDS


@given(st.data())
@several
def test_one_changed_bit_anywhere_and_it_does_not_open(data):
    box = vault.box(EWA, actor=EWA)
    blob = bytearray(box.seal(WORDS, **PLACE))
    at = data.draw(st.integers(0, len(blob) - 1))
    blob[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(vault.Unopenable):
        box.open(bytes(blob), **PLACE)


def test_every_single_byte_is_bound():
    box = vault.box(EWA, actor=EWA)
    blob = box.seal(WORDS, **PLACE)
    for at in range(len(blob)):
        broken = blob[:at] + bytes([blob[at] ^ 0xFF]) + blob[at + 1 :]
        with pytest.raises(vault.Unopenable):
            box.open(broken, **PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"table": "share"},
        {"column": "title"},
        {"row": JOYCE},
        {"revision": 2},
        {"revision": 4},
        # The same bytes, cut elsewhere: the length in front of each part tells them apart.
        {"table": "revisions", "column": "ealed"},
    ],
)
def test_it_opens_at_no_other_place(elsewhere):
    box = vault.box(EWA, actor=EWA)
    blob = box.seal(WORDS, **PLACE)
    with pytest.raises(vault.Unopenable):
        box.open(blob, **PLACE | elsewhere)


def test_it_opens_for_no_other_owner():
    blob = vault.box(EWA, actor=EWA).seal(WORDS, **PLACE)
    with pytest.raises(vault.Unopenable):
        vault.box(JOYCE, actor=JOYCE).open(blob, **PLACE)
    vault.box(JOYCE, actor=JOYCE).seal(WORDS, **PLACE)  # now she has a key with the same kid
    with pytest.raises(vault.Unopenable):
        vault.box(JOYCE, actor=JOYCE).open(blob, **PLACE)


def test_even_under_one_key_the_owner_is_bound():
    key = ciphers.new_key()
    hers = ciphers.Place("revision", "sealed", ROW, EWA, 3)
    blob = ciphers.seal_blob(WORDS, key, kid=1, place=hers)
    assert ciphers.open_blob(blob, key, place=hers) == WORDS
    for other in (replace(hers, owner=JOYCE), replace(hers, row=EWA, owner=ROW)):
        with pytest.raises(vault.Unopenable):
            ciphers.open_blob(blob, key, place=other)


def test_not_even_a_key_moved_to_another_owner_opens_it():
    blob = vault.box(EWA, actor=EWA).seal(WORDS, **PLACE)
    Key.objects.filter(owner=EWA).update(owner=JOYCE)
    with pytest.raises(vault.Closed):
        vault.box(JOYCE, actor=JOYCE).open(blob, **PLACE)


@given(st.text())
@several
def test_any_text_comes_back_as_it_was(text):
    data = text.encode("utf-8", "surrogatepass")
    box = vault.box(EWA, actor=EWA)
    assert box.open(box.seal(data, **PLACE), **PLACE) == data


@pytest.mark.parametrize("text", ["", "a", "ä" * settings.MAX_PAGE_CHARS, "👩‍👧" * 40_000])
def test_the_shortest_and_the_longest_page_come_back(text):
    box = vault.box(EWA, actor=EWA)
    assert box.open(box.seal(text.encode(), **PLACE), **PLACE).decode() == text


def test_the_same_words_never_look_the_same_twice():
    box = vault.box(EWA, actor=EWA)
    assert box.seal(WORDS, **PLACE) != box.seal(WORDS, **PLACE)


@pytest.mark.parametrize("blob", [b"", b"SG1", bytes(400), b"SG1\x02" + bytes(300)])
def test_bytes_that_are_not_ours_are_refused(blob):
    vault.box(EWA, actor=EWA).seal(WORDS, **PLACE)
    with pytest.raises(vault.Unopenable):
        vault.box(EWA, actor=EWA).open(blob, **PLACE)


def test_nothing_about_a_box_can_be_printed():
    box = vault.box(EWA, actor=EWA)
    box.seal(WORDS, **PLACE)
    assert repr(box) == "Box()"
    assert repr(box._ring) == "Ring()"
