"""Practice: did it, a little, not this week. One tap, hers alone, and nobody counts."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.test.utils import CaptureQueriesContext

from facilitator import vault
from facilitator.vault.models import Key
from groups.models import Membership
from groups.reflections import doors, practising, writing
from groups.reflections.models import PracticeAnswer, Said
from groups.reflections.models.practice import places
from tests import cast, factories
from tests.cast import NOW
from tests.reflections.conftest import begun, by_code, with_key

PRESSED = re.compile(r'value="(\w+)" aria-pressed="true"')


def address(house, number=4):
    return f"/group/{house.group.pk}/evenings/{number}/"


def tap(client, house, answer, number=4, on="home"):
    sent = {"answer": answer, "on": on}
    return client.post(f"{address(house, number)}practice/", sent)


def pressed(client, page):
    answer = client.get(page)
    assert answer.status_code == 200
    return PRESSED.findall(answer.content.decode())


def test_one_tap_is_kept_and_shown_at_home_and_on_the_evenings_page(house, client):
    with_key(client, house.ewa)
    assert tap(client, house, "little").headers["Location"] == "/home/"
    assert pressed(client, "/home/") == ["little"]
    assert pressed(client, address(house)) == ["little"]


def test_from_the_evenings_page_she_comes_back_to_it(house, client):
    with_key(client, house.ewa)
    assert tap(client, house, "did", on="evening").headers["Location"] == address(house)
    assert tap(client, house, "did", on="//evil").headers["Location"] == "/home/"


def test_it_can_be_changed_and_taken_back_and_both_twice(house, client):
    with_key(client, house.ewa)
    for answer in ("did", "not", "not"):
        tap(client, house, answer)
    assert pressed(client, "/home/") == ["not"]
    assert PracticeAnswer.objects.count() == 1
    for _time in range(2):
        assert tap(client, house, "back").status_code == 303
    assert pressed(client, "/home/") == []
    assert PracticeAnswer.objects.count() == 0


def test_one_answer_for_each_person_and_evening_is_the_databases_word(house):
    practising.answer(house.ewa, house.week, Said.DID)
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeAnswer.objects.create(person=house.ewa, meeting=house.week, sealed=b"x")
    practising.answer(house.joyce, house.week, Said.DID)
    assert PracticeAnswer.objects.count() == 2


def test_what_she_said_is_sealed_and_the_three_are_of_one_length(house):
    lengths = set()
    for said in Said:
        practising.answer(house.ewa, house.week, said)
        row = PracticeAnswer.objects.get()
        blob = bytes(row.sealed)
        assert said.value.encode() not in blob
        assert str(row) == "Entry"
        lengths.add(len(blob))
    assert len(lengths) == 1


def test_anothers_box_does_not_open_it_nor_does_another_row(house):
    practising.answer(house.ewa, house.week, Said.DID)
    practising.answer(house.joyce, house.week, Said.NOT)
    hers, joyces = (PracticeAnswer.objects.get(person=one) for one in (house.ewa, house.joyce))
    with pytest.raises(vault.Unopenable):
        vault.box(house.joyce.pk, actor=house.joyce.pk).open(hers.sealed, **hers.seat)
    PracticeAnswer.objects.filter(pk=joyces.pk).update(sealed=hers.sealed)
    assert practising.said(house.joyce) == {}
    assert practising.said(house.ewa) == {house.week.pk: Said.DID}


def test_it_is_asked_until_the_next_evening_begins(house, client, at_now):
    with_key(client, house.ewa)
    assert "What became of it?" in client.get(address(house)).content.decode()
    assert "What became of it?" not in client.get(address(house, 3)).content.decode()
    at_now.move_to(house.group.meetings.get(number=5).starts_at)
    with_key(client, house.ewa)
    home = client.get("/home/").content.decode()
    assert "The practice of evening 5." in home
    assert "What became of it?" not in client.get(address(house)).content.decode()


def test_what_she_said_of_an_older_evening_stays_and_can_be_changed(house, client):
    practising.answer(house.ewa, house.group.meetings.get(number=2), Said.NOT)
    with_key(client, house.ewa)
    assert pressed(client, address(house, 2)) == ["not"]
    tap(client, house, "did", 2)
    assert pressed(client, address(house, 2)) == ["did"]
    assert pressed(client, "/home/") == []


def test_with_the_drawer_closed_she_can_tap_and_nothing_is_told(house, client):
    practising.answer(house.ewa, house.week, Said.NOT)
    by_code(client, house.ewa)
    for page in ("/home/", address(house)):
        answer = client.get(page).content.decode()
        assert "What became of it?" in answer
        assert PRESSED.findall(answer) == []
        assert 'value="back"' not in answer
    assert tap(client, house, "did").status_code == 303
    assert practising.said(house.ewa) == {house.week.pk: Said.DID}


@pytest.mark.parametrize("who", ["ruth", "colette", "nisha", "left"])
def test_who_has_no_chair_there_is_answered_as_if_there_were_no_such_evening(house, client, who):
    if who == "left":
        Membership.objects.filter(person=house.joyce).update(ended_at=NOW, ended_by=house.joyce)
    with_key(client, house.joyce if who == "left" else getattr(house, who))
    for number in (4, 5, 77):
        assert tap(client, house, "did", number).status_code == 404
    assert PracticeAnswer.objects.count() == 0


def test_an_evening_to_come_cancelled_or_without_a_practice_asks_nothing(house, client):
    bare = factories.curriculum(published=False)
    bare.plans.filter(number=4).update(practice="")
    bare.publish(now=factories.JOINED, by=None)
    other = factories.group(lead=house.colette, curriculum=bare)
    factories.member(other, person=(dolores := cast.person("Dolores")))
    other.meetings.filter(number=3).update(cancelled_at=NOW, cancelled_by=house.colette)
    with_key(client, dolores)
    for number in (3, 4, 5):
        answer = client.post(f"/group/{other.pk}/evenings/{number}/practice/", {"answer": "did"})
        assert answer.status_code == 404
    assert "This week’s practice" not in client.get("/home/").content.decode()
    assert "What became of it?" not in client.get(f"/group/{other.pk}/evenings/4/").content.decode()


def test_who_leads_reads_the_practice_and_is_not_asked(house, client):
    practising.answer(house.ewa, house.week, Said.NOT)
    with_key(client, house.ruth)
    html = client.get(address(house)).content.decode()
    assert "The practice of evening 4." in html
    assert "What became of it?" not in html


@pytest.mark.parametrize("answer", ["", "maybe", "did\x00", "DID"])
def test_anything_else_is_refused_and_changes_nothing(house, client, answer):
    practising.answer(house.ewa, house.week, Said.NOT)
    with_key(client, house.ewa)
    assert tap(client, house, answer).status_code == 400
    assert practising.said(house.ewa) == {house.week.pk: Said.NOT}


def test_while_the_vault_is_closed_nothing_changes_and_she_is_told(house, client, monkeypatch):
    with_key(client, house.ewa)

    def closed(*args, **kwargs):
        raise vault.Closed("no key")

    monkeypatch.setattr(vault, "box", closed)
    tap(client, house, "did")
    assert "It could not be kept just now." in client.get("/home/").content.decode()
    assert PracticeAnswer.objects.count() == 0


def test_with_a_lost_keyring_no_second_first_key_is_made(house):
    """Neither for a page of somebody who only answered a practice, nor the other way round."""
    practising.answer(house.ewa, house.week, Said.DID)
    begun(house.joyce, "one")
    Key.objects.filter(owner__in=[house.ewa.pk, house.joyce.pk]).delete()
    with pytest.raises(writing.NotSavedError):
        begun(house.ewa, "two")
    with pytest.raises(writing.NotSavedError):
        practising.answer(house.joyce, house.week, Said.DID)


def test_another_may_not_ask_through_the_door(house):
    practising.answer(house.ewa, house.week, Said.DID)
    with pytest.raises(PermissionError):
        doors.for_herself(house.ewa, actor=house.ruth, meetings=[house.week.pk])
    hers = doors.for_herself(house.ewa, actor=house.ewa, meetings=[house.week.pk])
    assert hers.practised == {house.week.pk: "did"}


def test_she_takes_it_along_and_it_goes_with_her_account(house):
    practising.answer(house.ewa, house.week, Said.LITTLE)
    practising.answer(house.joyce, house.week, Said.DID)
    assert practising.for_export(house.ewa) == [
        {
            "group": "Tuesday evenings", "evening": "Evening title 4", "on": "2026-11-17",
            "practice": "The practice of evening 4.", "answer": "little",
        }
    ]  # fmt: skip
    assert practising.erase(house.ewa, NOW) == 1
    assert practising.for_export(house.ewa) == []
    assert [one.owner for one in places()] == [house.joyce.pk]


def test_home_costs_the_same_with_one_answer_and_with_twelve(house, client):
    with_key(client, house.ewa)
    tap(client, house, "did")
    one = cost(client, "/home/")
    for number in range(11):
        more = factories.group(
            lead=house.ruth, curriculum=house.group.curriculum, name=f"Group {number}",
            first_on=factories.FIRST_ON + timedelta(days=number + 1),
        )  # fmt: skip
        factories.member(more, person=house.ewa)
        practising.answer(house.ewa, more.meetings.get(number=2), Said.NOT)
    assert cost(client, "/home/") == one
    assert one <= 12


def cost(client, page):
    client.get(page)
    with (
        CaptureQueriesContext(connections["default"]) as rows,
        CaptureQueriesContext(connections["keyring"]) as keys,
    ):
        client.get(page)
    return len(rows) + len(keys)
