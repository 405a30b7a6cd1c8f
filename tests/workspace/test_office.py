"""The coordinator's office: which groups run, who leads them, which need a look."""

from datetime import date, timedelta

import pytest

from groups.models import Group
from tests import cast, factories


@pytest.fixture
def nisha():
    return cast.coordinator()


@pytest.fixture
def group():
    made = factories.group(lead=cast.facilitator("Ruth"))
    factories.members(made, 5)
    return made


def office(client, query="") -> str:
    answer = client.get(f"/run/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_office_begins_with_a_sentence(nisha, group, sign_in):
    page = " ".join(office(sign_in(nisha)).split())
    assert "One group is running and five people have a chair. None of them needs a look." in page
    assert "5 of 8" in page
    assert "Ruth" in page


def test_a_group_that_nobody_leads_needs_a_look(nisha, group, sign_in):
    group.memberships.filter(role="facilitator").delete()
    page = office(sign_in(nisha), "?view=alone")
    assert "Needs a facilitator" in page
    assert "No one yet" in page


def test_few_people_and_several_departures_are_worth_a_look(nisha, group, sign_in):
    for membership in group.memberships.filter(role="member")[:2]:
        membership.ended_at, membership.ended_by = cast.NOW - timedelta(days=3), membership.person
        membership.save()
    Group.objects.filter(pk=group.pk).update(taken=3)
    page = office(sign_in(nisha), "?view=look")
    assert "One needs a look." in page
    assert "Need a look, 1" in page
    assert "Several left this month" in page
    assert "Few people" in page


def test_a_finished_or_closed_group_stands_under_finished(nisha, sign_in):
    factories.group(lead=cast.facilitator("Ruth"), first_on=date(2026, 9, 1), name="Autumn")
    client = sign_in(nisha)
    assert "Autumn" not in office(client).split("<table")[-1]
    assert "Autumn" in office(client, "?view=finished").split("<table")[-1]


@pytest.mark.parametrize(
    "query",
    ["?page=999999", "?page=-1", "?page=x", "?view=nothing", "?words=%00", "?words=%ED%A0%80",
     "?order=owner__password", "?words=" + "a" * 5000],
)  # fmt: skip
def test_junk_in_the_address_is_harmless(nisha, group, sign_in, query):
    office(sign_in(nisha), query)


def test_a_group_is_found_by_words_in_its_name(nisha, group, sign_in):
    factories.group(lead=cast.facilitator("Colette"), name="Thursday mornings")
    page = office(sign_in(nisha), "?words=thursday")
    assert "Thursday mornings" in page
    assert "Tuesday evenings" not in page


def test_the_office_does_not_exist_for_anybody_else(group, sign_in):
    client = sign_in(group.memberships.get(role="facilitator").person)
    assert client.get("/run/").status_code == 404
    assert client.get(f"/run/groups/{group.pk}/").status_code == 404


def test_one_group_shows_who_leads_it_and_who_led_it(nisha, group, sign_in):
    page = sign_in(nisha).get(f"/run/groups/{group.pk}/").content.decode()
    assert "Ruth, facilitator" in page
    assert "Five of ten chairs are taken." in page
    assert "Member1" not in page


def test_two_facilitators_of_one_name_are_told_apart(nisha, group, sign_in):
    other = cast.facilitator("Rut")
    type(other).objects.filter(pk=other.pk).update(name="Ruth")
    page = sign_in(nisha).get(f"/run/groups/{group.pk}/").content.decode()
    assert ">Ruth, ruth@example.org</option>" in page
    assert ">Ruth, rut@example.org</option>" in page


def test_the_office_costs_the_same_with_one_row_and_with_twenty_five(
    nisha, group, sign_in, queries
):
    sign_in(nisha)
    one = queries("/run/")
    lead = cast.facilitator("Colette")
    for number in range(30):
        factories.group(lead=lead, curriculum=group.curriculum, name=f"Group {number}")
    assert queries("/run/") == one
    assert one <= 15


def test_an_empty_house_says_whom_to_invite_first(sign_in):
    page = sign_in(cast.coordinator("Nisha")).get("/run/").content.decode()
    assert "nobody has a chair yet" in page
    assert 'href="/run/people/">Invite a facilitator</a>' in page
