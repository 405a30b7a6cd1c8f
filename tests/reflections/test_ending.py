"""What becomes of what she wrote: keep it, take it, erase it. Hers alone to choose."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from facilitator.privacy import retention
from facilitator.trace.models import Trace
from groups.models import Group, Meeting, Membership
from groups.reflections import parting, practising, reading
from groups.reflections.models import Farewell, PracticeAnswer, Reflection, Revision, Said, Share
from groups.reflections.writing import delete
from tests import factories
from tests.cast import NOW
from tests.reflections.conftest import begun, by_code, with_key
from tests.reflections.giving import card, gave


def address(house, end=""):
    return f"/group/{house.group.pk}/ending/{end}"


@pytest.fixture
def full(house):
    """Ewa wrote to two evenings (one page lies in the basket), to none, and in another group; she
    gave a page and a card, and said what became of a practice. Joyce wrote as well."""
    other = factories.group(lead=house.colette, name="Thursdays", curriculum=house.group.curriculum)
    factories.member(other, person=house.ewa)
    page = begun(house.ewa, "To the fourth evening.", meeting=house.week).page
    gave(house.ewa, page=page)
    card(house.ewa, page=page)
    first = Meeting.objects.get(group=house.group, number=1)
    delete(house.ewa, begun(house.ewa, "To the first.", meeting=first).page, now=NOW)
    begun(house.ewa, "To no evening.")
    begun(house.ewa, "To another group.", meeting=other.meetings.first())
    practising.answer(house.ewa, house.week, Said.DID)
    begun(house.joyce, "Joyce's.", meeting=house.week)
    practising.answer(house.joyce, house.week, Said.LITTLE)
    return house


@pytest.fixture
def over(full, at_now):
    at_now.move_to(Meeting.objects.get(group=full.group, number=8).ends_at)
    return full


def words(person):
    return {whole.sheet.words for whole in reading.open_all(person)}


def test_before_the_last_evening_it_waits(full, client):
    with_key(client, full.ewa)
    for end in ("", "erase/"):
        page = client.get(address(full, end))
        assert page.status_code == 200
        assert "This page waits until the last evening is over" in page.content.decode()
        assert client.post(address(full, end), {"choice": "keep"}).status_code == 409
    assert Farewell.objects.count() == 0
    assert len(words(full.ewa)) == 4


def test_in_a_closed_group_it_is_there_at_once(full, client):
    Group.objects.filter(pk=full.group.pk).update(closed_at=NOW, closed_by=full.nisha)
    with_key(client, full.ewa)
    assert "Take it with me" in client.get(address(full)).content.decode()


def test_keeping_changes_nothing_and_is_remembered(over, client):
    with_key(client, over.ewa)
    assert client.post(address(over), {"choice": "keep"})["Location"] == address(over)
    assert (
        "You chose to keep it, on Tuesday 15 December."
        in client.get(address(over)).content.decode()
    )
    assert len(words(over.ewa)) == 4


def test_taking_leads_to_the_file(over, client):
    with_key(client, over.ewa)
    answer = client.post(address(over), {"choice": "take"})
    assert (answer.status_code, answer["Location"]) == (303, "/writing/take/")
    assert Farewell.objects.get().choice == "take"
    assert len(words(over.ewa)) == 4


@pytest.mark.parametrize("choice", ["", "erase", "burn"])
def test_nothing_is_erased_without_being_asked_once_more(over, client, choice):
    with_key(client, over.ewa)
    assert client.post(address(over), {"choice": choice}).status_code == 422
    asked = client.get(address(over, "erase/")).content.decode()
    assert "is erased at once, with all that you gave of it" in asked
    assert len(words(over.ewa)) == 4
    assert Farewell.objects.count() == 0


def test_erasing_takes_every_page_to_an_evening_of_this_group_and_no_other(over, client):
    with_key(client, over.ewa)
    for _time in range(2):
        assert client.post(address(over, "erase/"))["Location"] == address(over)
    assert words(over.ewa) == {"To no evening.", "To another group."}
    assert Revision.objects.filter(reflection__person=over.ewa).count() == 2
    assert Share.objects.count() == 0
    assert list(PracticeAnswer.objects.values_list("person", flat=True)) == [over.joyce.pk]
    assert words(over.joyce) == {"Joyce's."}
    assert "You chose to erase it" in client.get(address(over)).content.decode()
    call_command("vault", "verify", stdout=StringIO())


def test_she_may_change_from_keep_to_erase_and_it_is_one_choice(over, client):
    with_key(client, over.ewa)
    client.post(address(over), {"choice": "keep"})
    client.post(address(over, "erase/"))
    assert [each.choice for each in Farewell.objects.all()] == ["erase"]


def test_nobody_is_told(over, client):
    with_key(client, over.ewa)
    lines = Trace.objects.count()
    client.post(address(over), {"choice": "keep"})
    client.post(address(over, "erase/"))
    assert Trace.objects.count() == lines
    for person, page in ((over.ruth, f"/lead/groups/{over.group.pk}/people/"),
                         (over.nisha, f"/run/groups/{over.group.pk}/")):  # fmt: skip
        there = with_key(Client(), person).get(page)
        assert there.status_code == 200
        assert "eras" not in there.content.decode()


def test_it_lies_behind_the_drawer_and_is_hers(over, client):
    by_code(client, over.ewa)
    for end in ("", "erase/"):
        assert client.post(address(over, end))["Location"].startswith("/drawer/")
    assert with_key(Client(), over.colette).get(address(over)).status_code == 404
    assert len(words(over.ewa)) == 4


def test_the_choice_is_one_of_three_and_is_forgotten_with_the_group(over, client):
    mine = Membership.objects.get(group=over.group, person=over.ewa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Farewell.objects.create(membership=mine, choice="burn", chosen_at=NOW)
    parting.choose(over.ewa, over.group, Farewell.Choice.KEEP, now=NOW.replace(year=2027))
    assert parting.farewells_for_export(over.ewa)[0]["choice"] == "keep"
    retention.forget(NOW.replace(year=2028))
    assert Farewell.objects.count() == 0
    assert Reflection.objects.for_person(over.ewa).filter(meeting=over.week).exists()
