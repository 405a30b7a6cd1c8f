"""What coordinators do: ask those who lead, name a facilitator, close a group."""

from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from facilitator.people.models import Person
from facilitator.trace.models import Trace
from groups.closing import close, give
from groups.inviting import invitation_for
from groups.models import Group, Invitation, Membership
from tests import factories
from tests.cast import NOW, coordinator, facilitator, person


@pytest.fixture
def nisha():
    return coordinator()


@pytest.fixture
def as_nisha(client, nisha):
    client.force_login(nisha)
    return client


def asked(**fields):
    return {"key": str(uuid4()), "role": "facilitator", "name": "Ada", "email": ""} | fields


def test_she_sees_who_leads_and_asks_one_more(as_nisha, nisha, ruth, group):
    factories.member(group)
    page = as_nisha.get("/run/people/").content.decode()
    assert "ruth@example.org" in page
    assert "Ewa" not in page
    answer = as_nisha.post("/run/people/invite/", asked(email="ada@example.org"))
    made = Invitation.objects.get()
    assert answer["Location"] == f"/run/people/{made.pk}/link/"
    assert (made.role, made.group, made.asked_by) == ("facilitator", None, nisha)
    assert "/join/" in as_nisha.get(answer["Location"]).content.decode()
    as_nisha.post(f"/run/people/{made.pk}/revoke/")
    assert not Invitation.objects.open(NOW).exists()


def test_a_role_that_is_not_hers_to_give_is_refused(as_nisha):
    answer = as_nisha.post("/run/people/invite/", asked(role="member"))
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_who_leads_already_is_not_asked_to_lead(as_nisha, ruth):
    answer = as_nisha.post("/run/people/invite/", asked(email=ruth.email))
    assert answer.status_code == 422
    assert not Invitation.objects.exists()
    sent = asked(email=ruth.email, role="coordinator")
    assert as_nisha.post("/run/people/invite/", sent).status_code == 303


def test_nobody_else_sees_the_office(client, group, ruth):
    made = factories.invitation(None, "ada@example.org", invited_by=ruth)
    for who in (ruth, person("Joyce")):
        client.force_login(who)
        assert client.get("/run/people/").status_code == 404
        assert client.get(f"/run/people/{made.pk}/link/").status_code == 404
        for path in (
            "/run/people/invite/",
            f"/run/people/{made.pk}/revoke/",
            f"/run/groups/{group.pk}/assign/",
            f"/run/groups/{group.pk}/close/",
        ):
            assert client.post(path, asked()).status_code == 404  # fmt: skip
    assert Group.objects.running().exists()


def test_the_links_of_groups_are_not_the_offices(as_nisha, group):
    made = factories.invitation(group, "annick@example.org")
    assert as_nisha.get(f"/run/people/{made.pk}/link/").status_code == 404
    assert as_nisha.post(f"/run/people/{made.pk}/revoke/").status_code == 404


def test_she_names_a_facilitator(as_nisha, nisha, group):
    colette = facilitator("Colette")
    answer = as_nisha.post(f"/run/groups/{group.pk}/assign/", {"person": str(colette.pk)})
    assert (answer.status_code, answer["Location"]) == (303, f"/run/groups/{group.pk}/")
    assert Membership.objects.get(person=colette, group=group).role == "facilitator"
    line = Trace.objects.get(verb="assigned")
    assert (line.actor, line.owner) == (nisha.pk, colette.pk)


@pytest.mark.parametrize("sent", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_only_somebody_who_may_lead_is_named(as_nisha, group, sent):
    url = f"/run/groups/{group.pk}/assign/"
    assert as_nisha.post(url, {"person": sent}).status_code == 404
    assert as_nisha.post(url, {"person": str(person("Joyce").pk)}).status_code == 404
    assert group.memberships.count() == 1


def test_a_member_who_begins_to_lead_gives_up_her_chair(group, nisha):
    ewa = factories.member(group)
    made = give(group, ewa.person, by=nisha, now=NOW)
    group.refresh_from_db()
    ewa.refresh_from_db()
    assert (made.leads, group.taken) == (True, 0)
    assert (ewa.ended_at, ewa.ended_by, ewa.became) == (NOW, nisha, made)
    assert not Membership.objects.removed().exists()
    assert give(group, ewa.person, by=nisha, now=NOW) == made
    assert Membership.objects.active().for_person(ewa.person).count() == 1


def test_closing_a_group_says_what_follows_and_does_it_once(as_nisha, nisha, group):
    factories.invitation(group, "annick@example.org")
    ewa = factories.member(group)
    page = as_nisha.get(f"/run/groups/{group.pk}/close/").content.decode()
    assert "Four evenings have not begun." in page
    assert Group.objects.running().exists()
    answer = as_nisha.post(f"/run/groups/{group.pk}/close/")
    assert answer["Location"] == f"/run/groups/{group.pk}/"
    group.refresh_from_db()
    assert (group.closed_at, group.closed_by) == (NOW, nisha)
    assert group.meetings.on().count() == 4
    assert not Invitation.objects.open(NOW).exists()
    assert Membership.objects.active().filter(pk=ewa.pk).exists()
    assert close(group, by=nisha, now=NOW) == 0
    assert Trace.objects.filter(verb="closed").count() == 1


def test_the_people_cost_the_same_with_one_twelve_and_two_hundred(
    as_nisha, django_assert_num_queries
):
    as_nisha.get("/run/people/")
    for count in (1, 11, 188):
        start = Person.objects.count()
        for n in range(start, start + count):
            Person.objects.make(email=f"f{n}@example.org", name="F", password=None, now=NOW)
        Person.objects.filter(leads_since=None).update(
            leads_since=NOW, leads_by=person(f"L{start}")
        )
        with django_assert_num_queries(4):
            as_nisha.get("/run/people/")


def test_the_command_makes_the_first_coordinators_link(capsys):
    call_command("coordinator", "nisha@example.org")
    link = capsys.readouterr().out.split()[-1]
    code = link.split("/")[-2]
    invitation = invitation_for(code)
    assert link == f"http://localhost:8000/join/{code}/"
    assert (invitation.role, invitation.email) == ("coordinator", "nisha@example.org")
    call_command("coordinator", "nisha@example.org")
    assert capsys.readouterr().out.split()[-1] == link


def test_the_command_asks_before_it_makes_another(nisha, capsys):
    with pytest.raises(CommandError, match="--another"):
        call_command("coordinator", "ada@example.org")
    call_command("coordinator", "ada@example.org", another=True)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("email", ["", "nisha", "nisha@", "ni sha@example.org"])
def test_the_command_refuses_what_is_no_address(email):
    with pytest.raises(CommandError, match="not an email address"):
        call_command("coordinator", email)
