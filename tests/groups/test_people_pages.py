"""Who is in the group, who was asked, and who is asked to leave."""

from datetime import timedelta
from uuid import uuid4

import pytest

from groups.inviting import code_of, handed_code_of
from groups.models import Invitation, Membership
from tests import factories
from tests.cast import NOW, coordinator, facilitator, person


def home(group, end=""):
    return f"/lead/groups/{group.pk}/people/{end}"


def asked(**fields):
    return {"key": str(uuid4()), "role": "member", "name": "Annick", "email": ""} | fields


def test_she_asks_by_mail_and_it_may_go_at_once(as_ruth, group, ruth):
    answer = as_ruth.post(home(group, "invite/"), asked(email="annick@example.org"))
    made = Invitation.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, home(group))
    assert "The invitation goes out by mail now." in as_ruth.get(home(group)).content.decode()
    assert (made.email, made.asked_at, made.asked_by) == ("annick@example.org", NOW, ruth)
    page = as_ruth.get(home(group)).content.decode()
    assert "Annick" in page
    assert code_of(made) not in page


def test_without_an_address_the_link_is_shown_to_hand_over(as_ruth, group):
    answer = as_ruth.post(home(group, "invite/"), asked())
    made = Invitation.objects.get()
    assert answer["Location"] == home(group, f"{made.pk}/link/")
    page = as_ruth.get(answer["Location"]).content.decode()
    assert f"http://localhost:8000/join/{code_of(made)}/" in page
    assert "data:image/svg+xml;base64," in page
    assert group.curriculum.title not in page


def test_the_link_that_she_sees_is_not_the_one_in_the_mail(as_ruth, group):
    made = factories.invitation(group, "annick@example.org")
    page = as_ruth.get(home(group, f"{made.pk}/link/")).content.decode()
    assert f"/join/{handed_code_of(made)}/" in page
    assert code_of(made) not in page


def test_the_same_form_twice_asks_once(as_ruth, group):
    sent = asked(email="annick@example.org")
    as_ruth.post(home(group, "invite/"), sent)
    as_ruth.post(home(group, "invite/"), sent)
    assert Invitation.objects.count() == 1


def test_an_open_invitation_to_a_full_group_says_that_no_chair_is_left(as_ruth, group):
    factories.invitation(group, "annick@example.org")
    assert "No chair is left." not in as_ruth.get(home(group)).content.decode()
    type(group).objects.update(taken=group.capacity)
    page = as_ruth.get(home(group)).content.decode()
    assert "No chair is left." in page
    assert f'href="/lead/groups/{group.pk}/settings/">Add a chair' in page


def test_those_who_wait_are_sent_when_she_says_so(as_ruth, group):
    factories.invitation(group, "annick@example.org")
    factories.invitation(group, "grace@example.org")
    factories.invitation(group)
    assert "Send the invitations" in as_ruth.get(home(group)).content.decode()
    as_ruth.post(home(group, "send/"))
    assert Invitation.objects.to_mail(NOW).count() == 2
    assert "Send the invitations" not in as_ruth.get(home(group)).content.decode()


def test_an_invitation_taken_back_opens_nothing(as_ruth, group, client):
    made = factories.invitation(group, "annick@example.org")
    as_ruth.post(home(group, f"{made.pk}/revoke/"))
    assert not Invitation.objects.open(NOW).exists()
    assert as_ruth.get(home(group, f"{made.pk}/link/")).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "annick@", "Enter an email address, like name@example.org"),
        ("email", "an\u200bnick@example.org", "hidden character"),
        ("role", "coordinator", "Choose what you are asking her for"),
        ("role", "", "Choose what you are asking her for"),
        ("name", "x" * 61, "longer than 60 characters"),
        ("name", "a\x00b", "Null characters are not allowed"),
    ],
)
def test_a_fault_is_said_twice_and_nobody_is_asked(as_ruth, group, field, value, words):
    answer = as_ruth.post(home(group, "invite/"), asked() | {field: value})
    assert answer.status_code == 422
    assert answer.content.decode().count(words) == 2
    assert not Invitation.objects.exists()


def test_an_address_that_waits_for_another_role_is_said(as_ruth, group):
    factories.invitation(group, "annick@example.org")
    sent = asked(email="annick@example.org", role="co_facilitator")
    answer = as_ruth.post(home(group, "invite/"), sent)
    assert answer.status_code == 422
    assert "for another role" in answer.content.decode()


def test_who_is_in_the_group_is_not_asked_again(as_ruth, group):
    factories.member(group)
    answer = as_ruth.post(home(group, "invite/"), asked(email="EWA@example.org"))
    assert answer.status_code == 422
    assert answer.content.decode().count("She is in the group already") == 2
    assert not Invitation.objects.exists()


def test_a_member_asked_to_leave_is_off_the_list_and_her_chair_is_free(as_ruth, group):
    ewa = factories.member(group)
    page = as_ruth.get(home(group, f"{ewa.pk}/remove/")).content.decode()
    assert "Ring her first." in page
    assert Membership.objects.active().filter(pk=ewa.pk).exists()
    answer = as_ruth.post(home(group, f"{ewa.pk}/remove/"))
    assert answer["Location"] == home(group)
    group.refresh_from_db()
    assert group.taken == 0
    assert as_ruth.post(home(group, f"{ewa.pk}/remove/")).status_code == 404


def test_strangers_are_told_the_same_as_for_a_random_id(client, group):
    made = factories.invitation(group, "annick@example.org")
    ewa = factories.member(group)
    other = facilitator("Colette")
    theirs = factories.group(lead=other, name="Other")
    foreign = factories.invitation(theirs)
    for who in (ewa.person, other, coordinator(), person("Joyce")):
        client.force_login(who)
        for end in ("", f"{made.pk}/link/", f"{ewa.pk}/remove/"):
            there, nowhere = home(group, end), f"/lead/groups/{uuid4()}/people/{end}"
            answers = [client.get(path) for path in (there, nowhere)]
            assert [a.status_code for a in answers] == [404, 404]
            assert answers[0].content.replace(str(group.pk).encode(), b"") == answers[
                1
            ].content.replace(nowhere.split("/")[3].encode(), b"")
        for end in ("invite/", "send/", f"{made.pk}/revoke/", f"{ewa.pk}/remove/"):
            assert client.post(home(group, end), asked()).status_code == 404
    client.force_login(group.memberships.leading().get().person)
    assert client.post(home(group, f"{foreign.pk}/revoke/")).status_code == 404
    assert client.get(home(group, f"{foreign.pk}/link/")).status_code == 404
    elsewhere = factories.member(theirs, "Farida")
    for ask in (client.get, client.post):
        assert ask(home(group, f"{elsewhere.pk}/remove/")).status_code == 404
    assert Membership.objects.active().filter(pk=elsewhere.pk).exists()
    assert Invitation.objects.open(NOW).count() == 2


def test_the_settings_keep_what_she_changes_and_take_the_evenings_along(as_ruth, group, ruth):
    url = f"/lead/groups/{group.pk}/settings/"
    sent = {"name": "Tuesdays", "place": "The new hall", "directions": "Ring twice.",
            "capacity": "12", "reminds_twice": "on"}  # fmt: skip
    assert as_ruth.get(url).status_code == 200
    assert as_ruth.post(url, sent)["Location"] == url
    group.refresh_from_db()
    assert (group.name, group.place, group.capacity) == ("Tuesdays", "The new hall", 12)
    assert group.reminds_twice_since == NOW
    places = {(m.number >= 5, m.place, m.version) for m in group.meetings.all()}
    assert places == {(False, "Harbour Street Library", 1), (True, "The new hall", 2)}
    as_ruth.post(url, sent | {"reminds_twice": ""})
    group.refresh_from_db()
    assert group.reminds_twice_since is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("capacity", "2", "3 chairs are taken, so there cannot be fewer"),
        ("capacity", "0", "A group needs at least one chair"),
        ("place", "", "Enter the place, or a video link"),
        ("directions", "x" * 2001, "longer than 2000 characters"),
        ("name", "", "Enter a name for the group"),
    ],
)
def test_a_fault_in_the_settings_changes_nothing(as_ruth, group, field, value, words):
    factories.members(group, 3)
    sent = {"name": "Tuesdays", "place": "Hall", "directions": "", "capacity": "12"}
    answer = as_ruth.post(f"/lead/groups/{group.pk}/settings/", sent | {field: value})
    assert answer.status_code == 422
    assert answer.content.decode().count(words) == 2
    group.refresh_from_db()
    assert group.name == "Tuesday evenings"


def test_the_list_costs_the_same_with_one_twelve_and_two_hundred(
    as_ruth, group, django_assert_num_queries
):
    factories.members(group, 1)
    factories.invitation(group, "n@example.org")
    as_ruth.get(home(group))
    with django_assert_num_queries(6):
        as_ruth.get(home(group))
    factories.members(group, 11)
    for n in range(200):
        factories.invitation(group, f"n{n}@example.org", invited_at=NOW - timedelta(hours=1))
    with django_assert_num_queries(6):
        as_ruth.get(home(group))
