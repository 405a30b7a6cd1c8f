"""Two saves at the same moment: both are kept, and the same one twice is one."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, connections

from groups.reflections import reading, writing
from groups.reflections.models import Reflection, Revision
from groups.reflections.sheet import Sheet
from groups.reflections.writing import Asked, NotSavedError
from tests.cast import NOW
from tests.reflections.conftest import begun, saved, stamp

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="needs PostgreSQL: SQLite has one writer at a time"
    ),
]


def together(*acts):
    def run(act):
        try:
            return act()
        except NotSavedError:
            return act()  # as the page does: the same save once more
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_two_devices_at_once_leave_two_pages(house):
    page = begun(house.ewa, "one").page
    stamps = [stamp(1), stamp(1)]
    answers = together(
        lambda: saved(house.ewa, page, "tablet", by=stamps[0]),
        lambda: saved(house.ewa, page, "phone", by=stamps[1]),
    )
    words = {reading.open_page(house.ewa, answer.page).sheet.words for answer in answers}
    assert words == {"tablet", "phone"}
    assert Reflection.objects.count() == 2


def test_the_same_save_eight_times_at_once_is_one_revision(house):
    page, by = begun(house.ewa, "one").page, stamp(1)
    answers = together(*[lambda: saved(house.ewa, page, "one two", by=by)] * 8)
    assert {answer.number for answer in answers} == {2}
    assert Revision.objects.filter(reflection=page).count() == 2


def test_a_first_save_eight_times_at_once_begins_one_page(house):
    by = stamp(pad=uuid4(), seq=1)
    begin = lambda: writing.begin_with(  # noqa: E731  # the same act, eight times
        house.ewa, to=Asked(), sheet=Sheet("one"), stamp=by, now=NOW
    )
    answers = together(*[begin] * 8)
    assert len({answer.page for answer in answers}) == 1
    assert Revision.objects.count() == 1
