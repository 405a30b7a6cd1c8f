"""The keepsake: her own sentences, in her order, for her alone; no tab loses what another did."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction

from facilitator import vault
from groups.reflections import keepsakes
from groups.reflections.keepsakes import Book, ClashError, FullError, Piece, Spot
from groups.reflections.models import Keepsake, Reflection
from groups.reflections.writing import NotSavedError
from tests import cast
from tests.reflections.conftest import begun, by_code, saved, stamp, with_key

BOOK = "/writing/keepsake/"
WORDS = "I drew. I had forgotten that.\n\nBoats mostly, from the wall at Newhaven."
ALL = ["I drew.", "I had forgotten that.", "Boats mostly, from the wall at Newhaven."]


@pytest.fixture
def page(house) -> UUID:
    return begun(house.ewa, WORDS).page


@pytest.fixture
def ewas(client, house):
    return with_key(client, house.ewa)


def ids(page: UUID, words: str = WORDS) -> list[str]:
    return [one.id for one in keepsakes.sentences(page, words)]


def pick_address(page: UUID) -> str:
    return f"{BOOK}pages/{page}/"


def pick(client, page: UUID, *which: int, was: list[str] | None = None, **more: str):
    named = ids(page)
    sent = {"pick": [named[n] for n in which], "was": was or [], **more}
    return client.post(pick_address(page), sent)


def words(person) -> list[str]:
    return [one.words for one in keepsakes.held(person).pieces]


def text(answer) -> str:
    return answer.content.decode()


def filled(person, page: UUID, count: int) -> list[str]:
    new = [Piece(f"{n:020x}", str(page), "2026-11", f"Sentence {n}.") for n in range(count)]
    keepsakes.change(person, lambda book: keepsakes.picked(book, new))
    return [one.id for one in new]


# --- the book, without a database


def piece(name: str, said: str = "") -> Piece:
    return Piece(name, str(uuid4()), "2026-11", said or name)


ABC = Book(pieces=(piece("a"), piece("b"), piece("c")))


def order(book: Book) -> str:
    return "".join(one.id for one in book.pieces)


@pytest.mark.parametrize(
    ("what", "to", "order_then"),
    [
        ("b", Spot("a"), "bac"), ("b", Spot("c", after=True), "acb"), ("a", Spot("c"), "bac"),
        ("c", Spot("a"), "cab"), ("a", Spot("a"), "abc"), ("a", Spot("gone"), "abc"),
        ("gone", Spot("a"), "abc"),
    ],
)  # fmt: skip
def test_a_sentence_goes_next_to_another_and_twice_is_once(what, to, order_then):
    once = keepsakes.moved(ABC, what, to)
    assert order(once) == order_then
    assert keepsakes.moved(once, what, to) == once


def test_what_is_picked_again_stays_where_it_is():
    assert keepsakes.picked(ABC, [piece("a"), piece("d")]).ids == {"a", "b", "c", "d"}
    assert order(keepsakes.picked(ABC, [ABC.pieces[0]])) == "abc"


def test_two_hundred_sentences_have_room_and_one_more_has_not():
    full = keepsakes.picked(Book(), [piece(f"{n}") for n in range(200)])
    with pytest.raises(FullError):
        keepsakes.picked(full, [piece("more")])
    assert len(keepsakes.picked(full, [piece("more")], out={"0"}).pieces) == 200


def test_long_sentences_fill_it_too_and_taking_out_always_goes(settings):
    settings.MAX_PAGE_CHARS = 10
    with pytest.raises(FullError):
        keepsakes.picked(Book(), [piece("a", "eleven long")])
    too_long = Book(pieces=(piece("a", "eleven long"), piece("b")))
    assert order(keepsakes.without(too_long, "b")) == "a"


def test_a_title_meanwhile_is_not_overwritten_unseen():
    with pytest.raises(ClashError) as clash:
        keepsakes.called(replace(ABC, title="Theirs"), Book(title="Mine"), was="")
    assert clash.value.title == "Theirs"
    assert keepsakes.called(replace(ABC, title="Mine"), Book(title="Mine"), was="").title == "Mine"
    assert order(keepsakes.called(ABC, Book(title="Mine"), was="")) == "abc"


def test_it_comes_back_as_it_was_sealed_and_says_nothing_of_itself():
    book = replace(ABC, title="«Ñandú»", with_months=True)
    assert Book.from_bytes(book.to_bytes()) == book
    assert "Ñandú" not in repr(book)
    assert "'a'" not in repr(Piece("i", "p", "2026-11", "a"))


# --- picking


def test_she_ticks_sentences_and_has_a_book(ewas, house, page):
    html = text(ewas.get(pick_address(page)))
    assert all(one in html for one in ALL)
    assert html.count('type="checkbox"') == 3

    assert pick(ewas, page, 2, 0).headers["Location"] == BOOK
    assert words(house.ewa) == [ALL[0], ALL[2]]
    html = text(ewas.get(BOOK))
    assert ALL[0] in html
    assert ALL[1] not in html
    assert "November 2026" in html


def test_what_she_unticks_comes_out_and_the_same_form_twice_is_once(ewas, house, page):
    pick(ewas, page, 0, 1)
    for _ in range(2):
        assert pick(ewas, page, 1, 2, was=ids(page)[:2]).status_code == 303
        assert words(house.ewa) == ALL[1:]


def test_ticks_of_two_tabs_are_both_kept(ewas, house, page):
    """Neither tab knew of the other's ticks: a tick that it did not show is none that it took."""
    pick(ewas, page, 0)
    pick(ewas, page, 2)
    assert words(house.ewa) == [ALL[0], ALL[2]]


def test_from_one_page_she_goes_on_to_the_next(ewas, house, page):
    later = begun(house.ewa, "Second.", now=cast.NOW + timedelta(minutes=1)).page
    assert pick(ewas, page, 0, then="next").headers["Location"] == pick_address(later)
    assert f'href="{pick_address(page)}"' in text(ewas.get(pick_address(later)))


def test_a_page_that_changed_meanwhile_is_shown_again_with_her_ticks(ewas, house, page):
    before = ids(page)
    saved(house.ewa, page, "I drew. I remember now.", by=stamp(1))
    answer = ewas.post(pick_address(page), {"pick": [before[0], before[1]]})

    assert answer.status_code == 409
    assert words(house.ewa) == []
    assert "was changed meanwhile" in text(answer)
    assert re.findall(r'value="(\w+)" id="\S+ checked', text(answer)) == [before[0]]


def test_a_full_book_says_so_and_keeps_her_ticks(ewas, house, page):
    filled(house.ewa, page, 200)
    answer = pick(ewas, page, 1)
    assert answer.status_code == 422
    assert "There is no room" in text(answer)
    assert f'id="s-{ids(page)[1]}" checked' in text(answer)
    assert len(words(house.ewa)) == 200


def test_a_foreign_form_takes_nothing_of_another_page_out(ewas, house, page):
    other = begun(house.ewa, "Mine too.").page
    named = keepsakes.sentences(other, "Mine too.")
    ewas.post(pick_address(other), {"pick": named[0].id})
    pick(ewas, page, was=[named[0].id])
    assert words(house.ewa) == ["Mine too."]


def test_two_thousand_pages_are_offered_in_parts(ewas, house):
    rows = [
        Reflection(
            person=house.ewa, begun_at=cast.NOW - timedelta(days=n), written_at=cast.NOW, revision=0
        )
        for n in range(2_000)
    ]
    begun(house.ewa, "The newest", now=cast.NOW + timedelta(minutes=1))
    Reflection.objects.bulk_create(rows)
    assert "The newest" in text(ewas.get(f"{BOOK}pages/"))
    for odd in ("0", "-1", "ten", "99999999", "2"):
        assert ewas.get(f"{BOOK}pages/?part={odd}").status_code == 200


def test_a_page_of_a_hundred_thousand_lines_is_picked_from_in_parts(ewas, house):
    """A form of more than 1,000 fields would be refused, and her ticks with it."""
    page = begun(house.ewa, "\n".join(f"{n}." for n in range(30_000))).page
    first = text(ewas.get(pick_address(page)))
    assert len(first) < 120_000
    sent = {"pick": re.findall(r'name="pick" value="(\w+)"', first)[:2], "then": "below"}
    after = ewas.post(pick_address(page), sent).headers["Location"]
    assert after == f"{pick_address(page)}?part=2"

    second = text(ewas.get(after))
    sent = {"pick": re.findall(r'name="pick" value="(\w+)"', second)[:1], "then": "book"}
    assert ewas.post(after, sent).headers["Location"] == BOOK
    assert words(house.ewa) == ["0.", "1.", "300."]
    assert ewas.post(pick_address(page) + "?part=99999", {}).status_code == 303
    assert words(house.ewa) == ["0.", "1.", "300."]


def test_a_page_in_the_basket_offers_nothing(ewas, house, page):
    ewas.post(f"/writing/{page}/delete/")
    assert ewas.get(pick_address(page)).headers["Location"] == "/writing/deleted/"
    assert str(page) not in text(ewas.get(f"{BOOK}pages/"))


# --- the book


def test_a_deleted_page_leaves_its_sentence_and_says_so_before(ewas, house, page):
    pick(ewas, page, 0)
    assert "picked for your keepsake" in text(ewas.get(f"/writing/{page}/delete/"))
    ewas.post(f"/writing/{page}/delete/")
    html = text(ewas.get(BOOK))
    assert ALL[0] in html
    assert "stands only here" in html
    other = begun(house.ewa, "Another.").page
    assert "picked for your keepsake" not in text(ewas.get(f"/writing/{other}/delete/"))


def test_what_she_writes_later_does_not_change_the_book(ewas, house, page):
    pick(ewas, page, 0)
    saved(house.ewa, page, "I never drew.", by=stamp(1))
    assert words(house.ewa) == [ALL[0]]


def test_the_buttons_move_a_sentence_and_take_it_out(ewas, house, page):
    pick(ewas, page, 0, 1, 2)
    buttons = re.findall(r'name="do" value="(\S+)"', text(ewas.get(BOOK)))
    first, second, third = ids(page)
    assert buttons == [
        f"after:{first}:{second}", f"out:{first}", f"before:{second}:{first}",
        f"after:{second}:{third}", f"out:{second}", f"before:{third}:{second}", f"out:{third}",
    ]  # fmt: skip
    for _ in range(2):
        answer = ewas.post(BOOK, {"do": f"before:{third}:{second}"})
        assert answer.headers["Location"] == f"{BOOK}?part=1#p-{third}"
        assert words(house.ewa) == [ALL[0], ALL[2], ALL[1]]
        assert ewas.post(BOOK, {"do": f"out:{first}"}).status_code == 303
        ewas.post(BOOK, {"do": f"out:{first}"})
        pick(ewas, page, 0)
        ewas.post(BOOK, {"do": f"before:{first}:{third}"})
        assert words(house.ewa)[0] == ALL[0]


@pytest.mark.parametrize("do", ["", "out", "before", "after:x:y", "nothing", ":::", "out:\x00"])
def test_a_button_that_is_none_changes_nothing(ewas, house, page, do):
    pick(ewas, page, 0)
    assert ewas.post(BOOK, {"do": do}).status_code == 303
    assert words(house.ewa) == [ALL[0]]


def test_a_long_book_is_shown_in_parts_and_a_sentence_moves_from_one_to_the_next(ewas, house, page):
    named = filled(house.ewa, page, 101)
    assert text(ewas.get(f"{BOOK}?part=3")).count('name="do"') == 2
    assert text(ewas.get(f"{BOOK}?part=9")).count('name="do"') == 2
    assert f"after:{named[49]}:{named[50]}" in text(ewas.get(BOOK))
    answer = ewas.post(BOOK, {"do": f"after:{named[49]}:{named[50]}"})
    assert answer.headers["Location"] == f"{BOOK}?part=2#p-{named[49]}"


def setting(client, **more: str):
    return client.post(BOOK, {"title": "In my own words", "was": "", **more})


def test_she_calls_it_what_she_likes_and_sets_it(ewas, house, page):
    pick(ewas, page, 0)
    setting(ewas, title="Boats", with_months="on", alone="on")
    book = keepsakes.held(house.ewa)
    assert (book.title, book.with_months, book.alone, book.named) == ("Boats", True, True, False)
    assert words(house.ewa) == [ALL[0]]
    html = text(ewas.get(BOOK))
    assert 'value="Boats"' in html
    setting(ewas, was="Boats")
    assert keepsakes.held(house.ewa).title == ""


def test_two_tabs_with_two_titles_and_she_decides(ewas, house, page):
    pick(ewas, page, 0)
    setting(ewas, title="Boats")
    answer = setting(ewas, title="Walls")
    assert answer.status_code == 409
    html = text(answer)
    assert "“Boats”" in html
    assert 'value="Walls"' in html
    assert keepsakes.held(house.ewa).title == "Boats"
    setting(ewas, title="Walls", was="Boats")
    assert keepsakes.held(house.ewa).title == "Walls"


def test_a_title_that_is_too_long_comes_back_as_she_typed_it(ewas, page):
    pick(ewas, page, 0)
    answer = setting(ewas, title="Boats " * 20)
    assert answer.status_code == 422
    assert "There is a problem" in text(answer)
    assert "Boats " * 20 in text(answer)


def test_she_lets_the_whole_book_go_and_her_pages_stay(ewas, house, page):
    pick(ewas, page, 0)
    assert "Let the whole book go?" in text(ewas.get(f"{BOOK}let-go/"))
    for _ in range(2):
        assert ewas.post(f"{BOOK}let-go/").headers["Location"] == "/writing/"
    assert not Keepsake.objects.exists()
    assert Reflection.objects.kept().count() == 1


def test_looking_makes_no_row_and_her_writing_leads_there(ewas, house, page):
    assert "Its pages are still white" in text(ewas.get(BOOK))
    assert not Keepsake.objects.exists()
    assert f'href="{BOOK}"' in text(ewas.get("/writing/"))
    assert f'href="{pick_address(page)}"' in text(ewas.get(f"/writing/{page}/read/"))


# --- for her alone


def test_behind_the_drawer_nothing_of_it_shows(client, house, page):
    keepsakes.change(house.ewa, lambda book: replace(book, title="Boats"))
    by_code(client, house.ewa)
    for part in ("", "pages/", f"pages/{page}/", "print/", "let-go/"):
        answer = client.get(BOOK + part)
        assert answer.headers["Location"].startswith("/drawer/"), part
    assert client.post(BOOK, {"do": "out:x"}).status_code == 303
    client.post(f"{BOOK}let-go/")
    assert keepsakes.held(house.ewa).title == "Boats"


def test_it_is_hers_alone(client, house, page):
    pick(with_key(client, house.ewa), page, 0)
    for other in (house.joyce, house.ruth, house.nisha):
        client.logout()
        with_key(client, other)
        assert ALL[0] not in text(client.get(BOOK))
        assert client.get(pick_address(page)).status_code == 404
        assert pick(client, page, 1).status_code == 404
        client.post(BOOK, {"do": f"out:{ids(page)[0]}"})
    assert words(house.ewa) == [ALL[0]]


def test_no_row_says_what_is_in_it_how_many_or_from_where(ewas, house, page):
    pick(ewas, page, 0, 1)
    row = Keepsake.objects.get()
    said = bytes(row.sealed)
    assert b"drew" not in said
    assert str(page).encode() not in said
    assert {field.name for field in Keepsake._meta.concrete_fields} == {
        "id", "person", "revision", "sealed",
    }  # fmt: skip
    call_command("vault", "verify")


def test_one_book_each_and_its_bytes_open_nowhere_else(house, page):
    for person in (house.ewa, house.joyce):
        filled(person, page, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Keepsake.objects.create(person=house.ewa, sealed=b"x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Keepsake.objects.filter(person=house.ewa).update(revision=0)
    hers = Keepsake.objects.get(person=house.ewa)
    Keepsake.objects.filter(person=house.joyce).update(sealed=hers.sealed)
    with pytest.raises(NotSavedError):
        keepsakes.held(house.joyce)
    Keepsake.objects.filter(pk=hers.pk).update(revision=7)
    with pytest.raises(NotSavedError):
        keepsakes.held(house.ewa)


def test_what_is_taken_out_is_in_no_older_state(house, page):
    named = filled(house.ewa, page, 2)
    keepsakes.change(house.ewa, lambda book: keepsakes.without(book, named[0]))
    row = Keepsake.objects.get()
    assert row.revision == 2
    box = vault.box(house.ewa.pk, actor=house.ewa.pk)
    assert b"Sentence 0." not in box.open(bytes(row.sealed), **row.seat)


def test_with_the_vault_closed_nothing_is_lost_and_it_is_said(ewas, house, page, monkeypatch):
    pick(ewas, page, 0)

    def closed(*_args, **_more):
        raise vault.Closed

    with monkeypatch.context() as broken:
        broken.setattr(vault, "box", closed)
        for part in ("", "pages/", f"pages/{page}/", "print/"):
            assert ewas.get(BOOK + part).status_code == 503
        assert pick(ewas, page, 1).status_code == 503
        assert setting(ewas, title="Boats").status_code == 503
    assert words(house.ewa) == [ALL[0]]


def test_she_takes_it_along_and_with_her_account_it_is_gone(house, page):
    assert keepsakes.for_export(house.ewa) == []
    filled(house.ewa, page, 1)
    assert keepsakes.for_export(house.ewa) == [
        {"title": "", "sentences": [{"words": "Sentence 0.", "month": "2026-11"}]}
    ]
    assert keepsakes.for_export(house.joyce) == []
    assert keepsakes.erase(house.ewa, cast.NOW) == 1
    assert not Keepsake.objects.exists()


def test_the_month_is_that_of_her_own_clock():
    (one,) = keepsakes.sentences(uuid4(), "Tea.")
    made = keepsakes.piece_of(one, uuid4(), on=date(2026, 11, 30))
    assert (made.month, made.begun) == ("2026-11", date(2026, 11, 1))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="needs PostgreSQL: SQLite has one writer at a time"
)
def test_eight_tabs_at_once_lose_nothing(house, page):
    def add(n: int) -> None:
        new = Piece(f"{n}", str(page), "2026-11", f"Sentence {n}.")
        try:
            keepsakes.change(house.ewa, lambda book: keepsakes.picked(book, [new]))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(8)))
    assert keepsakes.held(house.ewa).ids == {str(n) for n in range(8)}
    assert Keepsake.objects.get().revision == 8


def test_after_the_last_evening_it_is_offered_and_erasing_tells_what_stays(ewas, house, at_now):
    at_now.move_to(house.group.meetings.order_by("ends_at").last().ends_at + timedelta(hours=1))
    with_key(ewas, house.ewa)
    html = text(ewas.get(f"/group/{house.group.pk}/ending/"))
    assert f'href="{BOOK}"' in html
    assert "stays there until you take it out" in text(
        ewas.get(f"/group/{house.group.pk}/ending/erase/")
    )
