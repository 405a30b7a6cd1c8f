"""Two at the same moment: a day is marked once, and 24 are 24."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from groups.models import Membership
from groups.reflections import tender
from groups.reflections.models import TenderConsent, TenderDate
from groups.reflections.models.tender import MOST
from groups.reflections.tender import Day
from tests.cast import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="needs PostgreSQL: SQLite has one writer at a time"
    ),
]


def together(*acts):
    """What each of them said: None, or what it was refused with."""

    def run(act):
        try:
            return act()
        except tender.FullError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def marks(house, *days, words=""):
    return [lambda day=day: tender.mark(house.ewa, day, words=words, now=NOW) for day in days]


def test_the_same_day_eight_times_at_once_is_marked_once(house):
    assert together(*marks(house, *[Day(3, 3)] * 8, words="a word")) == [None] * 8
    assert TenderDate.objects.count() == 1


def test_of_four_at_once_into_two_free_places_two_are_refused(house):
    for act in marks(house, *[Day(1, n) for n in range(1, MOST - 1)]):
        act()
    said = together(*marks(house, *[Day(2, n) for n in range(1, 5)]))
    assert sorted(isinstance(one, tender.FullError) for one in said) == [False, False, True, True]
    assert TenderDate.objects.count() == MOST


def test_saying_so_eight_times_at_once_is_said_once(house):
    seat = Membership.objects.get(person=house.ewa).pk
    together(*[lambda: tender.tell(house.ewa, seat, NOW)] * 8)
    assert TenderConsent.objects.count() == 1
