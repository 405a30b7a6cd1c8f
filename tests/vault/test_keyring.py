"""Keys in the keyring: committed on their own, made once, destroyed for good."""

import uuid

import pytest
from django.core.management import call_command
from django.db import connections, transaction

from facilitator import vault
from facilitator.vault import ciphers, keyring
from facilitator.vault.models import Key
from tests.cast import NOW
from tests.vault.conftest import run

EWA = uuid.UUID("11111111-1111-4111-8111-111111111111")
PLACE = {"table": "revision", "column": "sealed", "row": uuid.UUID(int=7), "revision": 1}


def test_a_dump_of_the_keyring_shows_only_wrapped_bytes(capsys, monkeypatch):
    made = []
    new_key = ciphers.new_key
    monkeypatch.setattr(ciphers, "new_key", lambda: made.append(new_key()) or made[-1])
    vault.box(EWA, actor=EWA).seal(b"words", **PLACE)
    call_command("dumpdata", "vault", database="keyring")
    out = capsys.readouterr().out
    assert str(EWA) in out
    assert len(made) == 1
    raw = bytes(Key.objects.get(owner=EWA).wrapped)
    assert made[0] not in raw
    assert made[0].hex() not in out
    assert len(raw) == 12 + 32 + 16


def test_a_shredded_owner_reads_as_erased_for_ever():
    blob = vault.box(EWA, actor=EWA).seal(b"words", **PLACE)
    assert vault.shred(EWA, now=NOW) == 1
    assert vault.shred(EWA, now=NOW) == 0
    row = Key.objects.get(owner=EWA)
    assert (row.kid, row.wrapped, row.shredded_at) == (1, None, NOW)
    with pytest.raises(vault.Erased):
        vault.box(EWA, actor=EWA).open(blob, **PLACE)
    with pytest.raises(vault.Erased):
        vault.box(EWA, actor=EWA).seal(b"more words", **PLACE)
    assert Key.objects.filter(owner=EWA).count() == 1


def test_the_second_of_two_first_seals_uses_the_key_of_the_first():
    one, other = vault.box(EWA, actor=EWA), vault.box(EWA, actor=EWA)
    first, second = one.seal(b"one", **PLACE), other.seal(b"two", **PLACE)
    assert Key.objects.filter(owner=EWA).count() == 1
    box = vault.box(EWA, actor=EWA)
    assert (box.open(first, **PLACE), box.open(second, **PLACE)) == (b"one", b"two")


AT_ONCE = """
import threading, uuid
import django; django.setup()
from django.db import connections
from facilitator import vault
from facilitator.vault.models import Key

PLACE = {"table": "revision", "column": "sealed", "row": uuid.UUID(int=7), "revision": 1}
owners, blobs = [uuid.uuid4() for _ in range(10)], []
for owner in owners:
    start = threading.Barrier(6)

    def seal():
        box = vault.box(owner, actor=owner)
        start.wait()
        blobs.append((owner, box.seal(b"words", **PLACE)))
        connections.close_all()

    threads = [threading.Thread(target=seal) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
opened = [vault.box(owner, actor=owner).open(blob, **PLACE) for owner, blob in blobs]
print(opened == [b"words"] * 60, Key.objects.filter(owner__in=owners).count())
"""


def test_many_first_seals_at_once_make_one_key(installation):
    environment = installation | {"DJANGO_SETTINGS_MODULE": "facilitator.settings"}
    said = run(environment, "-c", AT_ONCE)
    assert said.stdout == "True 10\n", said.stderr


@pytest.mark.django_db(transaction=True)
def test_a_key_stays_when_the_rows_that_needed_it_are_rolled_back():
    with transaction.atomic():
        blob = vault.box(EWA, actor=EWA).seal(b"words", **PLACE)
        assert not connections["keyring"].in_atomic_block
        transaction.set_rollback(True)
    assert vault.box(EWA, actor=EWA).open(blob, **PLACE) == b"words"


@pytest.mark.django_db(transaction=True)
def test_a_key_is_not_made_inside_a_transaction_of_the_keyring():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(using="keyring"):
        vault.box(EWA, actor=EWA).seal(b"words", **PLACE)
    assert not Key.objects.filter(owner=EWA).exists()


def test_the_check_value_belongs_to_nobody():
    assert Key.objects.filter(owner=keyring.CHECK).count() == 1
    with pytest.raises(vault.NotYours):
        vault.box(keyring.CHECK, actor=keyring.CHECK)


def test_a_keyring_that_does_not_answer_is_a_closed_vault():
    box = vault.box(EWA, actor=EWA)
    with connections["keyring"].cursor() as cursor:
        cursor.execute("ALTER TABLE vault_key RENAME TO elsewhere")
    with pytest.raises(vault.Closed, match="does not answer"):
        box.seal(b"words", **PLACE)
    with pytest.raises(vault.Closed, match="does not answer"):
        vault.box(EWA, actor=EWA)
