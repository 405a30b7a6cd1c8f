"""The way in: looking changes nothing, one form takes the chair, and a stranger learns nothing."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from facilitator.people.models import Person, RecoveryCode
from groups.inviting import code_of, handed_code_of, revoke
from groups.models import AddressProof, Group, Invitation, Membership
from groups.models.meeting import Meeting
from groups.moving import Scope, move, steps
from groups.proving import proof_code
from groups.scheduling import typed
from tests import factories
from tests.cast import NOW, coordinator, person

KEY = "three words in a row"


@pytest.fixture(autouse=True)
def _nobody_has_guessed_yet():
    cache.clear()


def url(invitation, end=""):
    return f"/join/{code_of(invitation)}/{end}"


def filled(invitation, **fields):
    group = invitation.group
    values = {"name": "Annick", "agreed": "on", "seen": "on", "password": KEY}
    if group:
        values["read"] = str(group.agreements.order_by("-version").first().pk)
    return values | fields


def test_looking_changes_nothing_and_names_no_topic(client, group):
    invitation = factories.invitation(group, "annick@example.org")
    before = list(Invitation.objects.values_list())
    page = client.get(url(invitation)).content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.S)[1]
    assert "Your chair" in title
    assert "Tuesday evenings" in page
    assert "Ruth has kept a chair for you." in page
    assert "What is said here stays here." in page
    assert "she may have to pass it on" in page
    assert "Tuesday 24 November at 7 pm" in page
    for private in (group.place, group.curriculum.title, "Evening title"):
        assert private not in page
    assert list(Invitation.objects.values_list()) == before


def test_she_takes_her_chair_with_a_password(client, group):
    invitation = factories.invitation(group, "annick@example.org")
    answer = client.post(url(invitation), filled(invitation))
    assert (answer.status_code, answer["Location"]) == (303, "/you/keys/recovery/")
    annick = Person.objects.get(email="annick@example.org")
    membership = Membership.objects.get(person=annick)
    assert annick.check_password(KEY)
    assert annick.name == "Annick"
    assert (membership.group, membership.role, membership.agreed_at) == (group, "member", NOW)
    assert membership.seen_since == NOW
    assert client.session["_auth_user_id"] == str(annick.pk)
    assert RecoveryCode.objects.filter(person=annick).exists()
    assert client.get("/you/keys/recovery/").status_code == 200
    assert client.get("/home/").status_code == 200


def test_other_members_do_not_see_her_unless_she_says_so(client, group):
    invitation = factories.invitation(group, "annick@example.org")
    sent = filled(invitation)
    del sent["seen"]
    client.post(url(invitation), sent)
    assert Membership.objects.members().get().seen_since is None


def test_the_second_click_finds_her_at_home(client, group):
    invitation = factories.invitation(group, "annick@example.org")
    client.post(url(invitation), filled(invitation))
    again = client.post(url(invitation), filled(invitation))
    assert (again.status_code, again["Location"]) == (303, "/home/")
    assert Membership.objects.members().count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("agreed", "", "Tick the box if you agree to this"),
        ("name", "", "Enter the name you want to be called by"),
        ("name", "a\x00b", "Null characters are not allowed"),
        ("name", "x" * 61, "longer than 60 characters"),
        ("password", "", "Choose a password, or make a passkey"),
        ("password", "short", "too short"),
        ("password", "qwerty123456", "too common"),
    ],
)
def test_a_fault_keeps_what_she_typed_and_takes_no_chair(client, group, field, value, words):
    invitation = factories.invitation(group, "annick@example.org")
    sent = filled(invitation, name="Annick of the harbour") | {field: value}
    if field == "agreed":
        del sent["agreed"]
    answer = client.post(url(invitation), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(words) == 2
    assert field == "name" or "Annick of the harbour" in page
    assert KEY not in page
    assert not Membership.objects.members().exists()
    assert not Person.objects.filter(email="annick@example.org").exists()


def test_an_agreement_that_changed_meanwhile_is_read_again(client, group):
    invitation = factories.invitation(group, "annick@example.org")
    sent = filled(invitation)
    newer = factories.agreement(group, text="And we begin on time.")
    answer = client.post(url(invitation), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The agreement has changed" in page
    assert "And we begin on time." in page
    assert f'value="{newer.pk}"' in page
    assert client.post(url(invitation), filled(invitation)).status_code == 303
    assert Membership.objects.members().get().agreed_to == newer


def test_every_code_that_opens_nothing_shows_the_same_page(client, group, ruth):
    def closed(**fields):
        return factories.invitation(group, **fields)

    ewa = person("Ewa")
    used = closed(email="a@example.org", accepted_at=NOW, accepted_by=ewa)
    expired = closed(email="b@example.org", invited_at=NOW - timedelta(days=15))
    revoked = closed(email="c@example.org")
    revoke(revoked, by=ruth, now=NOW)
    real = code_of(closed(email="d@example.org"))
    wrong = ("b" if real[-1] == "a" else "a").join([real[:-1], ""])
    pages = {
        client.get(path).content
        for path in (url(used), url(expired), url(revoked), f"/join/{wrong}/", "/join/x/",
                     "/join/%00/", "/join/" + "a" * 300 + "/", "/join/%ED%A0%80/")
    }  # fmt: skip
    assert len(pages) == 1
    assert b"That link has had its turn" in pages.pop()
    assert client.get(url(used)).status_code == 404
    assert client.post(url(used), filled(used)).status_code == 404


def test_guessing_is_slowed(client):
    answers = [client.get(f"/join/{'a' * 30}{n:02d}/").status_code for n in range(22, 44)]
    assert answers.count(404) == 20
    assert answers[-1] == 429


def test_a_full_group_says_so_kindly_and_the_invitation_stays(client, group):
    factories.members(group, 2)
    Group.objects.update(capacity=2)
    invitation = factories.invitation(group, "annick@example.org")
    answer = client.post(url(invitation), filled(invitation))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Every chair is taken just now." in page
    assert not Person.objects.filter(email="annick@example.org").exists()
    Group.objects.update(capacity=3)
    assert client.post(url(invitation), filled(invitation)).status_code == 303


def test_an_evening_that_moves_meanwhile_is_shown_where_it_is_now(client, group, ruth):
    invitation = factories.invitation(group, "annick@example.org")
    fifth = Meeting.objects.select_related("group").get(group=group, number=5)
    to = typed(fifth.on_date + timedelta(days=1), fifth.begins, "Europe/London", minutes=90)
    move(steps(fifth, to, scope=Scope.THIS, place="", now=NOW), by=ruth, now=NOW)
    page = client.get(url(invitation)).content.decode()
    assert "Wednesday 25 November" in page
    assert "Tuesday 24 November" not in page


def test_who_has_a_place_already_signs_in_first(client, group):
    person("Annick")
    invitation = factories.invitation(group, "annick@example.org")
    page = client.get(url(invitation)).content.decode()
    assert f"/sign-in/?next={url(invitation)}" in page
    answer = client.post(url(invitation), filled(invitation))
    assert "You have a place here already" in answer.content.decode()
    assert not Membership.objects.members().exists()


def test_signed_in_as_herself_it_is_one_button(client, group):
    client.force_login(person("Annick"))
    invitation = factories.invitation(group, "Annick@example.org")
    page = client.get(url(invitation)).content.decode()
    assert "Take my chair" in page
    assert "password" not in page
    answer = client.post(url(invitation), filled(invitation))
    assert (answer.status_code, answer["Location"]) == (303, "/home/")


def test_somebody_else_on_this_device_is_asked_whether_it_is_hers(client, group):
    client.force_login(person("Bernard"))
    invitation = factories.invitation(group, "annick@example.org")
    page = client.get(url(invitation)).content.decode()
    assert "You are signed in as Bernard. Is this you?" in page
    assert "annick" not in page.lower()
    silent = client.post(url(invitation), filled(invitation))
    assert "Is this you?" in silent.content.decode()
    assert not Membership.objects.members().exists()
    page = client.get(url(invitation) + "?me=yes").content.decode()
    assert "Take my chair" in page
    answer = client.post(url(invitation) + "?me=yes", filled(invitation))
    assert answer.status_code == 303
    assert Membership.objects.members().get().person.name == "Bernard"


def test_a_removed_member_does_not_come_back_through_an_older_link(client, group, ruth):
    ewa = factories.member(group)
    paper = factories.invitation(group)
    client.force_login(ruth)
    client.post(f"/lead/groups/{group.pk}/people/{ewa.pk}/remove/")
    client.force_login(ewa.person)
    answer = client.post(url(paper) + "?me=yes", filled(paper))
    assert answer.status_code == 404
    assert not Membership.objects.members().active().exists()


def test_from_paper_her_address_is_proved_first(client, group):
    paper = factories.invitation(group)
    page = client.get(url(paper)).content.decode()
    assert "First, your email address" in page
    assert 'name="password"' not in page
    sent = client.post(url(paper, "address/"), {"email": "blessing@example.org"})
    assert (sent.status_code, sent["Location"]) == (303, url(paper))
    proof = AddressProof.objects.open(NOW).get()
    assert "Enter the code" in client.get(url(paper)).content.decode()
    wrong = client.post(url(paper, "proof/"), {"code": "12"})
    assert wrong.status_code == 422
    assert "That is not the code from the mail" in wrong.content.decode()
    code = proof_code(proof)
    right = client.post(url(paper, "proof/"), {"code": f" {code[:3]} {code[3:4]}-{code[4:]}"})
    assert (right.status_code, right["Location"]) == (303, url(paper))
    assert 'name="password"' in client.get(url(paper)).content.decode()
    answer = client.post(url(paper), filled(paper, name="Blessing"))
    assert answer["Location"] == "/you/keys/recovery/"
    blessing = Person.objects.get(email="blessing@example.org")
    assert blessing.emailaddress_set.get().verified


def test_nothing_is_joined_from_paper_without_the_code(client, group):
    paper = factories.invitation(group)
    client.post(url(paper, "address/"), {"email": "stranger@example.org"})
    answer = client.post(url(paper), filled(paper))
    assert "Enter the code" in answer.content.decode()
    assert not Person.objects.filter(email="stranger@example.org").exists()


def test_a_known_address_typed_from_paper_is_told_only_after_its_code(client, group):
    person("Joyce")
    paper = factories.invitation(group)
    client.post(url(paper, "address/"), {"email": "joyce@example.org"})
    page = client.get(url(paper)).content.decode()
    assert "Enter the code" in page
    assert "already" not in page
    client.post(url(paper, "proof/"), {"code": proof_code(AddressProof.objects.get())})
    assert "You have a place here already" in client.get(url(paper)).content.decode()


def test_too_many_codes_are_refused(client, group):
    paper = factories.invitation(group)
    answers = [
        client.post(url(paper, "address/"), {"email": f"s{n}@example.org"}).status_code
        for n in range(6)
    ]
    assert answers == [303] * 5 + [429]


def test_a_proof_of_one_invitation_opens_no_other(client, group):
    one, two = factories.invitation(group), factories.invitation(group)
    client.post(url(one, "address/"), {"email": "blessing@example.org"})
    client.post(url(one, "proof/"), {"code": proof_code(AddressProof.objects.get())})
    assert "First, your email address" in client.get(url(two)).content.decode()


def test_without_the_key_file_nobody_joins_half(client, group, settings, tmp_path):
    invitation = factories.invitation(group, "annick@example.org")
    kept, settings.KEK_FILE = settings.KEK_FILE, str(tmp_path / "lost")
    assert client.post(url(invitation), filled(invitation)).status_code == 503
    assert not Person.objects.filter(email="annick@example.org").exists()
    assert client.get("/home/").status_code == 303
    settings.KEK_FILE = kept
    assert client.post(url(invitation), filled(invitation))["Location"] == "/you/keys/recovery/"
    assert "Annick" in client.get("/home/").content.decode()


def test_a_link_that_was_handed_over_proves_nobody_s_address(client, group):
    """Whoever leads the group can read that link: she must not arrive as the one she asked."""
    asked = factories.invitation(group, "annick@example.org")
    handed = f"/join/{handed_code_of(asked)}/"
    assert "First, your email address" in client.get(handed).content.decode()
    assert "annick@example.org" not in client.get(handed).content.decode()
    client.post(handed, filled(asked))
    assert not Person.objects.filter(email="annick@example.org").exists()
    client.post(f"{handed}address/", {"email": "annick@example.org"})
    client.post(f"{handed}proof/", {"code": proof_code(AddressProof.objects.get())})
    assert client.post(handed, filled(asked))["Location"] == "/you/keys/recovery/"
    assert Person.objects.get(email="annick@example.org").emailaddress_set.get().verified


def test_a_link_that_was_handed_over_does_not_say_who_has_a_place_here(client, group):
    person("Joyce")
    known, unknown = (factories.invitation(group, f"{n}@example.org") for n in ("joyce", "nobody"))
    one, two = (
        client.get(f"/join/{handed_code_of(each)}/").content.decode() for each in (known, unknown)
    )
    for page in (one, two):
        assert "First, your email address" in page
        assert "already" not in page


def test_a_facilitator_is_asked_in_without_an_agreement(client):
    nisha = coordinator()
    invitation = factories.invitation(None, "ada@example.org", invited_by=nisha)
    page = client.get(url(invitation)).content.decode()
    assert "You have been asked to lead groups here." in page
    client.post(url(invitation), {"name": "Ada", "password": KEY})
    ada = Person.objects.get(email="ada@example.org")
    assert (ada.leads_since, ada.leads_by) == (NOW, nisha)


def test_the_page_costs_the_same_however_many_are_in_the_group(
    client, group, django_assert_num_queries
):
    Group.objects.update(capacity=40)
    invitation = factories.invitation(group, "annick@example.org")
    client.get(url(invitation))
    with django_assert_num_queries(11):
        client.get(url(invitation))
    factories.members(group, 11)
    with django_assert_num_queries(11):
        client.get(url(invitation))


def test_the_name_she_was_asked_by_stands_there_and_faults_come_in_the_order_of_the_page(
    client, group
):
    invitation = factories.invitation(group, "annick@example.org", name="Annick")
    assert 'value="Annick"' in client.get(url(invitation)).content.decode()
    page = client.post(url(invitation), {"name": ""}).content.decode()
    summary = page[page.index("data-summary") : page.index("</ul>")]
    said = [summary.index(word) for word in ("Tick the box", "Enter the name", "Choose a password")]
    assert said == sorted(said)
