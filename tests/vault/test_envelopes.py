"""A text with a key of its own, closed with its group's key."""

from uuid import uuid4

import pytest
from django.core.management import call_command

from facilitator import vault
from facilitator.vault import looking_after
from facilitator.vault.envelopes import group_box, new_key, own_box
from facilitator.vault.models import Key
from tests.cast import NOW

AT = {"table": "t", "column": "wrapped", "revision": 1}
WORDS = b"the coat behind the door"


def test_the_groups_key_is_made_when_first_needed_and_only_once():
    group, row = uuid4(), uuid4()
    assert group not in vault.living()
    for _twice in range(2):
        group_box(group).seal(new_key(), row=row, **AT)
    assert Key.objects.filter(owner=group).count() == 1


def test_a_wrapped_key_opens_at_its_place_in_its_group_and_nowhere_else():
    group, other, row, key = uuid4(), uuid4(), uuid4(), new_key()
    wrapped = group_box(group).seal(key, row=row, **AT)
    group_box(other).seal(new_key(), row=row, **AT)
    assert group_box(group).open(wrapped, row=row, **AT) == key
    for box, place in (
        (group_box(other), AT | {"row": row}),
        (group_box(group), AT | {"row": uuid4()}),
        (group_box(group), AT | {"row": row, "column": "sealed"}),
        (group_box(group), AT | {"row": row, "revision": 2}),
        (vault.box(group, actor=group), AT | {"row": row}),  # a group's key is for keys alone
    ):
        with pytest.raises(vault.Unopenable):
            box.open(wrapped, **place)


def test_a_text_opens_with_its_own_key_alone():
    text, row = uuid4(), uuid4()
    key = new_key()
    sealed = own_box(key, text=text).seal(WORDS, row=row, **AT)
    assert WORDS not in sealed
    assert own_box(key, text=text).open(sealed, row=row, **AT) == WORDS
    for box in (own_box(new_key(), text=text), own_box(key, text=uuid4())):
        with pytest.raises(vault.Unopenable):
            box.open(sealed, row=row, **AT)
    stranger = sealed[:7] + b"\x02" + sealed[8:]
    with pytest.raises(vault.Unopenable):
        own_box(key, text=text).open(stranger, row=row, **AT)


def test_a_wrapped_key_opens_after_the_house_key_was_changed(kek_file, write_key):
    write_key(kek_file)
    looking_after.adopt("2026a")
    group, row, key = uuid4(), uuid4(), new_key()
    wrapped = group_box(group).seal(key, row=row, **AT)
    looking_after.new_file("2027a")
    call_command("vault", "rotate-kek", "--to", "2027a")
    assert Key.objects.get(owner=group).kek == "2027a"
    assert group_box(group).open(wrapped, row=row, **AT) == key


def test_with_the_groups_key_destroyed_nothing_of_it_opens():
    group, row = uuid4(), uuid4()
    wrapped = group_box(group).seal(new_key(), row=row, **AT)
    vault.shred(group, now=NOW)
    with pytest.raises(vault.Erased):
        group_box(group).open(wrapped, row=row, **AT)


def test_neither_box_says_what_it_holds():
    key = new_key()
    for box in (group_box(uuid4()), own_box(key, text=uuid4())):
        assert repr(box) == "Box()"
        assert key.hex() not in str(vars(box)).lower()
