"""The letter box: a letter is never sent, opens in its time, and is really erased."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from groups.reflections import letters
from groups.reflections.letters import keeping
from groups.reflections.models import Letter, LetterRevision
from groups.reflections.sheet import Sheet
from tests import cast
from tests.reflections.conftest import FETCH, by_code, fields, shown, stamp, with_key

WORDS = "Dear you\n\nI kept the jam."
CHRISTMAS = datetime(2026, 12, 25, tzinfo=UTC)


def written(person, words: str = WORDS, letter: UUID | None = None, **by) -> UUID:
    sheet = Sheet(words)
    return letters.save(person, letter, sheet=sheet, stamp=stamp(**by), now=cast.NOW).page


@pytest.fixture
def letter(house) -> UUID:
    return written(house.ewa)


@pytest.fixture
def ewas(client, house):
    return with_key(client, house.ewa)


def page(client, letter: UUID, part: str = "") -> str:
    return client.get(f"/writing/letters/{letter}/{part}").content.decode()


def seal(client, letter: UUID, **said: str):
    return client.post(f"/writing/letters/{letter}/seal/", said)


def test_she_writes_a_letter_and_it_leads_to_sealing(ewas, house):
    sent = fields(ewas, "/writing/letters/new/") | {"words": WORDS}
    answer = ewas.post("/writing/letters/new/", sent)
    (letter,) = Letter.objects.all()

    assert answer.headers["Location"] == f"/writing/letters/{letter.pk}/seal/"
    assert shown(page(ewas, letter.pk)) == WORDS
    assert b"jam" not in bytes(LetterRevision.objects.get().sealed)


def test_there_is_nothing_to_send_it_with(ewas, letter):
    for html in (page(ewas, letter), page(ewas, letter, "seal/")):
        main = html[html.index("<main") : html.index("</main>")]
        main = main.partition('id="sign-in-here"')[0]
        assert 'type="email"' not in main
        assert ">Send" not in main


def test_the_script_saves_it_and_is_told_where_it_stands(ewas, letter):
    sent = fields(ewas, f"/writing/letters/{letter}/") | {"words": "Dear you, again", "seq": "1"}
    told = ewas.post(f"/writing/letters/{letter}/save/", sent, headers=FETCH).json()

    assert told["sha256"] == Sheet("Dear you, again").sha256
    assert told["done"] == f"/writing/letters/{letter}/seal/"
    assert LetterRevision.objects.count() == 2


def test_sealed_until_a_day_nobody_opens_it_and_herself_sees_only_until_when(ewas, letter, house):
    assert seal(ewas, letter, until="day", day="2026-12-25").status_code == 303

    assert Letter.objects.get().opens_at == CHRISTMAS
    for html in (page(ewas, letter), ewas.get("/writing/letters/").content.decode()):
        assert "Friday 25 December" in html
        assert "the jam" not in html
        assert "Dear you" not in html
    assert ewas.post(f"/writing/letters/{letter}/open/").status_code == 303
    assert "the jam" not in page(ewas, letter)
    assert ewas.get(f"/writing/letters/{letter}/seal/").status_code == 404
    with pytest.raises(letters.TooEarlyError):
        letters.read(house.ewa, letter)


def test_words_that_come_after_the_sealing_come_back(ewas, letter):
    sent = fields(ewas, f"/writing/letters/{letter}/") | {"words": "One thing more"}
    seal(ewas, letter, until="day", day="2026-12-25")
    answer = ewas.post(f"/writing/letters/{letter}/", sent)

    assert answer.status_code == 410
    assert shown(answer.content.decode()) == "One thing more"
    assert LetterRevision.objects.count() == 1


def test_in_its_time_she_opens_it_and_keeps_it(ewas, house, letter, at_now):
    seal(ewas, letter, until="day", day="2026-12-25")
    at_now.move_to(CHRISTMAS)
    with_key(ewas, house.ewa)

    assert "Its time has come" in page(ewas, letter)
    assert "the jam" not in page(ewas, letter)
    ewas.post(f"/writing/letters/{letter}/open/")
    assert "I kept the jam." in page(ewas, letter)
    assert "Dear you" in ewas.get("/writing/letters/").content.decode()


def test_the_database_lets_no_letter_be_opened_before_its_time(house, letter):
    letters.seal(house.ewa, letter, until=CHRISTMAS, evening=None, now=cast.NOW)
    wrong = [
        {"opened_at": CHRISTMAS - timedelta(seconds=1)},
        {"opens_at": cast.NOW},
        {"opens_at": None},
        {"sealed_at": None},
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.update(**change)
    Letter.objects.update(opened_at=CHRISTMAS)
    Letter.objects.update(opened_at=None)


def test_an_evening_that_moves_takes_the_letter_with_it(house, letter):
    evening = house.group.meetings.get(number=6)
    letters.seal(house.ewa, letter, until=evening.starts_at, evening=evening, now=cast.NOW)
    was = evening.starts_at
    type(evening).objects.filter(pk=evening.pk).update(
        starts_at=was - timedelta(days=1), ends_at=evening.ends_at - timedelta(days=1)
    )
    with pytest.raises(letters.TooEarlyError):
        letters.open_in_time(house.ewa, letter, now=was - timedelta(days=1, seconds=1))
    letters.open_in_time(house.ewa, letter, now=was - timedelta(days=1))
    assert letters.read(house.ewa, letter).sheet.words == WORDS


def test_an_evening_that_is_cancelled_leaves_it_its_date(house, letter):
    evening = house.group.meetings.get(number=6)
    letters.seal(house.ewa, letter, until=evening.starts_at, evening=evening, now=cast.NOW)
    evening.cancel(by=house.ruth, now=cast.NOW)
    with pytest.raises(letters.TooEarlyError):
        letters.open_in_time(house.ewa, letter, now=evening.starts_at - timedelta(seconds=1))
    letters.open_in_time(house.ewa, letter, now=evening.starts_at)


def test_she_seals_it_until_an_evening_of_her_groups_and_of_no_other(ewas, house, letter):
    foreign = house.colette.memberships.get().group.meetings.get(number=6)
    assert seal(ewas, letter, until=str(foreign.pk)).status_code == 422
    evening = house.group.meetings.get(number=6)
    assert seal(ewas, letter, until=str(evening.pk)).status_code == 303
    assert Letter.objects.get().opens_with == evening


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Choose a day or an evening"),
        ({"until": "day"}, "Choose the day"),
        ({"until": "day", "day": "2026-02-30"}, "Enter a date that exists"),
        ({"until": "day", "day": "2026-11-22"}, "from tomorrow on"),
        ({"until": "day", "day": "2099-01-01"}, "within the next ten years"),
    ],
)
def test_a_day_that_cannot_be_is_said_plainly(ewas, letter, said, words):
    answer = seal(ewas, letter, **said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Letter.objects.get().sealed_at is None


def test_letting_it_go_erases_every_word_and_says_so_quietly(ewas, house, letter):
    written(house.ewa, "Dear you, more", letter, base=1)
    assert "erased at once" in page(ewas, letter, "let-go/")
    where = ewas.post(f"/writing/letters/{letter}/let-go/").headers["Location"]
    answer = ewas.get(where)

    assert "Nothing of the letter is left here" in answer.content.decode()
    assert not Letter.objects.exists()
    assert not LetterRevision.objects.exists()
    assert ewas.get(f"/writing/letters/{letter}/").status_code == 404


def test_behind_the_drawer_nothing_of_it_shows_and_a_new_one_can_be_begun(client, house, letter):
    by_code(client, house.ewa)
    for part in ("", f"{letter}/", f"{letter}/seal/", f"{letter}/let-go/"):
        answer = client.get(f"/writing/letters/{part}")
        assert answer.headers["Location"].startswith("/drawer/"), part
    assert client.get("/writing/letters/new/").status_code == 200


def test_it_is_hers_alone(client, house, letter):
    for other in (house.joyce, house.ruth, house.nisha):
        with_key(client, other)
        for part in ("", "seal/", "let-go/"):
            assert client.get(f"/writing/letters/{letter}/{part}").status_code == 404
        assert client.post(f"/writing/letters/{letter}/open/").status_code == 404
        with pytest.raises(Letter.DoesNotExist):
            letters.read(other, letter)


def test_two_devices_leave_two_letters_and_lose_no_word(house):
    first, second = stamp(), stamp(1)
    one = letters.save(house.ewa, None, sheet=Sheet("a"), stamp=first, now=cast.NOW)
    letters.save(house.ewa, one.page, sheet=Sheet("ab"), stamp=second, now=cast.NOW)
    again = stamp(1, pad=first.pad, seq=1)
    other = letters.save(house.ewa, one.page, sheet=Sheet("ac"), stamp=again, now=cast.NOW)

    assert other.page != one.page
    assert letters.read(house.ewa, one.page).sheet.words == "ab"
    assert letters.read(house.ewa, other.page).sheet.words == "ac"


def test_the_box_asks_as_much_of_the_database_for_twenty_letters_as_for_two(
    house, django_assert_num_queries
):
    for _ in range(2):
        written(house.ewa)
    with django_assert_num_queries(1):
        letters.lying(house.ewa, cast.NOW)
    for _ in range(18):
        written(house.ewa)
    with django_assert_num_queries(1):
        assert len(letters.lying(house.ewa, cast.NOW)) == 20


def test_she_takes_all_of_it_along_and_with_her_account_it_is_gone(house, letter):
    letters.seal(house.ewa, letter, until=CHRISTMAS, evening=None, now=cast.NOW)
    (taken,) = letters.letters_for_export(house.ewa)
    assert (taken["words"], taken["sealed_until"]) == (WORDS, CHRISTMAS.isoformat())
    assert letters.letters_for_export(house.joyce) == []
    assert letters.erase_letters(house.ewa, cast.NOW) == 2
    assert not Letter.objects.exists()


def test_words_on_their_way_when_it_is_sealed_do_not_go_in(house, monkeypatch):
    """The same first form again, from a slow line: it has found its letter, then that is sealed."""
    pad = uuid4()
    letter = written(house.ewa, pad=pad)
    begun = keeping._begun

    def and_then_it_is_sealed(*args):
        found = begun(*args)
        letters.seal(house.ewa, letter, until=CHRISTMAS, evening=None, now=cast.NOW)
        return found

    monkeypatch.setattr(keeping, "_begun", and_then_it_is_sealed)
    with pytest.raises(letters.SealedError):
        written(house.ewa, "One thing more", pad=pad, base=1, seq=2)
    assert LetterRevision.objects.count() == 1
