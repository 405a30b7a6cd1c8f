"""Search: her own pages, opened and forgotten; case, accents and line ends make no difference."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from groups.reflections import looking_back, reading, writing
from groups.reflections.looking_back.matching import folded
from groups.reflections.models import Revision
from tests.cast import NOW
from tests.reflections.conftest import begun, by_code, saved, stamp, with_key

SEARCH = "/writing/search/"


def found(person, words):
    return looking_back.search(person, looking_back.Phrase(words))


def sent(client, words):
    answer = client.post(SEARCH, {"words": words})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("phrase", "words", "marked"),
    [
        ("jardin", "En el JARDÍN", "JARDÍN"),
        ("JARDÍN", "en el jardin de atrás", "jardin"),
        ("jardín", "en el jardi\u0301n", "jardi\u0301n"),  # the accent as a sign of its own
        ("strasse", "Die Straße war leer", "Straße"),
        ("istanbul", "In İstanbul once", "İstanbul"),
        ("fi", "The ﬁrst", "ﬁ"),
        ("kitchen table", "At the kitchen\r\n  table", "kitchen\r\n  table"),
        ("don't", "I don’t know", "don’t"),
        ("“never”", 'She said "never".', '"never"'),
        ("שלום", "שָׁלוֹם לך", "שָׁלוֹם"),
        ("c++ (or", "in C++ (or so)", "C++ (or"),
        ("茶", "一杯の茶を", "茶"),
        ("cafe", "un café\u200b.", "café\u200b"),
    ],
)
def test_case_accents_and_gaps_make_no_difference(phrase, words, marked):
    start, end = looking_back.Phrase(phrase).find(words)
    assert words[start:end] == marked


@pytest.mark.parametrize(
    ("phrase", "words"), [("table kitchen", "kitchen table"), ("tables", "table"), (".", "a")]
)
def test_only_the_whole_phrase_is_found(phrase, words):
    assert looking_back.Phrase(phrase).find(words) is None


@given(st.text(max_size=60), st.text(min_size=1, max_size=8), st.text(max_size=60))
@example("e", "\u0301x", "")
@example("ﬃ", "ß", "\u0301")
@example("\U0001f3fd" * 9, "İ", "\u200b")
def test_what_she_wrote_is_found_wherever_it_stands(before, middle, after):
    phrase = looking_back.Phrase(middle)
    if not len(phrase):
        return
    words = before + middle + after
    start, end = phrase.find(words)
    assert 0 <= start < end <= len(before + middle) + len(after)
    assert start <= len(before) + len(middle)
    assert phrase.find(words[start:end]) == (0, end - start)


@given(st.text(st.characters(max_codepoint=0x17F)), st.text())
def test_two_texts_are_folded_as_each_is_by_itself(one, other):
    """However quick the way was by which each of them was folded."""
    assert folded(one) + folded(other) == folded(one + other)
    assert folded(one) == b"".join(map(folded, one))


def test_each_page_that_holds_it_is_found_once_the_newest_first(house):
    older = begun(house.ewa, "The lamp.\nThe lamp again.", now=NOW - timedelta(days=3)).page
    newer = begun(house.ewa, "A Lamp", now=NOW).page
    begun(house.ewa, "No light")
    begun(house.joyce, "A lamp of Joyce's")
    seen = found(house.ewa, "lamp")
    assert ([one.id for one in seen.places], seen.pages) == ([newer, older], 2)
    assert (seen.places[1].before, seen.places[1].found) == ("The ", "lamp")


def test_deleted_pages_and_older_revisions_are_not_looked_through(house):
    page, gone = begun(house.ewa, "the lamp").page, begun(house.ewa, "a lamp").page
    saved(house.ewa, page, "the candle", by=stamp(1))
    writing.delete(house.ewa, gone, now=NOW)
    assert found(house.ewa, "lamp").pages == 0


def test_a_page_that_does_not_open_is_told_and_stops_nothing(house):
    spoilt = begun(house.ewa, "the lamp").page
    begun(house.ewa, "a lamp")
    Revision.objects.filter(reflection=spoilt).update(sealed=b"SG1" + bytes(300))
    seen = found(house.ewa, "lamp")
    assert (seen.pages, seen.closed) == (1, 1)


def test_at_most_two_hundred_are_shown_and_all_are_counted(house, client, monkeypatch):
    monkeypatch.setattr("groups.reflections.looking_back.searching.MOST_SHOWN", 2)
    for _page in range(3):
        begun(house.ewa, "lamp")
    seen = found(house.ewa, "lamp")
    assert (len(seen.places), seen.pages) == (2, 3)
    assert looking_back.MOST_SHOWN == 200


def test_the_page_marks_the_place_and_escapes_what_she_wrote(house, client):
    begun(house.ewa, "Title\n<b>bold</b> & the LÁMP <script>")
    status, html = sent(with_key(client, house.ewa), "lamp")
    assert status == 200
    assert "<mark>LÁMP</mark>" in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "Found on 1 page" in html


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write the words that you are looking for."),
        ("   \n ", "Write the words that you are looking for."),
        ("\u0301\u200b", "Write the words that you are looking for."),
        ("a", "Write at least two."),
        ("x" * 500, "Look for at most 200 characters."),
        ("la\x00mp", "a character in it that no page can hold"),
    ],
)
def test_what_no_page_could_answer_is_refused_in_clear_words(house, client, words, said):
    begun(house.ewa, "the lamp")
    status, html = sent(with_key(client, house.ewa), words)
    assert status == 422
    assert said in html


def test_two_hundred_characters_are_looked_for(house, client):
    begun(house.ewa, "x" * 300)
    assert sent(with_key(client, house.ewa), "x" * 200)[0] == 200


def test_with_the_drawer_closed_nothing_is_looked_for(house, client):
    begun(house.ewa, "the lamp")
    answer = by_code(client, house.ewa).post(SEARCH, {"words": "lamp"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/drawer/")
    assert client.post(SEARCH, {"words": "lamp"}, headers={"HX-Request": "true"}).content == b""


def test_a_search_is_never_asked_for_in_an_address(house, client):
    begun(house.ewa, "the lamp")
    answer = with_key(client, house.ewa).get(SEARCH + "?words=lamp")
    assert "<mark>" not in answer.content.decode()
    assert 'method="post"' in answer.content.decode()


def test_no_word_of_it_is_kept_anywhere(house, client, caplog, capfd):
    begun(house.ewa, "the lamp")
    with_key(client, house.ewa)
    with CaptureQueriesContext(connections["default"]) as queries, caplog.at_level("DEBUG"):
        sent(client, "quixotic lamplight")
        sent(client, "q\x00uixotic")
    asked = " ".join(query["sql"] for query in queries)
    kept = " ".join(str(one.get_decoded()) for one in Session.objects.all())
    out = capfd.readouterr()
    logs = " ".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    for place in (asked, kept, logs, out.out, out.err, str(dict(client.session))):
        assert "uixotic" not in place
    assert "uixotic" not in repr(looking_back.Phrase("quixotic"))


def test_what_was_found_says_nothing_in_a_traceback(house):
    begun(house.ewa, "the lamp")
    seen = found(house.ewa, "lamp")
    assert "lamp" not in repr(seen) + repr(seen.places)


def test_while_the_vault_is_closed_she_is_told_that_nothing_is_lost(house, client, monkeypatch):
    begun(house.ewa, "the lamp")
    with_key(client, house.ewa)

    def closed(person):
        raise reading.CannotOpenError
        yield

    monkeypatch.setattr(reading, "each", closed)
    status, html = sent(client, "lamp")
    assert (status, "lamp" in re.sub(r"<[^>]+>", "", html)) == (503, False)


def test_a_search_costs_three_queries_for_any_number_of_pages(house):
    for count in (1, 12):
        while looking_back.search(house.ewa, looking_back.Phrase("page")).pages < count:
            begun(house.ewa, "One more page")
        with (
            CaptureQueriesContext(connections["default"]) as rows,
            CaptureQueriesContext(connections["keyring"]) as keys,
        ):
            found(house.ewa, "page")
        assert len(rows) + len(keys) == 3  # the pages, the letters, the key


def test_nothing_is_indexed_in_clear():
    """No model of this room has a column for words, hashes of words or their stems."""
    names = {field.name for field in Revision._meta.get_fields()}
    assert names == {"id", "reflection", "number", "sealed", "key", "pad", "seq", "saved_at"}
