"""manage.py vault verify opens every sealed text, and says only how many."""

import uuid
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from facilitator import vault
from facilitator.keeping import WITH_ACCOUNT, Keeps, Sealed
from facilitator.vault import verifying
from groups.reflections.models import Reflection, Revision
from tests.cast import NOW, person

CANARY = "the-coat-behind-the-door"
KEEPS = Keeps(
    "sealed", "her words", WITH_ACCOUNT, sealed=True, places="tests.vault.test_verify.places"
)
HIDDEN: set[uuid.UUID] = set()


def places() -> Iterator[Sealed]:
    """Every revision's blob, but for those hidden by a test."""
    for one in Revision.objects.select_related("reflection").order_by("reflection__person", "pk"):
        if one.pk not in HIDDEN:
            yield Sealed(
                bytes(one.sealed), "t", "sealed", one.pk, one.reflection.person_id, one.number
            )


@pytest.fixture
def pages(monkeypatch):
    """Three pages of Ewa's, two of Joyce's; the declaration under test is the only sealed one."""
    HIDDEN.clear()
    monkeypatch.setattr(verifying, "declarations", lambda: iter([("reflections.Revision", KEEPS)]))
    for name, count in (("Ewa", 3), ("Joyce", 2)):
        writer = person(name)
        box = vault.box(writer.pk, actor=writer.pk)
        for _ in range(count):
            page = Reflection.objects.create(
                person=writer, begun_at=NOW, written_at=NOW, revision=1
            )
            row = uuid.uuid4()
            sealed = box.seal(CANARY.encode(), table="t", column="sealed", row=row, revision=1)
            Revision.objects.create(id=row, reflection=page, number=1, sealed=sealed, saved_at=NOW)
    return list(Revision.objects.order_by("pk"))


def verify(capsys) -> str:
    call_command("vault", "verify")
    return capsys.readouterr().out


def failing(capsys) -> str:
    with pytest.raises(CommandError, match="Not everything opens"):
        call_command("vault", "verify")
    return capsys.readouterr().out


def test_everything_opens_and_only_counts_are_printed(pages, capsys, django_assert_num_queries):
    with django_assert_num_queries(2, using="keyring"):  # one box per owner
        out = verify(capsys)
    assert out == (
        "reflections.Revision.sealed: 5 opened, 0 erased, 0 failed, 0 without a place\n"
        "5 opened, none failed.\n"
    )


def test_one_broken_blob_is_counted_and_the_exit_is_1(pages, capsys):
    broken = bytearray(pages[2].sealed)
    broken[-1] ^= 1
    Revision.objects.filter(pk=pages[2].pk).update(sealed=bytes(broken))
    out = failing(capsys)
    assert "4 opened, 0 erased, 1 failed, 0 without" in out
    assert CANARY not in out


def test_two_swapped_blobs_are_noticed(pages, capsys):
    one, other = pages[:2]
    Revision.objects.filter(pk=one.pk).update(sealed=other.sealed)
    Revision.objects.filter(pk=other.pk).update(sealed=one.sealed)
    assert "3 opened, 0 erased, 2 failed" in failing(capsys)


def test_a_blob_whose_place_nobody_names_is_noticed(pages, capsys):
    HIDDEN.add(pages[0].pk)
    assert "4 opened, 0 erased, 0 failed, 1 without a place" in failing(capsys)


def test_what_was_erased_is_no_failure(pages, capsys):
    ewa = Reflection.objects.filter(person__name="Ewa").values_list("person", flat=True)[0]
    vault.shred(ewa, now=NOW)
    assert "2 opened, 3 erased, 0 failed, 0 without" in verify(capsys)


def test_without_the_key_nothing_is_counted(pages, kek_file):
    with pytest.raises(CommandError):
        call_command("vault", "verify")


def test_a_sealed_field_that_names_no_places_fails(pages, capsys, monkeypatch):
    bare = Keeps("sealed", "her words", WITH_ACCOUNT, sealed=True)
    monkeypatch.setattr(verifying, "declarations", lambda: iter([("reflections.Revision", bare)]))
    assert "0 opened, 0 erased, 0 failed, 5 without a place" in failing(capsys)
