"""Letters and practices among her pages: found by words and by month; sealed letters are not."""

from datetime import UTC, datetime, timedelta

import pytest

from groups.reflections import letters, looking_back, practising, reading
from groups.reflections.models import LetterRevision, Reflection, Said
from groups.reflections.sheet import Sheet
from tests.cast import NOW
from tests.reflections.conftest import begun, stamp, with_key

CHRISTMAS = datetime(2026, 12, 25, tzinfo=UTC)


def letter(person, words, *, now=NOW):
    return letters.save(person, None, sheet=Sheet(words), stamp=stamp(), now=now).page


def sealed(person, words):
    made = letter(person, words)
    letters.seal(person, made, until=CHRISTMAS, evening=None, now=NOW)
    return made


def found(person, words):
    return looking_back.search(person, looking_back.Phrase(words))


def writing(client, query=""):
    return client.get(f"/writing/{query}").content.decode()


@pytest.fixture
def ewas(client, house):
    return with_key(client, house.ewa)


# --- by words


def test_words_are_found_in_letters_and_on_pages_the_newest_first(house):
    page = begun(house.ewa, "The jam on a page").page
    one = letter(house.ewa, "Dear you, the jam", now=NOW + timedelta(hours=1))
    old = letter(house.ewa, "The jam of September", now=NOW - timedelta(days=60))
    letter(house.joyce, "My jam")
    seen = found(house.ewa, "jam")
    assert [(at.id, at.is_letter) for at in seen.places] == [
        (one, True),
        (page, False),
        (old, True),
    ]
    assert (seen.pages, seen.letters, seen.closed) == (1, 2, 0)


def test_a_sealed_letter_is_never_looked_into_not_even_when_its_time_has_come(house, monkeypatch):
    one = sealed(house.ewa, "Dear you, the jam")
    looked = []
    real = Sheet.from_bytes
    monkeypatch.setattr(Sheet, "from_bytes", lambda data: looked.append(data) or real(data))
    assert found(house.ewa, "jam").places == []
    assert looked == []
    letters.open_in_time(house.ewa, one, now=CHRISTMAS)
    assert [at.id for at in found(house.ewa, "jam").places] == [one]


def test_a_letter_that_does_not_open_is_counted_as_one_that_could_not_be_looked_at(house):
    letter(house.ewa, "Dear you, the jam")
    LetterRevision.objects.update(sealed=b"spoilt")
    seen = found(house.ewa, "jam")
    assert (seen.letters, seen.closed) == (0, 1)


def test_searching_asks_as_much_for_twenty_letters_as_for_two(
    house, django_assert_num_queries
):  # of the house; the third is the keyring’s
    for _ in range(2):
        letter(house.ewa, "Jam")
    with django_assert_num_queries(2):
        found(house.ewa, "jam")
    for _ in range(18):
        letter(house.ewa, "Jam")
    with django_assert_num_queries(2):
        assert found(house.ewa, "jam").letters == 20


@pytest.mark.parametrize(
    ("pages", "count", "said"),
    [
        (0, 1, "Found in 1 letter"), (0, 2, "Found in 2 letters"),
        (1, 1, "Found on 1 page, and in 1 letter"), (0, 0, "on none of your pages"),
    ],
)  # fmt: skip
def test_the_page_says_where_it_found_them(house, ewas, pages, count, said):
    for _ in range(pages):
        begun(house.ewa, "Jam on a page")
    made = [letter(house.ewa, "Jam, dear you") for _ in range(count)]
    html = ewas.post("/writing/search/", {"words": "jam"}).content.decode()
    assert said in html
    for one in made:
        assert f'href="/writing/letters/{one}/"' in html
    assert html.count("A letter</span>") == count


# --- by month


def test_by_month_letters_and_practices_stand_where_they_belong(house, ewas):
    begun(house.ewa, "A page of November")
    letter(house.ewa, "Dear September", now=NOW - timedelta(days=60))
    practising.answer(house.ewa, house.group.meetings.get(number=1), Said.LITTLE)
    html = writing(ewas)
    parts = html.split("<h2>")
    months = {part[: part.index("</h2>")]: part for part in parts[1:]}
    assert "A page of November" in months["November 2026"]
    assert "The practice: A little" in months["October 2026"]
    assert "Evening title 1" in months["October 2026"]
    assert "Dear September" in months["September 2026"]
    assert "A letter</span>" in months["September 2026"]


def test_of_a_sealed_letter_only_until_when(house, ewas):
    sealed(house.ewa, "Dear you, the jam")
    html = writing(ewas)
    assert "A sealed letter" in html
    assert "Friday 25 December" in html
    assert "Dear you" not in html


def test_letters_alone_are_no_empty_list(house, ewas):
    letter(house.ewa, "Dear you")
    html = writing(ewas)
    assert "Dear you" in html
    assert "Nothing written yet" not in html


@pytest.mark.parametrize("query", ["?only=me", "?only=given"])
def test_which_of_her_pages_is_about_pages(house, ewas, query):
    begun(house.ewa, "A page")
    letter(house.ewa, "Dear you")
    practising.answer(house.ewa, house.week, Said.DID)
    html = writing(ewas, query)
    assert "Dear you" not in html
    assert "The practice" not in html


def test_each_stands_in_one_part_of_a_long_list(house, ewas, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    for day in range(5):
        begun(house.ewa, f"Page {day}", now=NOW - timedelta(days=10 * day))
        letter(house.ewa, f"Letter {day}", now=NOW - timedelta(days=10 * day + 3))
    letter(house.ewa, "Letter first", now=NOW + timedelta(hours=1))
    practising.answer(house.ewa, house.group.meetings.get(number=2), Said.DID)
    parts = [writing(ewas, f"?part={n}") for n in (1, 2, 3)]
    for words in ("Letter first", "The practice", *(f"Letter {day}" for day in range(5))):
        assert sum(words in part for part in parts) == 1, words
    assert [["Page" in part, "Letter" in part] for part in parts] == [[True, True]] * 3
    assert "Letter" not in writing(ewas, "?part=9")


def test_the_list_asks_as_much_for_twenty_letters_as_for_two(
    house, ewas, django_assert_max_num_queries
):
    def count():
        from django.db import connections
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connections["default"]) as seen:
            writing(ewas)
        return len(seen)

    for _ in range(2):
        letter(house.ewa, "Jam")
    few = count()
    for _ in range(18):
        letter(house.ewa, "Jam")
    assert count() == few


def test_no_page_is_missing_from_the_months(house, ewas):
    for day in range(5):
        begun(house.ewa, f"Page {day}", now=NOW - timedelta(days=10 * day))
    html = writing(ewas)
    assert all(f"Page {day}" in html for day in range(5))
    assert Reflection.objects.count() == 5
