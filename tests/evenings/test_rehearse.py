"""She walks through the plan block by block, and notes what only she reads."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from curriculum import editing
from curriculum.models import Activity
from facilitator import vault
from groups import moving
from groups.adapting import adapt, own_plans
from groups.evenings import aloud, models, notes
from groups.evenings.models import RehearsalNote
from groups.reflections.writing import NotSavedError
from tests import factories
from tests.cast import NOW, facilitator
from tests.groups.test_at_once import real_threads, together
from tests.people.doors import sign_in
from tests.privacy.residue import found
from tests.reflections.conftest import begun

FETCH = {"Accept": "application/json", "X-Requested-With": "fetch"}
CANARY = "Kanarienvogelgesang"


def where(meeting, block=1) -> str:
    group, number = meeting.group_id, meeting.number
    return f"/lead/groups/{group}/evenings/{number}/rehearse/?block={block}"


def page(client, meeting, block=1) -> str:
    answer = client.get(where(meeting, block))
    assert answer.status_code == 200
    return answer.content.decode()


def fields(html: str) -> dict[str, str]:
    """What the form of her note would send."""
    form = html[html.index('id="note"') :]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {key: unescape(value) for key, value in hidden.items()} | {"words": noted(html)}


def noted(html: str) -> str:
    inside = html[html.index("<textarea") : html.index("</textarea>")]
    return unescape(inside[inside.index(">") + 1 :]).removeprefix("\n")


def note(client, meeting, words, block=1, *, headers=None, then="stay", **more):
    sent = fields(page(client, meeting, block)) | {"words": words, "then": then} | more
    return client.post(where(meeting, block), sent, headers=headers or {})


def say(meeting, title, **values) -> None:
    """As if the programme had said so."""
    blocks = Activity.objects.known_open().filter(plan=meeting.plan, title=title)
    blocks.update(**values)


def plain(answer, where) -> str:
    """The page without its address and without what is random in every form."""
    html = answer.content.decode().replace(where.replace("&", "&amp;"), "")
    return re.sub(r'value="\w{64}"|"X-CSRFToken": "\w{64}"', "", html)


@pytest.fixture
def hers(client, ruth, meeting):
    """Ruth, signed in with her drawer open."""
    sign_in(client, ruth)
    return client


class TestTheWalk:
    @pytest.fixture(autouse=True)
    def _closed(self, client, ruth):
        client.force_login(ruth)

    def test_one_block_a_page_with_where_she_is_and_when(self, client, meeting):
        say(meeting, "A round", stall="Wait.")
        html = page(client, meeting, 2)
        for words in ("2 of 4. 19.10, Round.", "Say this.", "45 minutes", "Wait.", "A round"):
            assert words in html
        for words in ("Tea</h1>", "Arrive</h1>"):
            assert words not in html
        assert "style=" not in html

    def test_next_and_previous_lead_through_all_of_it(self, client, meeting):
        there = [
            re.findall(r'href="\?block=(\d)"', page(client, meeting, at)) for at in range(1, 5)
        ]
        assert there == [["2"], ["3", "1"], ["4", "2"], ["3"]]

    @pytest.mark.parametrize(("asked", "at"), [("0", 1), ("99", 4), ("x", 1), ("", 1), ("²", 1)])
    def test_a_block_that_is_not_there_is_the_nearest(self, client, meeting, asked, at):
        assert f"{at} of 4." in page(client, meeting, asked)

    def test_it_says_how_long_the_words_take_to_say(self, client, meeting):
        say(meeting, "Tea", words="word " * 300)
        html = page(client, meeting, 3)
        assert "about 3 minutes</dd>" in html
        assert "about 3 minutes, at 130 words a minute" in html

    def test_the_drawer_is_closed_and_the_walk_goes_on(self, client, meeting):
        html = page(client, meeting, 2)
        assert "Your notes are in your drawer." in html
        assert "<textarea" not in html
        assert f"/drawer/?next=%2Flead%2Fgroups%2F{meeting.group_id}" in html

    def test_a_plan_without_blocks_says_so(self, client, meeting):
        Activity.objects.known_open().filter(plan=meeting.plan).delete()
        assert "This plan has no blocks yet." in page(client, meeting)

    def test_it_costs_the_same_with_one_block_and_with_four(
        self, client, ruth, meeting, django_assert_num_queries
    ):
        client.get(where(meeting))
        with django_assert_num_queries(4):
            client.get(where(meeting))
        client.logout()
        sign_in(client, ruth)
        client.get(where(meeting))
        with django_assert_num_queries(5), django_assert_num_queries(1, using="keyring"):
            client.get(where(meeting))
        adapt(meeting, by=ruth, now=NOW)
        with django_assert_num_queries(6):
            client.get(where(meeting, 4))

    def test_strangers_are_told_the_same_as_for_a_random_id(self, client, group, meeting):
        for who in (facilitator("Colette"), factories.member(group).person):
            client.force_login(who)
            elsewhere = where(meeting).replace(str(group.pk), str(uuid4()))
            assert client.get(where(meeting)).content == client.get(elsewhere).content
            assert client.post(where(meeting), {"words": "x"}).status_code == 404


class TestHerNote:
    def test_it_stands_when_she_comes_back(self, hers, meeting):
        answer = note(hers, meeting, "Ask Hanne first.\nThen wait.", 2)
        assert (answer.status_code, answer.headers["Location"]) == (303, where(meeting, 2))
        html = page(hers, meeting, 2)
        assert noted(html) == "Ask Hanne first.\nThen wait."
        assert "Saved at 18.00" in html
        assert noted(page(hers, meeting, 1)) == ""

    def test_going_on_keeps_it_too(self, hers, meeting):
        on = note(hers, meeting, "Slowly.", 2, then="3")
        back = note(hers, meeting, "Last.", 4, then="done")
        assert on.headers["Location"] == where(meeting, 3)
        assert back.headers["Location"].endswith("/plan/")
        assert [noted(page(hers, meeting, at)) for at in (2, 4)] == ["Slowly.", "Last."]

    def test_nobody_else_reads_it_not_who_leads_with_her(self, hers, meeting, maureen):
        note(hers, meeting, "Only mine.")
        other = Client()
        sign_in(other, maureen)
        assert "Only mine." not in page(other, meeting)
        note(other, meeting, "And mine.")
        assert noted(page(hers, meeting)) == "Only mine."
        assert noted(page(other, meeting)) == "And mine."

    def test_it_lies_nowhere_in_the_house(self, hers, meeting):
        note(hers, meeting, f"{CANARY} sings.")
        assert RehearsalNote.objects.count() == 1
        assert found(CANARY) == []

    def test_an_empty_note_is_taken_away(self, hers, meeting):
        note(hers, meeting, "Something.")
        note(hers, meeting, "")
        assert RehearsalNote.objects.count() == 0
        assert noted(page(hers, meeting)) == ""

    def test_a_script_is_told_what_stands(self, hers, meeting):
        said = note(hers, meeting, "One", seq="1", headers=FETCH).json()
        assert said == {"base": 1, "said": "Saved at 18.00"}

    def test_an_open_page_goes_on_with_its_own_words(self, hers, meeting):
        sent = fields(page(hers, meeting)) | {"then": "stay"}
        for seq, words in enumerate(("The first", "The second thought", "Third"), 1):
            hers.post(where(meeting), sent | {"words": words, "seq": str(seq)}, headers=FETCH)
        assert noted(page(hers, meeting)) == "Third"

    def test_words_that_come_late_do_not_undo_later_ones(self, hers, meeting):
        sent = fields(page(hers, meeting)) | {"then": "stay"}
        hers.post(where(meeting), sent | {"words": "Later", "seq": "2"}, headers=FETCH)
        hers.post(where(meeting), sent | {"words": "Earlier", "seq": "1"}, headers=FETCH)
        assert noted(page(hers, meeting)) == "Later"

    def test_what_two_devices_wrote_stands_one_below_the_other(self, hers, ruth, meeting):
        tablet = Client()
        sign_in(tablet, ruth)
        one, two = fields(page(hers, meeting)), fields(page(tablet, meeting))
        hers.post(where(meeting), one | {"words": "On the phone."})
        tablet.post(where(meeting), two | {"words": "On the tablet."})
        assert noted(page(hers, meeting)) == "On the phone.\n\n* * *\n\nOn the tablet."

    def test_too_long_and_odd_notes_come_back_with_every_word(self, hers, meeting):
        for words, why in (("x" * 4001, "too long by 1 character"), ("a\x00b", "odd mark")):
            answer = note(hers, meeting, words)
            html = answer.content.decode()
            assert answer.status_code == 422
            assert why in html
            assert noted(html).replace("\x00", "") == words.replace("\x00", "")
            assert "Not saved yet" in html

    def test_the_drawer_closes_while_she_writes_and_the_words_go_in(self, hers, meeting):
        sent = fields(page(hers, meeting)) | {"words": "Still mine.", "then": "stay"}
        hers.post("/drawer/close/")
        assert hers.post(where(meeting), sent).status_code == 303
        assert "Still mine." not in page(hers, meeting)
        assert RehearsalNote.objects.count() == 1

    def test_without_a_page_that_was_open_a_closed_drawer_keeps_the_words_on_the_page(
        self, client, ruth, meeting
    ):
        client.force_login(ruth)
        block = meeting.plan.activities.first()
        sent = {"words": "Not lost.", "at": str(block.pk), "slip": "forged"}
        answer = client.post(where(meeting), sent)
        assert answer.status_code == 401
        assert noted(answer.content.decode()) == "Not lost."
        assert client.post(where(meeting), sent, headers=FETCH).status_code == 401
        assert RehearsalNote.objects.count() == 0

    def test_signed_out_the_words_are_shown_again_and_go_in_after_signing_in(
        self, hers, ruth, meeting
    ):
        sent = fields(page(hers, meeting, 2)) | {"words": f"{CANARY}\n<b>stays</b>", "then": "3"}
        hers.logout()
        answer = hers.post(where(meeting, 2), sent)
        html = answer.content.decode()
        assert (answer.status_code, noted(html)) == (401, f"{CANARY}\n<b>stays</b>")
        assert "Your sign-in has ended." in html
        assert "no-store" in answer.headers["Cache-Control"]
        for private in ("Say this.", "Evening title", meeting.group.name):
            assert private not in html
        assert found(CANARY) == []
        again = fields(html) | {"then": "stay"}
        force_sign_in = Client()
        force_sign_in.force_login(ruth)  # her drawer is closed: the page was opened while it was
        assert force_sign_in.post(where(meeting, 2), again).status_code == 303
        sign_in(hers, ruth)
        assert noted(page(hers, meeting, 2)) == f"{CANARY}\n<b>stays</b>"

    def test_signed_out_an_evening_that_is_there_looks_like_one_that_is_not(self, client, meeting):
        sent = {"words": "Mine.", "at": str(uuid4()), "pad": "p"}
        here, nowhere = where(meeting), where(meeting).replace(str(meeting.group_id), str(uuid4()))
        one, two = (client.post(to, sent) for to in (here, nowhere))
        assert one.status_code == two.status_code == 401
        assert plain(one, here) == plain(two, nowhere)
        assert client.post(here, sent, headers=FETCH).status_code == 401
        assert client.post(here, sent, headers=FETCH).content == b""
        empty = client.post(here, {"words": ""})
        assert (empty.status_code, empty.headers["Location"][:9]) == (303, "/sign-in/")

    def test_a_token_from_before_she_signed_in_again_costs_one_more_press(self, ruth, meeting):
        client = Client(enforce_csrf_checks=True)
        client.force_login(ruth)
        sent = {"words": "Not lost.", "csrfmiddlewaretoken": "x" * 64}
        answer = client.post(where(meeting), sent)
        assert (answer.status_code, noted(answer.content.decode())) == (403, "Not lost.")
        assert "Press Save once more." in answer.content.decode()

    def test_whatever_goes_wrong_the_answer_holds_the_words(
        self, hers, meeting, monkeypatch, caplog
    ):
        sent = fields(page(hers, meeting)) | {"words": CANARY}
        monkeypatch.setattr(notes, "keep", lambda *_given, **_named: 1 / 0)
        answer = hers.post(where(meeting), sent)
        assert (answer.status_code, noted(answer.content.decode())) == (503, CANARY)
        assert CANARY not in caplog.text

    def test_a_page_of_hers_brings_nothing_into_anothers_notes(self, hers, meeting, maureen):
        sent = fields(page(hers, meeting)) | {"words": "Ruth wrote this."}
        hers.logout()
        sign_in(hers, maureen)
        assert hers.post(where(meeting), sent).status_code == 401
        assert RehearsalNote.objects.count() == 0

    def test_without_the_key_file_nothing_is_lost_and_nothing_said(self, hers, meeting, settings):
        note(hers, meeting, "Kept.")
        sent = fields(page(hers, meeting)) | {"words": "More."}
        key_file, settings.KEK_FILE = settings.KEK_FILE, "/nowhere/kek"
        html = page(hers, meeting)
        assert "Your notes cannot be opened just now. Nothing is lost." in html
        answer = hers.post(where(meeting), sent)
        assert answer.status_code == 503
        assert noted(answer.content.decode()) == "More."
        settings.KEK_FILE = key_file
        assert noted(page(hers, meeting)) == "Kept."

    def test_who_stopped_leading_reads_nothing_there(self, hers, ruth, meeting, maureen):
        note(hers, meeting, "Mine.")
        meeting.group.memberships.filter(person=ruth).update(ended_at=NOW, ended_by=maureen)
        assert hers.get(where(meeting)).status_code == 404


class TestThePlanChanges:
    """A note stays with its block, whatever becomes of the plan."""

    def change(self, meeting, ruth, act, title):
        doing = editing.changing(
            own_plans(meeting), meeting.plan_id, about=act.__name__, by=ruth, now=NOW
        )
        with doing as held:
            act(held, next(each for each in held.blocks if each.title == title))

    def test_the_plan_is_copied(self, hers, ruth, meeting):
        note(hers, meeting, "At the round.", 2)
        sent = fields(page(hers, meeting, 3)) | {"words": "At tea.", "then": "stay"}
        adapt(meeting, by=ruth, now=NOW)
        hers.post(where(meeting, 3), sent)
        assert [noted(page(hers, meeting, at)) for at in (1, 2, 3)] == [
            "", "At the round.", "At tea.",
        ]  # fmt: skip
        assert RehearsalNote.objects.count() == 2

    def test_the_plan_moves_on_with_a_cancelled_evening(self, hers, ruth, meeting):
        note(hers, meeting, "At the round.", 2)
        moving.cancel(meeting, shift=True, by=ruth, now=NOW)
        sixth = meeting.group.meetings.get(number=6)
        assert noted(page(hers, sixth, 2)) == "At the round."

    def test_a_block_is_taken_out_and_comes_back(self, hers, ruth, meeting):
        adapt(meeting, by=ruth, now=NOW)
        note(hers, meeting, "At tea.", 3)
        self.change(meeting, ruth, editing.remove_block, "Tea")
        last = page(hers, meeting, 3)
        assert "Your notes for blocks that are not in the plan any more" in last
        assert "At tea." in last
        assert "At tea." not in page(hers, meeting, 2)
        editing.undo(own_plans(meeting), meeting.plan_id, by=ruth, now=NOW)
        assert noted(page(hers, meeting, 3)) == "At tea."
        note(hers, meeting, "At tea, again.", 3)
        assert noted(page(hers, meeting, 3)) == "At tea, again."
        assert "not in the plan any more" not in page(hers, meeting, 4)
        assert RehearsalNote.objects.count() == 1

    def test_another_evenings_notes_are_not_here(self, hers, meeting):
        note(hers, meeting, "Evening five.", 4)
        sixth = meeting.group.meetings.select_related("group", "plan").get(number=6)
        assert "Evening five." not in page(hers, sixth, 4)


def test_vault_verify_opens_every_note(hers, meeting, capsys):
    note(hers, meeting, f"{CANARY} sings.")
    call_command("vault", "verify")
    out = capsys.readouterr().out
    assert "evenings.RehearsalNote.sealed: 1 opened, 0 erased, 0 failed, 0 without a place" in out
    assert CANARY not in out


def test_notes_go_90_days_after_the_last_evening(hers, meeting):
    note(hers, meeting, "Mine.")
    last = meeting.group.meetings.order_by("starts_at").last()
    assert models.forget(last.ends_at + timedelta(days=90)) == 0
    assert models.forget(last.ends_at + timedelta(days=90, seconds=1)) == 1


def test_a_note_put_in_the_place_of_another_does_not_open(hers, ruth, meeting):
    note(hers, meeting, "One.", 1)
    note(hers, meeting, "Two.", 2)
    one, two = RehearsalNote.objects.order_by("saved_at", "pk")
    RehearsalNote.objects.filter(pk=one.pk).update(sealed=two.sealed)
    kept = notes.opened(ruth, group=meeting.group_id, plan=meeting.plan_id)
    assert sorted(each.can_open for each in kept.values()) == [False, True]
    html = "".join(page(hers, meeting, at) for at in (1, 2))
    assert "This note can no longer be opened." in html


def test_nobody_is_made_a_second_first_key(hers, ruth, meeting, group):
    """The keyring was lost: what she sealed before opens again when it is found."""
    from facilitator.vault.models import Key

    note(hers, meeting, "Kept.")
    sent = fields(page(hers, meeting)) | {"words": "More."}
    Key.objects.filter(owner=ruth.pk).delete()
    assert hers.post(where(meeting), sent).status_code == 503
    with pytest.raises(NotSavedError):
        begun(ruth, "A page.")
    assert not Key.objects.filter(owner=ruth.pk).exists()


def test_not_even_when_all_she_ever_sealed_is_a_letter(ruth, meeting):
    letter = ruth.letters.create(pad=uuid4(), begun_at=NOW, written_at=NOW, revision=1)
    letter.revisions.create(number=1, sealed=b"-", pad=letter.pad, saved_at=NOW)
    spot = notes.Spot(meeting.group_id, meeting.plan_id, uuid4())
    with pytest.raises(notes.NotSavedError):
        notes.keep(ruth, spot, words="More.", title="Tea", stamp=notes.Stamp(pad="a"), now=NOW)
    assert ruth.pk not in vault.living()


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("", 0), ("  \n", 0), ("One", 1), ("word " * 130, 1), ("don’t " * 131, 2), ("**Say** it", 1)],
)
def test_words_take_their_time(words, minutes):
    assert aloud.minutes(words) == minutes


class TestRealThreads:
    pytestmark = real_threads

    def test_two_devices_that_begin_a_note_at_once_both_keep_their_words(self):
        ruth = facilitator()
        group = factories.group(lead=ruth)
        vault.box(ruth.pk, actor=ruth.pk).seal(b"", table="t", column="c", row=ruth.pk, revision=1)
        spot = notes.Spot(group.pk, group.meetings.get(number=5).plan_id, uuid4())
        acts = [
            lambda words=words: notes.keep(
                ruth, spot, words=words, title="Tea", stamp=notes.Stamp(pad=words), now=NOW
            )
            for words in ("One.", "Two.", "Three.")
        ]
        together(*acts)
        (kept,) = notes.opened(ruth, group=spot.group, plan=spot.plan).values()
        assert all(words in kept.words for words in ("One.", "Two.", "Three."))


def test_the_walk_begins_with_what_it_is_for_and_what_to_take_care_of(hers, meeting):
    first, second = page(hers, meeting, 1), page(hers, meeting, 2)
    for words in ("Aim 5", "Nobody has to speak."):
        assert words in first
        assert words not in second
