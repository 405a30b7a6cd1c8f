"""Contact after the ending: only where both say yes; a yes alone looks like nothing."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from facilitator import vault
from facilitator.privacy import closing
from facilitator.trace.models import Trace
from facilitator.vault.models import Key
from groups.leaving import leave
from groups.models import Meeting, Membership
from groups.reflections import parting
from groups.reflections.giving import NotGivenError
from groups.reflections.giving.sealing import Opener
from groups.reflections.models import Contact, Wish
from groups.reminders.models import Reminder
from tests import cast, factories
from tests.cast import NOW
from tests.reflections.conftest import by_code, with_key

EWA, JOYCE = "Ewa, 0151 234, best in the evening", "Joyce: joyce at home.example"


@pytest.fixture
def counting(house, at_now):
    """The fifth of eight evenings is over."""
    at_now.move_to(Meeting.objects.get(group=house.group, number=5).ends_at)
    return house


def seat(house, person):
    return Membership.objects.get(group=house.group, person=person, ended_at=None)


def says(house, person, words, *to):
    chosen = {seat(house, one).pk for one in to}
    parting.save(person, house.group, words=words, to=chosen)


def sees(house, person):
    return {one.name: one.words for one in parting.staying(person, house.group).both}


def address(house):
    return f"/group/{house.group.pk}/contact/"


def page(house, person):
    return plain(with_key(Client(), person), address(house))


def plain(client, there):
    """A page without the form's token, which is new each time."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", client.get(there).content.decode())


def cost(client, house):
    """The shape of every query of her page, and how often the keyring is asked."""
    client.get(address(house))
    with (
        CaptureQueriesContext(connections["default"]) as one,
        CaptureQueriesContext(connections["keyring"]) as two,
    ):
        client.get(address(house))
    shape = [re.sub(r"'[^']*'|\d+", "", each["sql"]) for each in one.captured_queries]
    return shape, len(two)


def test_where_both_say_yes_each_sees_the_words_of_the_other(counting):
    says(counting, counting.ewa, EWA, counting.joyce, counting.ruth)
    assert sees(counting, counting.ewa) == sees(counting, counting.joyce) == {}
    says(counting, counting.joyce, JOYCE, counting.ewa)
    assert sees(counting, counting.ewa) == {"Joyce": JOYCE}
    assert sees(counting, counting.joyce) == {"Ewa": EWA}
    assert sees(counting, counting.ruth) == {}
    assert EWA in page(counting, counting.joyce)
    assert JOYCE in page(counting, counting.ewa)
    assert EWA not in page(counting, counting.ruth)


@pytest.mark.parametrize("hers", ["", JOYCE])
def test_a_yes_alone_looks_like_nothing(counting, hers):
    """The other's page, its queries, her home and the group page are the same, byte for byte."""
    if hers:
        says(counting, counting.joyce, hers, counting.ruth)
    everywhere = ("/home/", f"/group/{counting.group.pk}/", "/you/", "/privacy/")

    client = with_key(Client(), counting.joyce)

    def all_she_sees():
        pages = [plain(client, each) for each in (address(counting), *everywhere)]
        return pages, cost(client, counting)

    before = all_she_sees()
    mails, lines = Reminder.objects.count(), set(Trace.objects.values_list("verb", flat=True))
    says(counting, counting.ewa, EWA, counting.joyce)
    assert all_she_sees() == before
    assert sees(counting, counting.ewa) == sees(counting, counting.joyce) == {}
    assert Reminder.objects.count() == mails
    assert set(Trace.objects.values_list("verb", flat=True)) == lines


def test_those_who_lead_and_coordinate_see_nothing_of_it(counting):
    signed_in = {one: with_key(Client(), one) for one in (counting.ruth, counting.nisha)}

    def they_see():
        pages = (
            (counting.ruth, f"/lead/groups/{counting.group.pk}/"),
            (counting.ruth, f"/lead/groups/{counting.group.pk}/people/"),
            (counting.ruth, "/lead/"),
            (counting.nisha, f"/run/groups/{counting.group.pk}/"),
            (counting.nisha, "/run/"),
        )
        found = [plain(signed_in[person], there) for person, there in pages]
        return [re.sub(r'name="key" value="[^"]*"', "", html) for html in found]

    before = they_see()
    says(counting, counting.ewa, EWA, counting.joyce)
    says(counting, counting.joyce, JOYCE, counting.ewa)
    assert they_see() == before


def test_taking_back_and_unticking_end_it_at_once(counting):
    says(counting, counting.ewa, EWA, counting.joyce)
    says(counting, counting.joyce, JOYCE, counting.ewa)
    says(counting, counting.ewa, EWA)
    assert sees(counting, counting.joyce) == sees(counting, counting.ewa) == {}
    says(counting, counting.ewa, "New words", counting.joyce)
    assert sees(counting, counting.joyce) == {"Ewa": "New words"}
    client = with_key(Client(), counting.ewa)
    for _time in range(2):
        assert client.post(f"{address(counting)}back/").status_code == 303
    assert sees(counting, counting.joyce) == {}
    assert Contact.objects.filter(membership__person=counting.ewa).count() == 0
    assert Wish.objects.filter(by__person=counting.ewa).count() == 0


@pytest.mark.parametrize("by", ["herself", "Ruth"])
def test_leaving_and_removal_end_it_and_coming_back_does_not_bring_it_back(counting, by):
    says(counting, counting.ewa, EWA, counting.joyce)
    says(counting, counting.joyce, JOYCE, counting.ewa)
    leave(
        seat(counting, counting.ewa), by=counting.ewa if by == "herself" else counting.ruth, now=NOW
    )
    assert sees(counting, counting.joyce) == {}
    with pytest.raises(Membership.DoesNotExist):
        parting.staying(counting.ewa, counting.group)
    factories.member(counting.group, person=counting.ewa)
    assert sees(counting, counting.joyce) == sees(counting, counting.ewa) == {}
    assert parting.forget_contacts(NOW) == 3  # her words, her wish, and the wish for her
    assert Contact.objects.get().membership.person == counting.joyce


def test_closing_the_account_ends_it(counting):
    says(counting, counting.ewa, EWA, counting.joyce)
    says(counting, counting.joyce, JOYCE, counting.ewa)
    closing.close(counting.ewa, NOW)
    assert sees(counting, counting.joyce) == {}
    assert Wish.objects.count() == 0
    assert Contact.objects.count() == 1


def test_a_late_joiner_takes_part(counting):
    grace = factories.member(counting.group, "Grace", joined_at=NOW).person
    says(counting, counting.ewa, EWA, grace)
    says(counting, grace, "Grace, 0161", counting.ewa)
    assert sees(counting, counting.ewa) == {"Grace": "Grace, 0161"}


def test_whose_name_is_not_seen_is_not_chosen_and_is_told_so(counting):
    says(counting, counting.ewa, EWA, counting.joyce)
    says(counting, counting.joyce, JOYCE, counting.ewa)
    Membership.objects.filter(person=counting.joyce).update(seen_since=None)
    assert sees(counting, counting.ewa) == sees(counting, counting.joyce) == {}
    assert "Joyce" not in page(counting, counting.ewa)
    assert "The others cannot see your name here" in page(counting, counting.joyce)


def test_the_database_holds_one_wish_each_way_and_none_to_oneself(counting):
    ewa, joyce = seat(counting, counting.ewa), seat(counting, counting.joyce)
    Wish.objects.create(by=ewa, to=joyce)
    Wish.objects.create(by=joyce, to=ewa)
    for by, to in ((ewa, joyce), (ewa, ewa)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Wish.objects.create(by=by, to=to)


def test_the_words_are_sealed_with_the_groups_key_and_bound_to_their_place(counting):
    says(counting, counting.ewa, EWA, counting.joyce)
    row = Contact.objects.get()
    assert b"0151" not in bytes(row.sealed) + bytes(row.wrapped)
    assert Key.objects.filter(owner=counting.group.pk).count() == 1
    assert Opener().words(row) == EWA
    vault.shred(counting.group.pk, now=NOW)
    with pytest.raises(vault.Erased):
        Opener().words(row)


def test_a_keyring_that_lost_the_key_takes_no_new_words(counting):
    says(counting, counting.ewa, EWA, counting.joyce)
    Key.objects.filter(owner=counting.group.pk).delete()
    with pytest.raises(NotGivenError):
        says(counting, counting.joyce, JOYCE, counting.ewa)
    assert Contact.objects.count() == 1


class TestThePage:
    def test_it_waits_for_the_last_three_evenings(self, house, client):
        with_key(client, house.ewa)
        answer = client.get(address(house))
        assert answer.status_code == 200
        assert "This page waits for the last three evenings" in answer.content.decode()
        sent = {"words": EWA, "to": [str(seat(house, house.joyce).pk)]}
        assert client.post(address(house), sent).status_code == 409
        assert Contact.objects.count() == 0

    def test_it_is_kept_until_the_group_is_forgotten(self, counting, client, at_now):
        at_now.move_to(NOW + timedelta(days=300))
        with_key(client, counting.ewa)
        sent = {"words": EWA, "to": [str(seat(counting, counting.joyce).pk)]}
        assert client.post(address(counting), sent).status_code == 303
        html = client.get(address(counting)).content.decode()
        assert EWA in html
        assert re.search(r'type="checkbox"[^>]* checked', html)
        assert "It is kept. It is seen only where both of you say yes." in html

    def test_a_tick_without_words_and_too_many_words_are_said_at_the_field(self, counting, client):
        with_key(client, counting.ewa)
        ticked = {"to": [str(seat(counting, counting.joyce).pk)]}
        for words, why in (("", "Write how you can be reached"), ("x" * 201, "at most 200")):
            answer = client.post(address(counting), ticked | {"words": words})
            assert answer.status_code == 422
            assert answer.content.decode().count(why) == 2
            assert "checked" in answer.content.decode()
        assert Contact.objects.count() == 0

    def test_whoever_is_not_in_the_group_cannot_be_chosen(self, counting, client):
        farida = factories.member(
            factories.group(lead=counting.colette, curriculum=counting.group.curriculum), "Farida"
        )
        with_key(client, counting.ewa)
        answer = client.post(address(counting), {"words": EWA, "to": [str(farida.pk)]})
        assert answer.status_code == 422
        assert Wish.objects.count() == 0

    def test_sent_twice_is_kept_once(self, counting, client):
        with_key(client, counting.ewa)
        sent = {"words": EWA, "to": [str(seat(counting, counting.joyce).pk)]}
        for _time in range(2):
            client.post(address(counting), sent)
        assert (Contact.objects.count(), Wish.objects.count()) == (1, 1)

    def test_it_lies_behind_the_drawer(self, counting, client):
        says(counting, counting.ewa, EWA, counting.joyce)
        by_code(client, counting.ewa)
        for method in (client.get, client.post):
            answer = method(address(counting))
            assert (answer.status_code, answer["Location"][:8]) == (303, "/drawer/")
        assert Contact.objects.count() == 1

    def test_a_stranger_and_whoever_left_find_nothing(self, counting, client):
        says(counting, counting.ewa, EWA, counting.joyce)
        leave(seat(counting, counting.joyce), by=counting.joyce, now=NOW)
        for person in (counting.colette, counting.nisha, counting.joyce):
            with_key(client, person)
            assert client.get(address(counting)).status_code == 404

    def test_many_cost_what_few_do(self, counting):
        says(counting, counting.ewa, EWA, counting.joyce)
        client = with_key(Client(), counting.ewa)
        few = cost(client, counting)
        for name in ("Grace", "Hanne", "Linda"):
            person = factories.member(counting.group, name).person
            says(counting, person, name, counting.ewa)
        says(counting, counting.ewa, EWA, *(
            one.person for one in Membership.objects.filter(group=counting.group, role="member")
            if one.person != counting.ewa
        ))  # fmt: skip
        assert len(sees(counting, counting.ewa)) == 3
        assert len(cost(client, counting)[0]) == len(few[0])


def test_she_takes_along_her_own_words_and_choices_and_nobody_elses(counting):
    says(counting, counting.ewa, EWA, counting.joyce)
    says(counting, counting.joyce, JOYCE, counting.ewa)
    assert parting.contacts_for_export(counting.ewa) == [
        {"group": "Tuesday evenings", "words": EWA, "to": ["Joyce"]}
    ]
    assert parting.contacts_for_export(cast.person("Dolores")) == []
