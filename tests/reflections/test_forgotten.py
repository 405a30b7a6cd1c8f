"""On the day that was told, nothing that was given in a group opens: not here, in no old copy."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client

from facilitator import vault
from facilitator.privacy import retention
from facilitator.vault.envelopes import group_box
from facilitator.vault.models import Key
from groups.reflections import giving, parting, reading
from groups.reflections.giving.sealing import Opener
from groups.reflections.models import Addressee, Answer, Reflection, Share
from groups.reflections.parting import forget_given
from tests import factories
from tests.cast import NOW
from tests.reflections.conftest import begun, with_key
from tests.reflections.giving import card, gave

THAT_DAY = datetime(2027, 12, 15, 3, 20, tzinfo=UTC)


@pytest.fixture
def full(house):
    """A page given to Ruth and answered, and a card with Joyce's name."""
    share = gave(house.ewa, page=begun(house.ewa, "I drew boats.", meeting=house.week).page)
    giving.answer(house.ruth, share.pk, words="Thank you, Ewa.", now=NOW)
    card(house.joyce)
    return house


def opens(copies):
    """How many of these rows, as an old copy has them, today's keyring opens."""
    found = 0
    for share in copies:
        with suppress(vault.VaultError):
            Opener().words(share)
            found += 1
    return found


def test_all_that_was_given_is_gone_and_no_old_copy_opens(full):
    old = list(Share.objects.all())
    assert opens(old) == 2
    retention.forget(THAT_DAY - timedelta(days=1))
    assert opens(old) == 2
    retention.forget(THAT_DAY)
    assert (Share.objects.count(), Addressee.objects.count(), Answer.objects.count()) == (0, 0, 0)
    assert opens(old) == 0
    with pytest.raises(vault.Erased):
        group_box(full.group.pk).seal(b"x", table="t", column="c", row=full.group.pk, revision=1)
    assert not Key.objects.filter(owner=full.group.pk, wrapped__isnull=False).exists()


def test_her_own_pages_stay_hers_with_the_evening_they_were_written_to(full):
    retention.forget(THAT_DAY)
    (whole,) = reading.open_all(full.ewa)
    assert whole.sheet.words == "I drew boats."
    assert whole.page.meeting == full.week


def test_another_groups_cards_stay(full):
    other = factories.group(
        lead=full.colette, name="Later", first_on=full.group.first_on + timedelta(days=90)
    )
    farida = factories.member(other, "Farida").person
    share = card(farida)
    forget_given(THAT_DAY)
    assert list(Share.objects.all()) == [share]
    assert Opener().words(Share.objects.get()) != ""


def test_a_restored_backup_is_forgotten_again_its_keyring_too(full):
    rows, keys = list(Share.objects.all()), list(Key.objects.filter(owner=full.group.pk))
    retention.forget(THAT_DAY)
    assert retention.forget(THAT_DAY)["groups.reflections.parting.forget_given"] == 0
    for row in (*rows, *keys):
        row.save()
    assert opens(rows) == 2
    retention.forget(THAT_DAY)
    assert (opens(rows), Share.objects.count()) == (0, 0)


def test_a_keyring_that_does_not_answer_is_asked_again_the_next_day(full, monkeypatch, caplog):
    def silent():
        raise DatabaseError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(vault, "living", silent)
        assert "groups.reflections.parting.forget_given" not in retention.forget(THAT_DAY)
    assert Share.objects.count() == 2
    retention.forget(THAT_DAY + timedelta(days=1))
    assert Share.objects.count() == 0


def test_the_vault_finds_nothing_wrong_afterwards(full):
    retention.forget(THAT_DAY)
    said = StringIO()
    call_command("vault", "verify", stdout=said)
    assert Reflection.objects.count() == 2


def test_from_that_day_on_nothing_opens_although_nothing_was_taken_yet(house, at_now):
    """The nightly look comes at 3.20, or not at all while the worker is down."""
    card(house.ewa)
    share = gave(house.ewa)
    parting.save(house.ewa, house.group, words="Ewa, 0151", to=set())
    midnight = datetime.combine(house.group.forget_on, time.min, tzinfo=UTC)
    ruth, joyce = Client(), Client()
    addresses = {
        f"/group/{house.group.pk}/cards/": joyce,
        f"/lead/given/{share.pk}/": ruth,
        f"/group/{house.group.pk}/contact/": joyce,
    }
    for at, may in ((midnight - timedelta(minutes=1), True), (midnight, False)):
        at_now.move_to(at)
        with_key(ruth, house.ruth)
        with_key(joyce, house.joyce)
        for there, client in addresses.items():
            answer = client.get(there)
            assert (answer.status_code == 200) is (may or "/cards/" in there), there
            assert may or "buttons" not in answer.content.decode(), there
        assert ("buttons" in joyce.get(next(iter(addresses))).content.decode()) is may
