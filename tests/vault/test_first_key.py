"""A keyring that never knew somebody's key makes no second first one beside her sealed texts."""

from uuid import uuid4

import pytest

from facilitator import vault
from facilitator.keeping import OTHER_KEY, declarations, has_sealed
from facilitator.vault.models import Key
from groups.reflections import giving, letters, practising
from groups.reflections.models import Said, Share, To
from groups.reflections.sheet import Sheet
from tests import cast, factories
from tests.cast import NOW
from tests.reflections.conftest import begun, stamp

AT = {"table": "t", "column": "sealed", "row": uuid4(), "revision": 1}


@pytest.fixture
def group():
    return factories.group(lead=cast.facilitator())


@pytest.fixture
def ewa(group):
    return factories.member(group).person


def test_every_sealed_field_says_whose_key_it_is():
    owners = {
        f"{label}.{keeps.names[0]}": keeps.owner for label, keeps in declarations() if keeps.sealed
    }
    assert "" not in owners.values()
    assert owners["reflections.Revision.sealed"] == "reflection__person"
    assert owners["reflections.Share.wrapped"] == "group"
    assert owners["mfa.Authenticator.data"] == OTHER_KEY


def a_page(ewa, group):
    begun(ewa, "A page.")


def a_letter(ewa, group):
    letters.save(ewa, None, sheet=Sheet("Dear A."), stamp=stamp(), now=NOW)


def a_practice(ewa, group):
    meeting = group.meetings.get(number=4)
    practising.answer(ewa, meeting, Said.DID)


@pytest.mark.parametrize("sealed", [a_page, a_letter, a_practice])
def test_with_the_keyring_lost_nothing_of_hers_gets_a_second_key(ewa, group, sealed):
    assert not has_sealed(ewa.pk)
    sealed(ewa, group)
    assert has_sealed(ewa.pk)
    Key.objects.filter(owner=ewa.pk).delete()
    with pytest.raises(vault.Closed):
        vault.box(ewa.pk, actor=ewa.pk).seal(b"More.", **AT)
    assert ewa.pk not in vault.living()


def test_nor_does_a_group_in_which_something_was_given(ewa, group):
    page = begun(ewa, "A page.").page
    offer = giving.Offer(To.GROUP)
    seen = giving.look(ewa, page, offer, now=NOW).seen
    giving.give(ewa, page, offer, seen=seen, slip=uuid4(), now=NOW)
    Key.objects.filter(owner=group.pk).delete()
    with pytest.raises(giving.NotGivenError):
        giving.give(ewa, page, offer, seen=seen, slip=uuid4(), now=NOW)
    assert (Share.objects.count(), group.pk in vault.living()) == (1, False)


def test_a_neighbours_pages_are_no_reason_to_refuse(ewa, group):
    begun(factories.member(group, "Joyce").person, "Hers.")
    vault.box(ewa.pk, actor=ewa.pk).seal(b"Words.", **AT)
    assert ewa.pk in vault.living()
