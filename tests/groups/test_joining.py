"""Invitations are open hands: used once, by the right person, while a chair is free."""

import base64
import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from facilitator.trace.models import Trace
from groups import codes
from groups.closing import give
from groups.inviting import Hand, ask_for, code_of, invitation_for, invite, revoke
from groups.joining import FullGroup, NotHers, NotOpen, accept, arrive
from groups.leaving import leave
from groups.models import AddressProof, Group, Invitation, Membership
from groups.proving import TooManyCodes, proof_code, proof_for, prove
from tests import factories
from tests.cast import NOW, coordinator, facilitator, person


@pytest.fixture
def ruth():
    return facilitator()


@pytest.fixture
def group(ruth):
    return factories.group(lead=ruth)


def take(invitation, who, **fields):
    values = {"agreement": invitation.group.agreements.first(), "seen": True, "now": NOW}
    return accept(invitation, person=who, **(values | fields))


@given(st.uuids(), st.uuids())
def test_a_code_is_made_from_its_id_alone_and_fits_no_other(one, other):
    code = codes.code_for(one)
    assert len(code) == 32
    assert code == codes.code_for(one)
    first, last = codes.candidates(code)
    assert first <= one <= last
    assert codes.belongs(code, one)
    assert codes.belongs(code, other) is (one == other)


@given(st.uuids())
def test_a_code_typed_from_paper_may_have_dashes_capitals_and_lookalikes(key):
    code = codes.code_for(key)
    typed = "-".join(code[n : n + 4] for n in range(0, 32, 4)).upper()
    assert codes.belongs(typed.replace("O", "0").replace("B", "8").replace("L", "1"), key)


@given(st.text(max_size=60))
def test_no_text_is_a_code_by_accident(text):
    assert not codes.belongs(text, UUID(int=0))
    codes.candidates(text)  # and none breaks it


def test_nothing_in_the_database_holds_the_code(group):
    invitation = factories.invitation(group, "annick@example.org")
    code = code_of(invitation)
    row = " ".join(str(value) for value in Invitation.objects.values_list().get(pk=invitation.pk))
    raw = base64.b32decode(code.upper())
    assert code not in row
    assert raw[codes.SELECTOR :].hex() not in row.replace("-", "")
    assert invitation_for(code) == invitation


def test_a_changed_letter_finds_nothing(group):
    code = code_of(factories.invitation(group, "annick@example.org"))
    for place in (0, 12, 31):
        wrong = "b" if code[place] == "a" else "a"
        assert invitation_for(code[:place] + wrong + code[place + 1 :]) is None


def test_another_secret_key_makes_other_codes(group, settings):
    invitation = factories.invitation(group)
    code = code_of(invitation)
    settings.SECRET_KEY = "another"
    assert code_of(invitation) != code
    assert invitation_for(code) is None


def test_the_same_form_sent_twice_invites_once(group, ruth):
    key = uuid4()
    hand = Hand("member", group, "annick@example.org", "Annick")
    first, made = invite(key, hand, by=ruth, now=NOW)
    again, made_again = invite(key, hand, by=ruth, now=NOW)
    assert (made, made_again) == (True, False)
    assert first == again
    assert group.invitations.count() == 1
    assert Trace.objects.filter(verb="invited", subject=first.pk, actor=ruth.pk).count() == 1


def test_the_same_page_with_another_address_invites_another(group, ruth):
    key = uuid4()
    one, _ = invite(key, Hand("member", group, "annick@example.org"), by=ruth, now=NOW)
    two, made = invite(key, Hand("member", group, "blessing@example.org"), by=ruth, now=NOW)
    assert made
    assert one.pk != two.pk


def test_an_address_that_waits_keeps_its_invitation(group, ruth):
    one, _ = invite(uuid4(), Hand("member", group, "annick@example.org"), by=ruth, now=NOW)
    two, made = invite(uuid4(), Hand("member", group, "Annick@Example.org"), by=ruth, now=NOW)
    assert not made
    assert one == two


def test_an_expired_one_makes_room(group, ruth):
    hand = Hand("member", group, "annick@example.org")
    one, _ = invite(uuid4(), hand, by=ruth, now=NOW)
    later = NOW + timedelta(days=15)
    two, made = invite(uuid4(), hand, by=ruth, now=later)
    assert made
    assert two.expires_at == later + timedelta(days=14)
    assert list(Invitation.objects.open(later)) == [two]
    assert one != two


def test_nobody_is_mailed_until_she_says_so(group, ruth):
    kept, _ = invite(uuid4(), Hand("member", group, "annick@example.org"), by=ruth, now=NOW)
    paper, _ = invite(uuid4(), Hand("member", group, name="Blessing"), by=ruth, now=NOW, ask=True)
    assert list(Invitation.objects.to_mail(NOW)) == []
    assert ask_for([kept, paper], by=ruth, now=NOW) == 1
    assert list(Invitation.objects.to_mail(NOW)) == [kept]
    assert ask_for([kept], by=ruth, now=NOW + timedelta(hours=1)) == 0


def test_a_new_member_arrives_and_takes_a_chair(group):
    invitation = factories.invitation(group, "annick@example.org")
    annick = arrive(invitation, email="annick@example.org", name="Annick", now=NOW)
    membership = take(invitation, annick)
    group.refresh_from_db()
    invitation.refresh_from_db()
    assert group.taken == 1
    assert (membership.role, membership.joined_at) == ("member", NOW)
    assert membership.agreed_to.version == 1
    assert (invitation.accepted_at, invitation.accepted_by) == (NOW, annick)
    assert annick.emailaddress_set.get().verified
    assert not annick.has_usable_password()
    assert Trace.objects.filter(verb="joined", subject=membership.pk, owner=annick.pk).exists()


def test_an_invitation_is_used_once(group):
    invitation = factories.invitation(group, "annick@example.org")
    take(invitation, person("Annick"))
    with pytest.raises(NotOpen):
        take(invitation, person("Joyce"))
    assert group.memberships.members().count() == 1


@pytest.mark.parametrize("how", ["revoked", "expired", "closed"])
def test_a_closed_hand_is_not_taken(group, ruth, how):
    invitation = factories.invitation(group, "annick@example.org")
    if how == "revoked":
        assert revoke(invitation, by=ruth, now=NOW)
        assert not revoke(invitation, by=ruth, now=NOW)
    elif how == "closed":
        Group.objects.update(closed_at=NOW, closed_by=ruth)
    now = NOW + timedelta(days=30) if how == "expired" else NOW
    with pytest.raises(NotOpen):
        take(invitation, person("Annick"), now=now)
    group.refresh_from_db()
    assert (group.taken, group.memberships.members().count()) == (0, 0)


def test_who_is_in_the_group_already_takes_no_second_chair(group):
    ewa = factories.member(group)
    invitation = factories.invitation(group, "ewa@example.org")
    assert take(invitation, ewa.person) == ewa
    group.refresh_from_db()
    assert group.taken == 1


def test_a_full_group_leaves_the_invitation_open(group):
    factories.members(group, 3)
    Group.objects.update(capacity=3)
    invitation = factories.invitation(group, "annick@example.org")
    annick = person("Annick")
    with pytest.raises(FullGroup):
        take(invitation, annick)
    assert list(Invitation.objects.open(NOW)) == [invitation]
    Group.objects.update(capacity=4)
    assert take(invitation, annick)


def test_a_co_facilitator_takes_no_chair(group):
    factories.members(group, 3)
    Group.objects.update(capacity=3)
    invitation = factories.invitation(group, "maureen@example.org", role="co_facilitator")
    assert take(invitation, person("Maureen")).leads
    group.refresh_from_db()
    assert group.taken == 3


def test_one_after_the_other_only_one_takes_the_last_chair(group):
    Group.objects.update(capacity=1)
    joined = []
    for n in range(5):
        invitation = factories.invitation(group, f"n{n}@example.org")
        try:
            joined.append(take(invitation, person(f"N{n}")))
        except FullGroup:
            continue
    group.refresh_from_db()
    assert (len(joined), group.taken) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_and_only_one_takes_the_last_chair(ruth):
    if connection.vendor != "postgresql":
        pytest.skip("fifty threads need PostgreSQL: set DATABASE_URL")
    group = factories.group(lead=ruth, capacity=1)
    asked = [(factories.invitation(group, f"n{n}@example.org"), person(f"N{n}")) for n in range(50)]
    outcomes, gate = [], threading.Barrier(50)

    def sit(invitation, who):
        gate.wait()
        try:
            take(invitation, who)
            outcomes.append("joined")
        except FullGroup:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=sit, args=pair) for pair in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    group.refresh_from_db()
    assert sorted(outcomes) == ["full"] * 49 + ["joined"]
    assert (group.taken, group.memberships.members().count()) == (1, 1)
    assert Invitation.objects.open(NOW).count() == 49


def test_a_facilitator_and_a_coordinator_are_made(ruth):
    nisha, ada = coordinator(), person("Ada")
    accept(
        factories.invitation(None, "ada@example.org", invited_by=nisha), person=ada,
        agreement=None, seen=False, now=NOW,
    )  # fmt: skip
    ada.refresh_from_db()
    assert (ada.leads_since, ada.leads_by, ada.coordinates) == (NOW, nisha, False)


def test_the_first_coordinator_is_her_own_witness():
    ada = person("Ada")
    hand = factories.invitation(None, "ada@example.org", role="coordinator")
    accept(hand, person=ada, agreement=None, seen=False, now=NOW)
    ada.refresh_from_db()
    assert (ada.coordinates_since, ada.coordinates_by, ada.leads) == (NOW, ada, False)


def test_who_was_asked_to_leave_comes_back_only_by_a_new_mail(group, ruth):
    ewa = factories.member(group)
    old = factories.invitation(group, "ewa@example.org")
    paper = factories.invitation(group)
    leave(ewa, by=ruth, now=NOW)
    assert old not in Invitation.objects.open(NOW)
    later = NOW + timedelta(hours=1)
    with pytest.raises(NotHers):
        take(paper, ewa.person, now=later)
    new_paper = factories.invitation(group, invited_at=later)
    with pytest.raises(NotHers):
        take(new_paper, ewa.person, now=later)
    back = factories.invitation(group, "ewa@example.org", invited_at=later)
    assert take(back, ewa.person, now=later).ended_at is None


def test_who_left_by_herself_may_come_back_with_any(group):
    ewa = factories.member(group)
    leave(ewa, by=ewa.person, now=NOW)
    assert take(factories.invitation(group), ewa.person, now=NOW + timedelta(hours=1))
    assert Membership.objects.for_person(ewa.person).active().count() == 1


def test_who_led_and_left_by_herself_may_come_back_with_any(group, ruth):
    ewa = factories.member(group)
    leads = give(group, ewa.person, by=ruth, now=NOW)
    later = NOW + timedelta(hours=1)
    leave(leads, by=ewa.person, now=later)
    paper = factories.invitation(group, invited_at=NOW)
    assert take(paper, ewa.person, now=later).role == "member"


def test_who_led_and_was_asked_to_leave_does_not(group, ruth):
    ewa = factories.member(group)
    leads = give(group, ewa.person, by=ruth, now=NOW)
    later = NOW + timedelta(hours=1)
    leave(leads, by=ruth, now=later)
    with pytest.raises(NotHers):
        take(factories.invitation(group, invited_at=later), ewa.person, now=later)


def test_an_address_from_paper_is_proved_by_its_code(group):
    paper = factories.invitation(group)
    proof = proof_for(paper, email="blessing@example.org", language="en", now=NOW)
    assert list(AddressProof.objects.open(NOW)) == [proof]
    assert prove(proof, f" {proof_code(proof)} ", now=NOW + timedelta(minutes=14))
    proof.refresh_from_db()
    assert proof.proved_at == NOW + timedelta(minutes=14)
    assert not prove(proof, proof_code(proof), now=NOW)  # used


def test_the_sixth_try_and_the_sixteenth_minute_are_too_late(group):
    paper = factories.invitation(group)
    proof = proof_for(paper, email="blessing@example.org", language="en", now=NOW)
    wrong = "000000" if proof_code(proof) != "000000" else "000001"
    assert [prove(proof, wrong, now=NOW) for _ in range(5)] == [False] * 5
    assert not prove(proof, proof_code(proof), now=NOW)
    late = proof_for(paper, email="blessing@example.org", language="en", now=NOW)
    assert not prove(late, proof_code(late), now=NOW + timedelta(minutes=15))


def test_a_paper_invitation_cannot_be_used_to_bother_strangers(group):
    paper = factories.invitation(group)
    for n in range(5):
        proof_for(paper, email=f"stranger{n}@example.org", language="en", now=NOW)
    assert AddressProof.objects.open(NOW).count() == 1
    with pytest.raises(TooManyCodes):
        proof_for(paper, email="stranger6@example.org", language="en", now=NOW)
    proof_for(
        paper, email="blessing@example.org", language="en", now=NOW + timedelta(days=1, seconds=1)
    )
