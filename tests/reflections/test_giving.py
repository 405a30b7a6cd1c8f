"""Giving: to whom she said, the words she was shown, and nobody else ever."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction
from django.test.utils import CaptureQueriesContext

from facilitator import vault
from groups.closing import give as assign
from groups.models import Group, Membership
from groups.reflections import giving, writing
from groups.reflections.giving import ChangedError, NotGivenError, Offer
from groups.reflections.giving.sealing import Opener
from groups.reflections.models import Addressee, Answer, Reflection, Share, To
from groups.reflections.reading import CannotOpenError
from tests import cast, factories
from tests.cast import NOW
from tests.reflections.conftest import begun, saved, stamp
from tests.reflections.giving import WORDS, card, gave

LATER = NOW + timedelta(hours=1)


def opens(person, share, *, now=LATER) -> str:
    """The page as this person reads it; empty where there is none for her."""
    try:
        return giving.open_given(person, share.pk, now=now).card.words
    except Addressee.DoesNotExist:
        return ""


def sees(person, house, *, leads=False) -> list[str]:
    found = giving.cards(person, house.group, leads=leads, now=LATER)
    return [one.card.words for one in found]


@pytest.fixture
def maureen(house):
    return factories.member(
        house.group, person=cast.facilitator("Maureen"), role="co_facilitator"
    ).person


def test_a_page_given_to_ruth_is_read_by_ruth_and_by_nobody_else(house, maureen):
    share = gave(house.ewa)
    assert opens(house.ruth, share) == WORDS
    for other in (maureen, house.joyce, house.colette, house.nisha, house.ewa):
        assert opens(other, share) == ""
        assert giving.waiting(other) == 0
        assert giving.received(other) == []


def test_given_to_both_who_lead_both_read_it(house, maureen):
    share = gave(house.ewa, people=frozenset({house.ruth.pk, maureen.pk, house.joyce.pk}))
    assert (opens(house.ruth, share), opens(maureen, share)) == (WORDS, WORDS)
    assert opens(house.joyce, share) == ""


def test_a_card_is_for_everybody_in_the_group_at_the_click(house):
    card(house.ewa)
    late = factories.member(house.group, "Grace", joined_at=LATER).person
    assert sees(house.joyce, house) == sees(house.ruth, house, leads=True) == [WORDS]
    assert sees(late, house) == []
    assert sees(house.ewa, house) == [WORDS]
    assert sees(house.colette, house, leads=True) == []


def test_later_words_of_hers_never_flow_into_what_she_gave(house):
    page = begun(house.ewa, WORDS)
    share = gave(house.ewa, page=page.page)
    saved(house.ewa, page.page, "Quite other words", by=stamp(1))
    assert opens(house.ruth, share) == WORDS


@pytest.mark.parametrize(
    ("part", "own", "words"),
    [
        ("whole", "", WORDS),
        ("1", "", "I kept it for the colours. And for her hands."),
        ("own", "  And for her hands.\r\n\r\nThat is  ", "And for her hands.\n\nThat is"),
        ("own", "And for her hands.\r\n\r\nThat is all.", "And for her hands.\n\nThat is all."),
        ("own", "words that are not hers", None),
        ("own", " \n ", None),
        ("3", "", None),
        ("-1", "", None),
        ("٣", "", None),
        ("nonsense", "", None),
    ],
)
def test_an_excerpt_stands_in_her_page_or_is_none(house, part, own, words):
    page = begun(house.ewa, WORDS).page
    look = giving.look(house.ewa, page, Offer(To.GROUP, part=part, own=own), now=NOW)
    if words is None:
        assert (look.problem, look.card) == ("part", None)
    else:
        assert look.card.words == words
        assert look.card.whole is (part == "whole")


def test_nothing_is_given_that_she_was_not_shown(house, maureen):
    page, offer = begun(house.ewa, WORDS), Offer(To.GROUP)
    seen = giving.look(house.ewa, page.page, offer, now=NOW).seen

    def given(**other):
        chosen = Offer(To.GROUP, **other)
        giving.give(house.ewa, page.page, chosen, seen=seen, slip=uuid4(), now=NOW)

    for other in ({"named": False}, {"offers_turn": True}, {"part": "1"}):
        with pytest.raises(ChangedError):
            given(**other)
    with pytest.raises(ChangedError):
        giving.give(house.ewa, page.page, offer, seen="", slip=uuid4(), now=NOW)
    factories.member(house.group, "Grace")  # one more would read it
    with pytest.raises(ChangedError):
        given()
    seen = giving.look(house.ewa, page.page, offer, now=NOW).seen
    saved(house.ewa, page.page, "Other words", by=stamp(1))
    with pytest.raises(ChangedError):
        given()
    assert Share.objects.count() == 0


def test_pressed_twice_it_is_given_once(house):
    page, offer, slip = begun(house.ewa, WORDS).page, Offer(To.GROUP), uuid4()
    seen = giving.look(house.ewa, page, offer, now=NOW).seen
    one, two = (
        giving.give(house.ewa, page, offer, seen=seen, slip=slip, now=NOW) for _twice in range(2)
    )
    assert one.pk == two.pk
    assert Addressee.objects.count() == 2


def test_only_she_gives_her_page_and_none_out_of_the_basket(house):
    page = begun(house.ewa, WORDS).page
    for person in (house.joyce, house.ruth, house.nisha):
        with pytest.raises(Reflection.DoesNotExist):
            giving.look(person, page, Offer(To.GROUP), now=NOW)
    seen = giving.look(house.ewa, page, Offer(To.GROUP), now=NOW).seen
    writing.delete(house.ewa, page, now=NOW)
    with pytest.raises(Reflection.DoesNotExist):
        giving.give(house.ewa, page, Offer(To.GROUP), seen=seen, slip=uuid4(), now=NOW)


def test_a_group_that_is_not_hers_is_not_offered(house):
    page, other = begun(house.ewa).page, Group.objects.get(name="Thursday evenings")
    look = giving.look(house.ewa, page, Offer(To.GROUP, group=other.pk), now=NOW)
    assert look.problem == "group"
    someone = Offer(To.FACILITATORS, people=frozenset({house.colette.pk}))
    assert giving.look(house.ewa, page, someone, now=NOW).problem == "people"


def test_who_leaves_loses_it_at_once_and_does_not_regain_it(house):
    card(house.ewa)
    seat = Membership.objects.filter(person=house.joyce)
    seat.update(ended_at=LATER, ended_by=house.joyce)
    assert sees(house.joyce, house) == []
    factories.member(house.group, person=house.joyce, joined_at=LATER)
    assert sees(house.joyce, house) == []
    card(house.ewa, words="A new one", now=LATER + timedelta(minutes=1))
    assert sees(house.joyce, house) == ["A new one"]


def test_a_facilitator_who_leads_no_more_loses_it_at_once(house, maureen):
    share = gave(house.ewa, people=frozenset({maureen.pk}))
    board = card(house.ewa)
    assert opens(maureen, share)
    Membership.objects.filter(person=maureen).update(ended_at=LATER, ended_by=house.ruth)
    assert opens(maureen, share) == ""
    assert (giving.waiting(maureen), giving.received(maureen)) == (0, [])
    for act in (
        lambda: giving.answer(maureen, share.pk, words="x", now=LATER),
        lambda: giving.hide(maureen, house.group, board.pk, now=LATER),
    ):
        with pytest.raises(Addressee.DoesNotExist):
            act()
    factories.member(house.group, person=maureen, role="member", joined_at=LATER)
    assert opens(maureen, share) == ""


def test_another_role_is_no_leaving(house, maureen):
    board, share = card(house.ewa), gave(house.ewa, people=frozenset({maureen.pk}))
    assign(house.group, house.joyce, by=house.nisha, now=LATER)
    assert sees(house.joyce, house, leads=True) == [WORDS]
    giving.hide(house.joyce, house.group, board.pk, now=LATER)
    seat = Membership.objects.get(person=maureen)
    seat.ended_at, seat.ended_by = LATER, house.nisha
    seat.save()
    seat.became = factories.member(house.group, person=maureen, role="facilitator", joined_at=LATER)
    seat.save()
    assert opens(maureen, share) == WORDS


def test_with_the_group_closed_nobody_but_she_reads(house):
    share, _board = gave(house.ewa), card(house.ewa)
    Group.objects.filter(pk=house.group.pk).update(closed_at=LATER, closed_by=house.nisha)
    assert opens(house.ruth, share) == ""
    assert sees(house.joyce, house) == []
    assert giving.given(house.ewa, share.pk).card.words == WORDS
    assert giving.given(house.ewa, share.pk).lost == ["Ruth"]


def test_an_unnamed_card_hides_her_from_those_who_lead_too(house):
    share = card(house.ewa, named=False, offers_turn=True)
    assert (share.named, share.offers_turn) == (False, False)
    for person, leads in ((house.ruth, True), (house.joyce, False)):
        (one,) = giving.cards(person, house.group, leads=leads, now=LATER)
        assert (one.card.author, one.hers) == ("", False)


def test_opening_is_seen_by_the_writer_and_once(house):
    share = gave(house.ewa)
    assert giving.waiting(house.ruth) == 1
    opens(house.ruth, share, now=LATER)
    opens(house.ruth, share, now=LATER + timedelta(days=1))
    (reader,) = giving.given_of(house.ewa, share.page_id)[0].readers
    assert (reader.name, reader.opened_at) == ("Ruth", LATER)
    assert giving.waiting(house.ruth) == 0


def test_an_answer_is_for_the_writer_alone(house, maureen):
    share = gave(house.ewa, people=frozenset({house.ruth.pk, maureen.pk}))
    giving.answer(house.ruth, share.pk, words="I read it twice.", now=LATER)
    giving.answer(house.ruth, share.pk, words="I read it three times.", now=LATER)
    maureens, ruths = giving.given(house.ewa, share.pk).readers
    assert (ruths.answer, maureens.answer) == ("I read it three times.", "")
    assert giving.open_given(maureen, share.pk, now=LATER).answer == ""
    assert giving.open_given(house.ruth, share.pk, now=LATER).answer == "I read it three times."
    giving.answer(house.ruth, share.pk, words=" ", now=LATER)
    assert Answer.objects.count() == 0


def test_a_hidden_card_is_gone_for_members_and_the_writer_sees_who_hid_it(house):
    share = card(house.ewa)
    with pytest.raises(Addressee.DoesNotExist):
        giving.hide(house.joyce, house.group, share.pk, now=LATER)
    giving.hide(house.ruth, house.group, share.pk, now=LATER)
    assert sees(house.joyce, house) == []
    assert sees(house.ruth, house, leads=True) == [WORDS]
    hers = giving.given(house.ewa, share.pk)
    assert (hers.hidden_by, hers.hidden_at) == ("Ruth", LATER)
    giving.show_again(house.ruth, house.group, share.pk, now=LATER)
    assert sees(house.joyce, house) == [WORDS]


def test_taken_back_it_is_gone_with_key_addressees_and_answers(house):
    share, other = gave(house.ewa), card(house.joyce)
    giving.answer(house.ruth, share.pk, words="I read it twice.", now=LATER)
    with pytest.raises(Share.DoesNotExist):
        giving.take_back(house.joyce, share.pk, now=LATER)
    giving.take_back(house.ewa, share.pk, now=LATER)
    assert opens(house.ruth, share) == ""
    assert (Answer.objects.count(), [one.pk for one in Share.objects.all()]) == (0, [other.pk])
    assert {one.share_id for one in Addressee.objects.all()} == {other.pk}
    with pytest.raises(Share.DoesNotExist):
        giving.take_back(house.ewa, share.pk, now=LATER)


def test_deleting_the_page_takes_back_what_was_given_of_it(house):
    page = begun(house.ewa, WORDS).page
    gave(house.ewa, page=page)
    card(house.ewa, page=page, part="0")
    kept = card(house.ewa, words="Another page")
    assert giving.delete_page(house.ewa, page, now=LATER) == 2
    assert [one.pk for one in Share.objects.all()] == [kept.pk]
    writing.put_back(house.ewa, page, now=LATER)
    assert giving.given_of(house.ewa, page) == []


def test_with_the_account_goes_all_that_she_gave_and_all_that_was_given_to_her(house):
    share, _ewas = gave(house.ewa), card(house.ewa)
    joyces = card(house.joyce)
    giving.answer(house.ruth, share.pk, words="I read it twice.", now=LATER)
    taken = giving.given_for_export(house.ewa)
    assert [one["words"] for one in taken] == [WORDS, WORDS]
    assert taken[0]["to"][0]["answer"] == "I read it twice." or taken[1]["to"][0]["answer"]
    assert "words" not in giving.received_for_export(house.ruth)[0]
    assert "I read it twice." in str(giving.received_for_export(house.ruth))
    giving.erase_given(house.ewa, LATER)
    giving.erase_received(house.ewa, LATER)
    assert [one.pk for one in Share.objects.all()] == [joyces.pk]
    assert not Addressee.objects.filter(person=house.ewa).exists()


def test_everything_given_is_sealed_and_verify_opens_it_also_after_a_change_of_key(house, capsys):
    share = gave(house.ewa)
    card(house.joyce)
    giving.answer(house.ruth, share.pk, words="I read it twice.", now=LATER)
    call_command("vault", "verify")
    said = capsys.readouterr().out
    for line in ("Share.sealed: 2 opened", "Share.wrapped: 2 opened", "Answer.sealed: 1 opened"):
        assert f"reflections.{line}, 0 erased, 0 failed, 0 without a place" in said
    Share.objects.filter(pk=share.pk).update(group=Group.objects.get(name="Thursday evenings"))
    with pytest.raises(vault.Unopenable):
        Opener().words(Share.objects.get(pk=share.pk))


def test_into_a_keyring_that_never_knew_the_groups_key_nothing_is_given(house):
    from facilitator.vault.models import Key

    share = gave(house.ewa)
    page, offer = begun(house.ewa).page, Offer(To.GROUP)
    seen = giving.look(house.ewa, page, offer, now=NOW).seen
    Key.objects.filter(owner=house.group.pk).delete()
    with pytest.raises(NotGivenError):
        giving.give(house.ewa, page, offer, seen=seen, slip=uuid4(), now=NOW)
    with pytest.raises(CannotOpenError):
        giving.open_given(house.ruth, share.pk, now=LATER)


WRONG = {
    "share_unnamed_is_a_silent_card": {"named": False},
    "share_turn_is_a_cards": {"offers_turn": True},
    "share_hidden_is_a_card_and_by_somebody": {"hidden_at": NOW},
    "share_door": {"to": "everybody"},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_the_database_refuses_a_share_that_must_not_be(house, change):
    share = gave(house.ewa)
    Addressee.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.filter(pk=share.pk).update(**change)


def test_the_database_refuses_an_unnamed_card_with_a_turn(house):
    share = card(house.ewa, offers_turn=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.filter(pk=share.pk).update(named=False)


def test_the_database_refuses_an_answer_on_a_card_and_a_second_row_for_one_person(house):
    row = Addressee.objects.filter(share=card(house.ewa)).first()
    for to in To:
        with pytest.raises(IntegrityError), a_transaction():
            Answer.objects.create(addressee=row, to=to, sealed=b"x", answered_at=NOW)
    with pytest.raises(IntegrityError), a_transaction():
        Addressee.objects.create(share=row.share, to=row.to, person=row.person)
    with pytest.raises(IntegrityError), a_transaction():
        Addressee.objects.create(share=row.share, to=To.FACILITATORS, person=house.nisha)


@contextmanager
def a_transaction():
    """Foreign keys are asked when it ends, also inside the one around a test."""
    with transaction.atomic():
        yield
        connections["default"].check_constraints()


def test_lists_cost_the_same_for_one_and_for_twenty(house):
    page, counts = begun(house.ewa, WORDS).page, []
    for count in (1, 20):
        while Share.objects.count() < 2 * count:
            share = gave(house.ewa, page=page)
            card(house.ewa, page=share.page_id)
        with (
            CaptureQueriesContext(connections["default"]) as rows,
            CaptureQueriesContext(connections["keyring"]) as keys,
        ):
            giving.received(house.ruth)
            giving.cards(house.joyce, house.group, leads=False, now=LATER)
            giving.given_of(house.ewa, share.page_id)
        counts.append(len(rows) + len(keys))
    assert counts[0] == counts[1] <= 15, counts
