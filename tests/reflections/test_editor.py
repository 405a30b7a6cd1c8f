"""The editor as a form: begun, kept and shown again, without a line of script."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from curriculum.models import Prompt
from groups.models import Membership
from groups.reflections import reading
from groups.reflections.models import Reflection, Revision
from tests import cast, factories
from tests.cast import NOW
from tests.people.doors import sign_in
from tests.reflections.conftest import (
    FETCH,
    by_code,
    fields,
    fields_in,
    saved,
    shown,
    stamp,
    with_key,
    write,
)  # fmt: skip


def page_of(person):
    return Reflection.objects.get(person=person)


def words_of(person):
    return reading.open_page(person, page_of(person).pk).sheet


def test_looking_at_a_new_page_changes_nothing(house, client):
    with_key(client, house.ewa)
    for _ in range(3):
        assert client.get("/writing/new/").status_code == 200
    assert Reflection.objects.count() == Revision.objects.count() == 0


def test_the_first_post_begins_a_page_to_this_weeks_question(house, client):
    with_key(client, house.ewa)
    where = write(client, "I drew boats.")
    page = page_of(house.ewa)
    assert where == f"/writing/{page.pk}/"
    assert (page.meeting, page.prompt.text) == (house.week, "Question 4.1")
    assert shown(client.get(where).content.decode()) == "I drew boats."


def test_done_for_now_leads_home(house, client):
    with_key(client, house.ewa)
    sent = fields(client, "/writing/new/") | {"words": "One line.", "then": "done"}
    assert client.post("/writing/new/", sent).headers["Location"] == "/home/"
    assert words_of(house.ewa).words == "One line."


def test_done_on_an_empty_new_page_begins_nothing(house, client):
    with_key(client, house.ewa)
    answer = client.post("/writing/new/", fields(client, "/writing/new/") | {"then": "done"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/home/")
    assert Reflection.objects.count() == 0


@pytest.mark.parametrize(
    "words",
    [
        "\nleading line", "\n\n two of them", "  spaces before and after  ", "\ttabs\t\n\t",
        "trailing line\n\n", "<textarea></textarea>&amp; \"quotes\" 'single'",
        "{{ settings.SECRET_KEY }} {% load x %} %(x)s {0.__class__}",
        "rtl \u202e zero\u200bwidth Z̸͕a̶l̷g̵o", "👩‍👩‍👧‍👦" * 50, "한글 العربية 中文 Łucja",
        "\u2028\u2029\x0b\x0c",
    ],
)  # fmt: skip
def test_what_she_typed_comes_back_to_the_letter(house, client, words):
    with_key(client, house.ewa)
    where = write(client, words.replace("\n", "\r\n"))  # as a browser sends it
    assert words_of(house.ewa).words == words
    assert shown(client.get(where).content.decode()) == words


@pytest.mark.parametrize(
    ("question", "text"), [("0", "Question 4.1"), ("1", "Question 4.2"), ("none", None)]
)
def test_she_chooses_among_the_evenings_questions_or_none(house, client, question, text):
    with_key(client, house.ewa)
    prompts = list(Prompt.objects.filter(plan=house.week.plan).order_by("position"))
    code = question if question == "none" else str(prompts[int(question)].pk)
    url = f"/writing/new/?question={code}"
    client.post(url, fields(client, url) | {"words": "One.", "then": "stay"})
    page = page_of(house.ewa)
    assert (page.prompt.text if page.prompt else None) == text
    assert page.meeting == house.week


def test_the_question_can_be_changed_later(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    other = str(Prompt.objects.get(plan=house.week.plan, position=2).pk)
    client.post(where, fields(client, where) | {"question": other, "then": "stay"})
    assert page_of(house.ewa).prompt.text == "Question 4.2"
    client.post(where, fields(client, where) | {"question": "none", "then": "stay"})
    assert page_of(house.ewa).prompt is None
    client.post(where, fields(client, where) | {"question": str(uuid4()), "then": "stay"})
    assert page_of(house.ewa).prompt is None


def test_a_question_of_another_group_or_of_no_group_is_not_taken(house, client):
    with_key(client, house.ewa)
    elsewhere = house.colette.memberships.get().group
    strange = Prompt.objects.get(plan__curriculum=elsewhere.curriculum, plan__number=4, position=1)
    for code in (str(strange.pk), str(uuid4()), "x", "\x00"):
        page = client.get("/writing/new/", {"question": code})
        assert "Question 4.1" in page.content.decode()


def test_a_page_begun_before_the_next_evening_belongs_to_its_own_week(house, client, at_now):
    with_key(client, house.ewa)
    sent = fields(client, "/writing/new/") | {"words": "Begun before seven.", "then": "stay"}
    at_now.move_to(house.group.meetings.get(number=5).starts_at + timedelta(minutes=1))
    sign_in(client, house.ewa)
    client.post("/writing/new/", sent)
    assert page_of(house.ewa).meeting == house.week


def test_before_the_first_evening_there_is_a_page_and_no_question(client, at_now):
    at_now.move_to(NOW - timedelta(days=60))
    group = factories.group(lead=cast.facilitator())
    with_key(client, ewa := factories.member(group).person)
    write(client, "Early.")
    page = page_of(ewa)
    assert (page.meeting, page.prompt) == (None, None)


def test_in_two_groups_each_ones_question_can_be_answered(house, client):
    second = house.colette.memberships.get().group
    factories.member(second, person=house.ewa)
    with_key(client, house.ewa)
    for group in (house.group, second):
        week = group.meetings.get(number=4)
        prompt = Prompt.objects.get(plan=week.plan, position=1)
        url = f"/writing/new/?question={prompt.pk}"
        client.post(url, fields(client, url) | {"words": group.name, "then": "stay"})
    assert set(Reflection.objects.values_list("meeting__group__name", flat=True)) == {
        "Tuesday evenings", "Thursday evenings",
    }  # fmt: skip


def test_somebody_in_no_group_begins_nothing_and_keeps_her_words(client):
    with_key(client, nisha := cast.coordinator())
    assert client.get("/writing/new/").status_code == 403
    answer = client.post("/writing/new/", {"words": "Nisha's words"})
    assert (answer.status_code, shown(answer.content.decode())) == (403, "Nisha's words")
    assert not Reflection.objects.filter(person=nisha).exists()


def test_who_left_reads_goes_on_with_and_deletes_her_pages(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    Membership.objects.filter(person=house.ewa).update(ended_at=NOW, ended_by=house.ewa)
    assert client.get("/writing/new/").status_code == 403
    sent = fields(client, where) | {"words": "One two.", "then": "stay"}
    assert client.post(where, sent).status_code == 303
    assert words_of(house.ewa).words == "One two."
    assert client.post(f"{where}delete/").status_code == 303


@pytest.mark.parametrize(
    ("word", "own", "kept"),
    [
        ("heavy", "", "heavy"), ("lighter", "ignored", "lighter"),
        ("own", "threadbare", "threadbare"),
        ("own", "", ""), ("", "", ""), ("", "threadbare", "threadbare"), ("made up", "", ""),
    ],
)  # fmt: skip
def test_a_word_for_today_is_kept_with_the_words(house, client, word, own, kept):
    with_key(client, house.ewa)
    where = write(client, "One.", word=word, own_word=own)
    assert words_of(house.ewa).word == kept
    again = client.get(where).content.decode()
    chosen = kept if kept in {"heavy", "lighter"} else ("own" if kept else "")
    assert fields_in(again)["word"] == chosen


def test_a_full_page_is_kept_and_one_letter_more_is_refused_with_her_words(house, client, settings):
    settings.MAX_PAGE_CHARS = 200_000
    with_key(client, house.ewa)
    full = "ö" * 200_000
    where = write(client, full)
    assert len(words_of(house.ewa).words) == 200_000
    answer = client.post(where, fields(client, where) | {"words": full + "x", "then": "stay"})
    assert answer.status_code == 422
    assert shown(answer.content.decode()) == full + "x"
    assert "This page is full." in answer.content.decode()
    assert Revision.objects.count() == 1


def test_a_nearly_full_page_says_so(house, client, settings):
    settings.MAX_PAGE_CHARS = 100
    with_key(client, house.ewa)
    assert 'id="nearly-full" hidden' in client.get(write(client, "x" * 89)).content.decode()
    assert 'id="nearly-full">' in client.get(write(client, "x" * 90)).content.decode()


@pytest.mark.parametrize("field", ["words", "own_word"])
def test_a_nul_byte_is_named_and_the_words_stay(house, client, field):
    with_key(client, house.ewa)
    sent = fields(client, "/writing/new/") | {"words": "kept words", "word": "own"}
    answer = client.post("/writing/new/", sent | {field: "kept words\x00"})
    assert answer.status_code == 422
    assert "kept words" in shown(answer.content.decode())
    assert "There is a problem" in answer.content.decode()
    assert Reflection.objects.count() == 0


def test_spoilt_letters_are_never_an_error_of_ours(house, client):
    with_key(client, house.ewa)
    body = b"words=kept+%ED%A0%80+%FF%FE&then=stay"
    answer = client.post("/writing/new/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 303
    assert words_of(house.ewa).words.startswith("kept ")


def test_a_spoilt_stamp_never_costs_a_word(house, client):
    with_key(client, house.ewa)
    spoilt = {"key": "x", "pad": "\x00", "base": "-5", "seq": "9" * 400, "slip": "x:y"}
    sent = fields(client, "/writing/new/") | {"words": "One.", "then": "stay"} | spoilt
    where = client.post("/writing/new/", sent).headers["Location"]
    sent = fields(client, where) | {"words": "One two.", "then": "stay"} | spoilt
    where = client.post(where, sent).headers["Location"]
    assert shown(client.get(where).content.decode()) == "One two."


def test_ten_megabytes_are_refused_as_too_much(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    for url in ("/writing/new/", where, f"{where}save/"):
        answer = client.post(url, {"words": "x" * 10_000_000})
        assert answer.status_code == 413, url
    assert Revision.objects.count() == 1


def test_pressing_twice_begins_one_page(house, client):
    with_key(client, house.ewa)
    sent = fields(client, "/writing/new/") | {"words": "One.", "then": "stay"}
    first, again = (client.post("/writing/new/", sent).headers["Location"] for _ in range(2))
    assert first == again
    assert Revision.objects.count() == 1


def test_a_lost_key_file_shows_her_words_again_and_then_takes_them(
    house, client, settings, tmp_path
):
    with_key(client, house.ewa)
    where = write(client, "One.")
    kek, settings.KEK_FILE = settings.KEK_FILE, str(tmp_path / "gone")
    for url in ("/writing/new/", where):
        answer = client.post(url, {"words": "Words\nnot to lose", "then": "stay"})
        assert (answer.status_code, shown(answer.content.decode())) == (503, "Words\nnot to lose")
    assert client.get(where).status_code == 503
    assert client.get("/writing/").status_code == 503
    again = fields_in(answer.content.decode())
    settings.KEK_FILE = kek
    assert client.post(where, again | {"then": "stay"}).status_code == 303


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the fault is made with a SQLite trigger")
def test_a_database_that_refuses_shows_her_words_again_and_then_takes_them(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER full BEFORE INSERT ON reflections_revision "
            "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    answer = client.post(where, fields(client, where) | {"words": "One two.", "then": "stay"})
    assert (answer.status_code, shown(answer.content.decode())) == (503, "One two.")
    assert "This is our fault, not yours." in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER full")
    again = client.post(where, fields_in(answer.content.decode()) | {"then": "stay"})
    assert shown(client.get(again.headers["Location"]).content.decode()) == "One two."


def test_a_form_from_before_another_sign_in_shows_her_words_and_then_takes_them(house):
    client = Client(enforce_csrf_checks=True)
    by_code(client, house.ewa)
    sent = fields(client, "/writing/new/") | {"words": "Words", "then": "stay"}
    answer = client.post("/writing/new/", sent | {"csrfmiddlewaretoken": "x" * 64})
    assert (answer.status_code, shown(answer.content.decode())) == (403, "Words")
    assert Reflection.objects.count() == 0
    again = fields_in(answer.content.decode()) | {"then": "stay"}
    token = answer.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert client.post("/writing/new/", again | {"csrfmiddlewaretoken": token}).status_code == 303
    assert words_of(house.ewa).words == "Words"


def test_a_sign_in_that_ended_shows_her_words_and_after_the_next_takes_them(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    sent = fields(client, where) | {"words": "One two.", "then": "stay"}
    client.logout()
    answer = client.post(where, sent)
    assert (answer.status_code, shown(answer.content.decode())) == (401, "One two.")
    by_code(client, house.ewa)  # not even the drawer is open again
    assert (
        client.post(where, fields_in(answer.content.decode()) | {"then": "stay"}).status_code == 303
    )
    assert words_of(house.ewa).words == "One two."


def test_words_of_one_never_land_in_the_account_of_another(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    new, old = fields(client, "/writing/new/"), fields(client, where)
    client.logout()
    with_key(client, house.joyce)
    answer = client.post("/writing/new/", new | {"words": "Ewa's words", "then": "stay"})
    assert answer.status_code == 401
    assert client.post("/writing/new/", new | {"words": "x"}, headers=FETCH).status_code == 401
    assert client.post(where, old | {"words": "Ewa's words"}).status_code in {401, 404}
    assert not Reflection.objects.filter(person=house.joyce).exists()


def test_two_devices_lead_her_to_both_pages(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    sent = fields(client, where) | {"words": "One, on the phone.", "then": "stay"}
    page = page_of(house.ewa)
    saved(house.ewa, page.pk, "One, on the tablet.", by=stamp(1), now=NOW)
    second = client.post(where, sent).headers["Location"]
    assert second != where
    for url, other, words in [(where, second, "tablet"), (second, where, "phone")]:
        html = client.get(url).content.decode()
        assert f'href="{other}"' in html
        assert words in shown(html)


def test_the_page_says_who_cannot_read_it(house, client):
    with_key(client, house.ewa)
    assert "Ruth can’t open it." in client.get("/writing/new/").content.decode()
    factories.member(house.group, "Maureen", role="co_facilitator")
    assert "Ruth and Maureen can’t open it." in client.get("/writing/new/").content.decode()
    with_key(client, house.ruth)
    assert "Maureen can’t open it." in client.get("/writing/new/").content.decode()


def test_nothing_private_stands_in_title_address_or_headers(house, client):
    canary = "Kanarienvogel"
    with_key(client, house.ewa)
    where = write(client, canary, own_word=canary, word="own")
    page = client.get(where)
    html = page.content.decode()
    assert "<title>Your page - Kept Chair</title>" in html
    assert html.count(canary) == 2  # the words, and her own word
    for answer in (page, client.post(where, fields(client, where) | {"then": "stay"})):
        assert canary not in str(answer.headers)
        assert answer.headers["Cache-Control"] == "no-store, private"
    assert canary not in str(dict(client.session))


def test_the_browser_is_told_to_keep_nothing_of_it(house, client):
    html = by_code(client, house.ewa).get("/writing/new/").content.decode()
    assert '<form method="post" action="/writing/new/" id="page" autocomplete="off"' in html
    area = html[html.index("<textarea") :]
    opening = area[: area.index(">")]
    for said in (
        'autocomplete="off"',
        'dir="auto"',
        'autocapitalize="sentences"',
        "rows=",
        "spellcheck",
    ):
        assert said in opening
    assert "maxlength" not in opening  # it would cut what she pastes without a word


@pytest.mark.django_db(transaction=True)
def test_no_error_report_holds_her_words(house, client, caplog):
    """A fault that nobody thought of: still her words on the page, and only there."""
    canary = "Kanarienvogel"
    with_key(client, house.ewa)
    where = write(client, "One.")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reflections_reflection RENAME TO elsewhere")
    try:
        answer = client.post(where, {"words": canary, "then": "stay"})
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO reflections_reflection")
    assert (answer.status_code, shown(answer.content.decode())) == (503, canary)
    from facilitator.pages.logs import LineFormatter

    lines = [LineFormatter().format(record) for record in caplog.records]
    assert lines
    assert canary not in str(lines)
