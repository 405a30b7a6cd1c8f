"""Saving: whatever she typed is kept, once, and never in place of other words of hers."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, connections
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from facilitator import vault
from facilitator.vault.models import Key
from groups.reflections import reading, writing
from groups.reflections.models import Reflection, Revision
from groups.reflections.models.page import forget_basket, places
from groups.reflections.sheet import Sheet
from groups.reflections.writing import InBasketError, NotSavedError
from tests.cast import NOW
from tests.reflections.conftest import begun, saved, stamp

LATER = NOW + timedelta(minutes=5)


def words_of(person, page):
    return reading.open_page(person, page).sheet.words


def test_the_answer_proves_what_stands(house):
    answer = begun(house.ewa, "Boats, mostly.\n")
    assert answer.number == 1
    assert answer.sha256 == hashlib.sha256(b"Boats, mostly.\n").hexdigest()
    assert answer.chars == 15
    assert words_of(house.ewa, answer.page) == "Boats, mostly.\n"


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=3000))
def test_any_text_is_kept_to_the_byte(house, words):
    assert words_of(house.ewa, begun(house.ewa, words).page) == words


def test_every_save_is_a_revision_of_its_own(house):
    page = begun(house.ewa, "one").page
    saved(house.ewa, page, "one two", by=stamp(1))
    answer = saved(house.ewa, page, "one two three", by=stamp(2), now=LATER)
    assert answer.number == 3
    assert Revision.objects.filter(reflection=page).count() == 3
    assert words_of(house.ewa, page) == "one two three"
    assert Reflection.objects.get(pk=page).written_at == LATER


def test_the_same_save_sent_twice_is_one_revision(house):
    page = begun(house.ewa, "one").page
    by = stamp(1)
    first = saved(house.ewa, page, "one two", by=by)
    again = saved(house.ewa, page, "one two", by=by, now=LATER)
    assert (again.number, again.sha256, again.same) == (first.number, first.sha256, True)
    assert (first.same, Revision.objects.filter(reflection=page).count()) == (False, 2)


def test_one_key_with_other_words_is_another_save(house):
    page = begun(house.ewa, "one").page
    by = stamp(1)
    saved(house.ewa, page, "one two", by=by)
    answer = saved(house.ewa, page, "one two three", by=by)
    assert (answer.page, answer.number, answer.same) == (page, 3, False)
    assert words_of(house.ewa, page) == "one two three"


def test_the_same_words_again_make_no_revision(house):
    page = begun(house.ewa, "one").page
    assert saved(house.ewa, page, "one", by=stamp(1)).same
    assert Revision.objects.filter(reflection=page).count() == 1


def test_a_word_for_today_alone_is_a_change(house):
    page = begun(house.ewa, "one").page
    assert saved(house.ewa, page, "one", word="heavy", by=stamp(1)).number == 2
    assert reading.open_page(house.ewa, page).sheet == Sheet("one", "heavy")


def test_a_first_save_sent_twice_begins_one_page(house):
    by = stamp(pad=uuid4(), seq=1)
    sheet, to = Sheet("one"), writing.Asked()
    first = writing.begin_with(house.ewa, to=to, sheet=sheet, stamp=by, now=NOW)
    again = writing.begin_with(house.ewa, to=to, sheet=sheet, stamp=by, now=NOW)
    longer = writing.begin_with(
        house.ewa, to=to, sheet=Sheet("one two"), stamp=stamp(pad=by.pad, seq=2), now=NOW
    )
    assert first.page == again.page == longer.page
    assert longer.number == 2
    assert Reflection.objects.count() == 1


def test_of_one_editor_the_latest_words_win_whatever_the_order(house):
    page, pad = begun(house.ewa, "").page, uuid4()
    late = saved(house.ewa, page, "one two three", by=stamp(1, pad=pad, seq=5))
    early = saved(house.ewa, page, "one two", by=stamp(1, pad=pad, seq=4))
    assert early.same
    assert early.sha256 == late.sha256  # so the browser does not take it for its own words
    assert words_of(house.ewa, page) == "one two three"
    assert Reflection.objects.count() == 1


def test_of_one_editor_an_unanswered_save_makes_no_second_page(house):
    page, pad = begun(house.ewa, "one").page, uuid4()
    saved(house.ewa, page, "one two", by=stamp(1, pad=pad, seq=1))  # its answer got lost
    answer = saved(house.ewa, page, "one two three", by=stamp(1, pad=pad, seq=2))
    assert (answer.page, answer.number) == (page, 3)


def test_two_devices_on_one_page_leave_two_pages_side_by_side(house):
    page = begun(house.ewa, "one").page
    saved(house.ewa, page, "one, on the tablet", by=stamp(1))
    other = saved(house.ewa, page, "one, on the phone", by=stamp(1), now=LATER)
    assert other.page != page
    assert words_of(house.ewa, page) == "one, on the tablet"
    assert words_of(house.ewa, other.page) == "one, on the phone"
    opened = reading.open_page(house.ewa, page)
    assert [(one.id, one.written_at) for one in opened.beside] == [(other.page, LATER)]
    assert [one.id for one in reading.open_page(house.ewa, other.page).beside] == [page]


def test_a_device_that_was_behind_goes_on_with_its_own_page(house):
    page, pad, key = begun(house.ewa, "one").page, uuid4(), uuid4()
    saved(house.ewa, page, "tablet", by=stamp(1))
    first = saved(house.ewa, page, "phone", by=stamp(1, pad=pad, seq=1, key=key))
    again = saved(house.ewa, page, "phone", by=stamp(1, pad=pad, seq=1, key=key))
    more = saved(house.ewa, page, "phone, more", by=stamp(1, pad=pad, seq=2))
    moved = saved(house.ewa, first.page, "phone, more still", by=stamp(2, pad=pad, seq=3))
    assert first.page == again.page == more.page == moved.page != page
    assert [first.number, again.number, more.number, moved.number] == [1, 1, 2, 3]
    assert Reflection.objects.count() == 2


def test_a_device_that_was_behind_and_changed_nothing_makes_no_page(house):
    page = begun(house.ewa, "one").page
    saved(house.ewa, page, "one two", by=stamp(1))
    answer = saved(house.ewa, page, "one", by=stamp(1))
    assert (answer.page, answer.number, answer.same) == (page, 2, True)
    assert words_of(house.ewa, page) == "one two"


def test_an_emptied_page_keeps_its_older_words(house):
    page = begun(house.ewa, "one two three").page
    saved(house.ewa, page, "", by=stamp(1))
    assert words_of(house.ewa, page) == ""
    assert Revision.objects.filter(reflection=page, number=1).exists()


def test_nobody_else_saves_deletes_or_puts_back(house):
    page = begun(house.ewa).page
    for other in (house.joyce, house.ruth, house.nisha):
        with pytest.raises(Reflection.DoesNotExist):
            saved(other, page, "mine now")
        with pytest.raises(Reflection.DoesNotExist):
            writing.delete(other, page, now=NOW)
        with pytest.raises(Reflection.DoesNotExist):
            writing.put_back(other, page, now=NOW)
        with pytest.raises(Reflection.DoesNotExist):
            reading.open_page(other, page)
    assert words_of(house.ewa, page) == "I drew boats."


def test_one_key_used_by_two_people_is_two_saves(house):
    ewas, joyces, by = begun(house.ewa).page, begun(house.joyce).page, stamp(1)
    saved(house.ewa, ewas, "the same words", by=by)
    answer = saved(house.joyce, joyces, "the same words", by=by)
    assert (answer.page, answer.number, answer.same) == (joyces, 2, False)


def test_a_deleted_page_takes_nothing_and_comes_back_whole(house):
    page = begun(house.ewa, "one").page
    writing.delete(house.ewa, page, now=NOW)
    writing.delete(house.ewa, page, now=LATER)  # twice is once
    assert Reflection.objects.get(pk=page).deleted_at == NOW
    with pytest.raises(InBasketError):
        saved(house.ewa, page, "one two", by=stamp(1))
    writing.put_back(house.ewa, page, now=LATER)
    assert words_of(house.ewa, page) == "one"


def test_after_seven_days_nobody_can_bring_it_back(house):
    page, kept = begun(house.ewa, "one").page, begun(house.ewa, "kept").page
    writing.delete(house.ewa, page, now=NOW)
    just = NOW + timedelta(days=7)
    assert forget_basket(just - timedelta(seconds=1)) == 0
    with pytest.raises(Reflection.DoesNotExist):
        writing.put_back(house.ewa, page, now=just)
    assert forget_basket(just) == 2  # the page and its revision
    assert list(Reflection.objects.values_list("pk", flat=True)) == [kept]


def test_a_lost_key_file_changes_nothing_and_says_so(house, settings, tmp_path):
    page = begun(house.ewa, "one").page
    settings.KEK_FILE = str(tmp_path / "gone")
    with pytest.raises(NotSavedError):
        saved(house.ewa, page, "one two", by=stamp(1))
    with pytest.raises(NotSavedError):
        begun(house.ewa, "new")
    with pytest.raises(reading.CannotOpenError):
        reading.open_list(house.ewa)
    assert Reflection.objects.count() == Revision.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the fault is made with a SQLite trigger")
def test_a_database_that_refuses_leaves_nothing_half_done(house):
    page = begun(house.ewa, "one").page
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER full BEFORE INSERT ON reflections_revision "
            "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(NotSavedError):
        saved(house.ewa, page, "one two", by=stamp(1))
    with pytest.raises(NotSavedError):
        begun(house.ewa, "new")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER full")
    assert Reflection.objects.count() == 1
    assert Reflection.objects.get(pk=page).revision == 1
    assert saved(house.ewa, page, "one two", by=stamp(1)).number == 2


def test_a_revision_moved_to_another_page_or_person_does_not_open(house):
    page, other = begun(house.ewa, "one").page, begun(house.joyce, "two").page
    blob = Revision.objects.get(reflection=page).sealed
    Revision.objects.filter(reflection=other).update(sealed=blob)
    with pytest.raises(reading.CannotOpenError):
        reading.open_page(house.joyce, other)
    assert [line.can_open for line in reading.open_list(house.joyce)] == [False]


def test_verify_is_told_every_blob_and_its_place(house):
    page = begun(house.ewa, "one").page
    saved(house.ewa, page, "one two", by=stamp(1))
    told = list(places())
    assert [(one.owner, one.revision) for one in told] == [(house.ewa.pk, 1), (house.ewa.pk, 2)]
    for one in told:
        box = vault.box(one.owner, actor=one.owner)
        seat = {"table": one.table, "column": one.column, "row": one.row, "revision": one.revision}
        assert b"one" in box.open(one.blob, **seat)


def test_a_dump_of_both_databases_holds_no_word_of_hers(house):
    canary = "Kanarienvogel-Newhaven"
    page = begun(house.ewa, f"{canary} 1", word=f"{canary} 2").page
    saved(house.ewa, page, f"{canary} 3", by=stamp(1))
    writing.delete(house.ewa, begun(house.ewa, f"{canary} 4").page, now=NOW)
    held = 0
    for alias in settings.DATABASES:
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # its own table names
                for row in cursor.fetchall():
                    held += 1
                    for cell in row:
                        data = bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell)
                        assert canary not in (data if isinstance(data, str) else repr(data))
    assert held > 10
    assert str(Reflection.objects.first()) == str(Revision.objects.first()) == "Entry"


def test_who_has_pages_gets_no_second_first_key(house):
    """The keyring came back from before she began: nothing is sealed under another key."""
    page = begun(house.ewa, "one").page
    hers = Key.objects.filter(owner=house.ewa.pk)
    kept = list(hers.values())
    hers.delete()
    for act in (lambda: begun(house.ewa, "two"), lambda: saved(house.ewa, page, "one two")):
        with pytest.raises(NotSavedError):
            act()
    assert not hers.exists()
    assert Reflection.objects.count() == 1
    Key.objects.bulk_create(Key(**row) for row in kept)
    assert reading.open_page(house.ewa, page).sheet.words == "one"
    begun(house.ewa, "two")


def test_who_threw_her_pages_away_begins_again(house):
    page = begun(house.ewa, "one").page
    Key.objects.filter(owner=house.ewa.pk).delete()
    writing.delete(house.ewa, page, now=NOW)
    again = begun(house.ewa, "two").page
    assert reading.open_page(house.ewa, again).sheet.words == "two"
