"""Both tick at once, from several windows: nobody waits in a ring, and both see each other."""

import contextlib

import pytest
from django.db import connection

from groups.leaving import leave
from groups.models import Membership
from groups.reflections import parting
from groups.reflections.models import Contact, Wish
from tests.cast import NOW
from tests.reflections.test_giving_races import together
from tests.reflections.test_staying import EWA, JOYCE, says, seat, sees

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="needs PostgreSQL: SQLite has one writer at a time"
    ),
]


@pytest.mark.parametrize("turn", range(5))
def test_both_tick_at_once_from_two_windows_each(house, turn):
    acts = [
        lambda: says(house, house.ewa, EWA, house.joyce),
        lambda: says(house, house.joyce, JOYCE, house.ewa),
    ]
    assert together(*acts, *acts, *acts) == [None] * 6
    assert (sees(house, house.ewa), sees(house, house.joyce)) == ({"Joyce": JOYCE}, {"Ewa": EWA})
    assert (Contact.objects.count(), Wish.objects.count()) == (2, 2)


@pytest.mark.parametrize("turn", range(5))
def test_ticking_and_leaving_at_once_leaves_nothing_to_see(house, turn):
    says(house, house.joyce, JOYCE, house.ewa)
    mine, joyces = seat(house, house.ewa), seat(house, house.joyce).pk

    def tick():
        with contextlib.suppress(Membership.DoesNotExist):
            parting.save(house.ewa, house.group, words=EWA, to={joyces})

    together(tick, lambda: leave(mine, by=house.ewa, now=NOW), tick)
    assert sees(house, house.joyce) == {}
    assert parting.contacts_for_export(house.joyce)[0]["words"] == JOYCE
