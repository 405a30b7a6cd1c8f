"""Taking back while others read: after its commit nobody reads, whoever was first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from uuid import uuid4

import pytest
from django.db import connection, connections

from groups.reflections import giving
from groups.reflections.giving import ChangedError, Offer
from groups.reflections.giving.sealing import Opener
from groups.reflections.models import Addressee, Answer, Reflection, Share, To
from tests.cast import NOW
from tests.reflections.conftest import begun
from tests.reflections.giving import WORDS, card, gave

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="needs PostgreSQL: SQLite has one writer at a time"
    ),
]
GONE = (Share.DoesNotExist, Addressee.DoesNotExist, Reflection.DoesNotExist, ChangedError)


def together(*acts):
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(10)
            return act()
        except GONE as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_after_the_commit_of_taking_back_nobody_is_in_the_middle_of_reading(house, monkeypatch):
    """Ruth has found the page and is about to open it: taking back waits until she is done."""
    share, opening, order = gave(house.ewa), Event(), []
    open_words = Opener.words

    def slowly(self, found):
        opening.set()
        order.append("reading")
        Event().wait(0.5)
        words = open_words(self, found)
        order.append("read")
        return words

    monkeypatch.setattr(Opener, "words", slowly)

    def take_back():
        opening.wait(10)
        giving.take_back(house.ewa, share.pk, now=NOW)
        order.append("gone")

    together(lambda: giving.open_given(house.ruth, share.pk, now=NOW), take_back)
    assert order == ["reading", "read", "gone"]
    assert together(lambda: giving.open_given(house.ruth, share.pk, now=NOW)) == ["DoesNotExist"]
    assert order == ["reading", "read", "gone"]


@pytest.mark.parametrize("turn", range(5))
def test_many_read_and_answer_while_it_is_taken_back(house, turn):
    """No error, no word after the commit, and nothing that was said to it stays behind."""
    share, board, after = gave(house.ewa), card(house.ewa), []

    def take_back():
        for one in (share, board):
            giving.take_back(house.ewa, one.pk, now=NOW)
        after.extend(together(*readers()))

    def readers():
        return [
            lambda: giving.open_given(house.ruth, share.pk, now=NOW).card.words,
            lambda: giving.answer(house.ruth, share.pk, words="I read it.", now=NOW),
            lambda: "".join(
                one.card.words
                for one in giving.cards(house.joyce, house.group, leads=False, now=NOW)
            ),
        ]

    together(take_back, *readers(), *readers())
    assert after == ["DoesNotExist", "DoesNotExist", ""]
    assert (Share.objects.count(), Addressee.objects.count(), Answer.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("turn", range(5))
def test_a_page_deleted_while_it_is_given_leaves_nothing_given(house, turn):
    page, offer = begun(house.ewa, WORDS).page, Offer(To.GROUP)
    seen = giving.look(house.ewa, page, offer, now=NOW).seen
    together(
        lambda: giving.give(house.ewa, page, offer, seen=seen, slip=uuid4(), now=NOW),
        lambda: giving.delete_page(house.ewa, page, now=NOW + timedelta(minutes=1)),
    )
    assert Share.objects.count() == 0


def test_pressed_eight_times_at_once_it_is_given_once(house):
    page, offer, slip = begun(house.ewa, WORDS).page, Offer(To.GROUP), uuid4()
    seen = giving.look(house.ewa, page, offer, now=NOW).seen

    def give():
        return giving.give(house.ewa, page, offer, seen=seen, slip=slip, now=NOW).pk

    assert len(set(together(*[give] * 8))) == 1
    assert Share.objects.count() == 1
    assert Addressee.objects.count() == 2
