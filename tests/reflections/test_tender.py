"""Tender days: marked by her, her word for them sealed, behind her drawer, hers to take away."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from facilitator import vault
from facilitator.vault import keyfiles
from facilitator.vault.models import Key
from groups.models import Membership
from groups.reflections import practising, tender, writing
from groups.reflections.models import Said, TenderConsent, TenderDate
from groups.reflections.models.tender import MOST, forget_consents
from groups.reflections.tender import Day
from tests import cast, factories
from tests.cast import NOW
from tests.reflections.conftest import begun, by_code, with_key

PAGE = "/you/tender/"
WORD = "canary-5512 the day at the station"


def marked(person, month=3, day=3, year=None, words="", now=NOW):
    tender.mark(person, Day(month, day, year), words=words, now=now)
    return TenderDate.objects.get(person=person, month=month, day=day, year=year)


def send(client, **sent):
    return client.post(PAGE, {"day": "3", "month": "3", "year": "", "words": ""} | sent)


def choose(client, membership, may):
    return client.post(f"{PAGE}telling/{membership}/", {"may": may})


def html(client):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def hers(person):
    return [(one.day, one.words) for one in tender.marked(person)]


def seat(person):
    return Membership.objects.get(person=person, ended_at=None)


# Marking.


def test_she_marks_a_day_with_a_word_of_her_own_and_finds_it_again(house, client):
    with_key(client, house.ewa)
    answer = send(client, words=WORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = html(client)
    assert f'<strong>3 March</strong>, every year<br><span class="muted" dir="auto">{WORD}' in page
    assert "The day is marked." in page


def test_one_single_day_is_shown_with_its_year(house, client):
    with_key(client, house.ewa)
    send(client, year="2027")
    assert "<strong>Wednesday 3 March 2027</strong></p>" in html(client)


def test_a_day_needs_no_word_and_then_nothing_is_sealed(house):
    assert bytes(marked(house.ewa).sealed) == b""
    assert not Key.objects.filter(owner=house.ewa.pk).exists()


def test_her_word_is_sealed_as_hers_and_stands_nowhere_in_clear(house):
    one = marked(house.ewa, words=WORD)
    assert b"canary" not in bytes(one.sealed)
    assert str(one) == "Entry"
    assert vault.box(house.ewa.pk, actor=house.ewa.pk).open(bytes(one.sealed), **one.seat) == (
        WORD.encode()
    )
    with pytest.raises(vault.Unopenable):
        vault.box(house.joyce.pk, actor=house.joyce.pk).open(bytes(one.sealed), **one.seat)


def test_sent_twice_it_is_marked_once(house, client):
    with_key(client, house.ewa)
    for _time in range(2):
        assert send(client, words=WORD).status_code == 303
    assert hers(house.ewa) == [(Day(3, 3), WORD)]


def test_a_day_without_a_word_gets_one_and_one_with_a_word_keeps_it(house, client):
    marked(house.ewa)
    with_key(client, house.ewa)
    assert send(client, words=WORD).status_code == 303
    assert send(client).status_code == 303
    answer = send(client, words="Another word")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This day is marked already, with another word." in page
    assert 'value="Another word"' in page
    assert hers(house.ewa) == [(Day(3, 3), WORD)]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"day": ""}, "Choose the day"),
        ({"month": ""}, "Choose the month"),
        ({"day": "32"}, "Choose the day"),
        ({"day": "٣x"}, "Choose the day"),
        ({"year": "1999"}, "Choose every year, or one of these"),
        ({"day": "31", "month": "4"}, "There is no such day."),
        ({"day": "29", "month": "2", "year": "2027"}, "There is no such day."),
        ({"words": "x" * 81}, "Write at most 80 characters"),
    ],
)
def test_a_fault_is_named_above_and_at_its_field_and_what_she_typed_stays(
    house, client, sent, said
):
    with_key(client, house.ewa)
    answer = send(client, **({"words": WORD} | sent))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(said) >= 2
    assert ("x" * 81 if "words" in sent else WORD) in page
    assert not TenderDate.objects.exists()


@pytest.mark.parametrize(("month", "day", "year"), [(2, 29, ""), (2, 29, "2028"), (12, 31, "")])
def test_every_day_that_there_is_can_be_marked(house, client, month, day, year):
    with_key(client, house.ewa)
    assert send(client, month=month, day=day, year=year).status_code == 303


def test_twenty_four_days_have_room_and_the_next_is_told_so(house, client):
    for n in range(MOST):
        marked(house.ewa, month=1 + n // 12, day=1 + n % 12)
    with_key(client, house.ewa)
    answer = send(client, day="20", words=WORD)
    assert answer.status_code == 422
    assert "There is room for 24 days." in answer.content.decode()
    assert TenderDate.objects.count() == MOST
    tender.take_away(house.ewa, TenderDate.objects.get(place=7).pk, now=NOW)
    assert send(client, day="20").status_code == 303
    assert marked(house.ewa, 3, 20).place == 7


WRONG = [
    {"month": 0}, {"month": 13}, {"day": 0}, {"day": 32}, {"month": 4, "day": 31},
    {"month": 2, "day": 30}, {"month": 2, "day": 29, "year": 2027}, {"year": 1999},
    {"year": 2100}, {"place": 0}, {"place": MOST + 1},
]  # fmt: skip


@pytest.mark.parametrize("change", WRONG, ids=str)
def test_the_database_refuses_a_day_that_is_none(house, change):
    one = marked(house.ewa)
    with pytest.raises(IntegrityError), transaction.atomic():
        TenderDate.objects.filter(pk=one.pk).update(**change)


@pytest.mark.parametrize("year", [None, 2027])
def test_the_database_holds_a_day_of_hers_once(house, year):
    marked(house.ewa, year=year)
    values = {"month": 3, "day": 3, "year": year, "created_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        TenderDate.objects.create(person=house.ewa, place=9, **values)
    TenderDate.objects.create(person=house.joyce, place=9, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        TenderDate.objects.create(person=house.joyce, place=9, **values | {"day": 4})


def test_the_29th_of_february_of_a_leap_year_is_a_day(house):
    assert marked(house.ewa, 2, 29, 2096).year == 2096


# Taking away, and whose it is.


def test_she_takes_a_day_away_and_her_word_with_it(house, client):
    one = marked(house.ewa, words=WORD)
    with_key(client, house.ewa)
    assert client.post(f"{PAGE}{one.pk}/away/").status_code == 303
    assert not TenderDate.objects.exists()
    assert "3 March" not in html(client).replace("3 March 20", "")


@pytest.mark.parametrize("who", ["joyce", "ruth", "colette", "nisha"])
def test_to_anybody_else_it_does_not_exist(house, client, who):
    one = marked(house.ewa, words=WORD)
    with_key(client, getattr(house, who))
    assert WORD not in html(client)
    assert client.post(f"{PAGE}{one.pk}/away/").status_code == 404
    assert TenderDate.objects.exists()


def test_with_the_drawer_closed_nothing_is_shown_and_nothing_taken(house, client):
    one = marked(house.ewa, words=WORD)
    by_code(client, house.ewa)
    for answer in (client.get(PAGE), send(client, day="4"), client.post(f"{PAGE}{one.pk}/away/"),
                   choose(client, seat(house.ewa).pk, "yes")):  # fmt: skip
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/drawer/")
    assert hers(house.ewa) == [(Day(3, 3), WORD)]
    assert not TenderConsent.objects.exists()


def test_it_is_two_taps_from_home(house, client):
    with_key(client, house.ewa)
    assert 'href="/you/"' in client.get("/home/").content.decode()
    assert f'href="{PAGE}"' in client.get("/you/").content.decode()


def test_the_page_says_what_the_house_knows(house, client):
    with_key(client, house.ewa)
    page = html(client)
    assert "The house knows the day" in page
    assert "Nobody who leads sees the day." in page


def test_the_list_costs_the_same_for_one_day_and_for_twenty(house, client, queries_of):
    with_key(client, house.ewa)
    marked(house.ewa, words=WORD)
    one = queries_of(client, PAGE)
    for n in range(4, 24):
        marked(house.ewa, day=n, words=WORD)
    assert queries_of(client, PAGE) == one <= 14


# The vault.


def test_while_the_vault_is_closed_her_days_stand_there_and_a_word_is_kept_in_the_form(
    house, client, monkeypatch
):
    one = marked(house.ewa, words=WORD)
    with_key(client, house.ewa)

    def closed(*args, **kwargs):
        raise vault.Closed("no key")

    monkeypatch.setattr(vault, "box", closed)
    assert "Your word for it cannot be opened just now." in html(client)
    answer = send(client, day="4", words="Her chair")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "It could not be kept just now." in page
    assert 'value="Her chair"' in page
    assert client.post(f"{PAGE}{one.pk}/away/").status_code == 303


def test_a_word_that_is_spoilt_takes_no_other_with_it(house):
    spoilt, whole = marked(house.ewa, words="one"), marked(house.ewa, day=4, words="two")
    TenderDate.objects.filter(pk=spoilt.pk).update(sealed=bytes(whole.sealed))
    assert [(one.words, one.can_open) for one in tender.marked(house.ewa)] == [
        ("", False), ("two", True),
    ]  # fmt: skip


def test_with_a_lost_keyring_no_second_first_key_is_made(house):
    marked(house.ewa, words=WORD)
    practising.answer(house.joyce, house.week, Said.DID)
    Key.objects.filter(owner__in=[house.ewa.pk, house.joyce.pk]).delete()
    with pytest.raises(writing.NotSavedError):
        begun(house.ewa, "two")
    with pytest.raises(writing.NotSavedError):
        marked(house.joyce, words=WORD)
    marked(house.joyce)


def test_verify_opens_every_word_and_a_day_without_one_is_no_blob(house, capsys):
    marked(house.ewa, words=WORD)
    marked(house.ewa, day=4)
    marked(house.joyce, words=WORD)
    call_command("vault", "verify")
    said = "reflections.TenderDate.sealed: 2 opened, 0 erased, 0 failed, 0 without a place"
    assert said in capsys.readouterr().out


def test_after_the_house_key_was_changed_and_the_old_one_is_gone_her_words_open(
    house, settings, tmp_path
):
    Key.objects.all().delete()
    settings.KEK_FILE = str(tmp_path / "kek")
    keyfiles.forget_read()
    call_command("vault", "init", "--id", "2026a")
    marked(house.ewa, words=WORD)
    call_command("vault", "new-key", "2027a")
    call_command("vault", "rotate-kek", "--to", "2027a")
    (tmp_path / "kek").unlink()
    keyfiles.forget_read()
    assert hers(house.ewa) == [(Day(3, 3), WORD)]


# Who may know.


def test_nobody_is_told_unless_she_says_so_and_at_once_not_any_more(house, client):
    with_key(client, house.ewa)
    assert "Nobody is told. It would be told to Ruth." in html(client)
    for may, said in (("yes", "Ruth may know that a week is tender for you."), ("no", "Nobody is")):
        for _time in range(2):
            assert choose(client, seat(house.ewa).pk, may).status_code == 303
            assert said in html(client)
            assert TenderConsent.objects.count() == (may == "yes")


def test_saying_it_again_keeps_since_when(house):
    tender.tell(house.ewa, seat(house.ewa).pk, NOW)
    tender.tell(house.ewa, seat(house.ewa).pk, NOW + timedelta(days=3))
    assert TenderConsent.objects.get().told_since == NOW


def test_of_what_is_not_her_chair_she_can_say_nothing(house, client):
    tender.tell(house.joyce, seat(house.joyce).pk, NOW)
    with_key(client, house.ewa)
    for other in (seat(house.joyce).pk, seat(house.ruth).pk, uuid4()):
        for may in ("yes", "no"):
            assert choose(client, other, may).status_code == 404
    assert [one.membership.person for one in TenderConsent.objects.all()] == [house.joyce]


def test_a_forged_answer_is_a_no(house, client):
    tender.tell(house.ewa, seat(house.ewa).pk, NOW)
    with_key(client, house.ewa)
    assert choose(client, seat(house.ewa).pk, "perhaps\x00").status_code == 303
    assert not TenderConsent.objects.exists()


def test_who_leads_has_no_chair_to_tell_of(house, client):
    with_key(client, house.ruth)
    assert "Who may know?" not in html(client)


def test_a_chair_that_she_has_no_more_is_forgotten_with_what_it_let_know(house):
    tender.tell(house.ewa, seat(house.ewa).pk, NOW)
    tender.tell(house.joyce, seat(house.joyce).pk, NOW)
    Membership.objects.filter(person=house.ewa).update(ended_at=NOW, ended_by=house.ewa)
    assert forget_consents(NOW) == 1
    assert [one.membership.person for one in TenderConsent.objects.all()] == [house.joyce]


# Taken along, and erased.


def test_she_takes_it_along_and_it_goes_with_her_account(house):
    marked(house.ewa, words=WORD)
    marked(house.ewa, 2, 29, 2028)
    marked(house.joyce, words=WORD)
    tender.tell(house.ewa, seat(house.ewa).pk, NOW)
    taken = [tuple(one.values())[:4] for one in tender.for_export(house.ewa)]
    assert taken == [(29, 2, 2028, None), (3, 3, None, WORD)]
    assert list(tender.consents_for_export(house.ewa)) == [
        {"group": "Tuesday evenings", "since": NOW}
    ]
    assert (tender.erase(house.ewa, NOW), tender.erase_consents(house.ewa, NOW)) == (2, 1)
    assert [one.person for one in TenderDate.objects.all()] == [house.joyce]
    assert not TenderConsent.objects.exists()


def test_closing_her_account_erases_it(house, client, settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "erasures")
    marked(house.ewa, words=WORD)
    tender.tell(house.ewa, seat(house.ewa).pk, NOW)
    with_key(client, house.ewa)
    client.post("/you/close/", {"password": cast.PASSWORD})
    assert not TenderDate.objects.exists()
    assert not TenderConsent.objects.exists()


def test_her_file_holds_the_days_and_her_words(house, client):
    marked(house.ewa, words=WORD)
    with_key(client, house.ewa)
    from facilitator.privacy.taking import sections

    found = {one.label: one for one in sections()}
    assert found["reflections.TenderDate"].title == "Your tender days"
    assert [row["words"] for row in found["reflections.TenderDate"].rows(house.ewa)] == [WORD]


def test_her_word_is_in_no_cookie_session_or_address(house, client):
    with_key(client, house.ewa)
    answer = send(client, words=WORD)
    assert WORD not in str(answer.cookies) + answer.headers["Location"]
    assert "canary" not in str(dict(client.session))
    assert not re.search("canary|March", str(client.cookies))


def test_two_groups_are_chosen_one_by_one(house, client):
    other = factories.group(lead=house.colette, name="Friday noon")
    theirs = factories.member(other, person=house.ewa)
    tender.tell(house.ewa, theirs.pk, NOW)
    assert [(one.group, one.leading, one.told) for one in tender.choices(house.ewa)] == [
        ("Friday noon", ["Colette"], True), ("Tuesday evenings", ["Ruth"], False),
    ]  # fmt: skip
