"""Links in mails: opening one changes nothing, saying it does; strangers learn nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from groups.models import Reply
from groups.reminders import sending, tokens
from groups.reminders.models import Preference, Reminder
from tests.reminders import world
from tests.reminders.world import BEFORE, DUE

COMING, AWAY = "reply_coming", "reply_away"


@pytest.fixture
def mailed(sink):
    """Ewa's reminder arrived; the paths of its links by their first letter."""
    world.tuesday(members=2)
    world.plan(BEFORE)
    sending.send_due(now=DUE)
    at = sink.recipients.index("ewa@example.org")
    paths = re.findall(r"http://localhost:8000(/([rne])/\S+)", sink.text(at))
    found = {letter: path for path, letter in paths}
    found["stop"] = str(sink.mails[at]["List-Unsubscribe"])[len("<http://localhost:8000") : -1]
    with time_machine.travel(DUE + timedelta(minutes=5), tick=False):
        yield found


def snapshot() -> list[object]:
    return [
        list(Reply.objects.values()),
        list(Preference.objects.values()),
        list(Reminder.objects.order_by("pk").values()),
    ]


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_that_opens_every_link_changes_nothing(client, mailed, method):
    before = snapshot()
    for path in mailed.values():
        answer = getattr(client, method)(path, HTTP_USER_AGENT="LinkScanner")
        assert answer.status_code == 200
    assert snapshot() == before


def test_the_choice_of_the_link_is_picked_and_nothing_is_said_yet(client, mailed):
    for letter, value in (("r", "coming"), ("n", "apologies")):
        page = client.get(mailed[letter]).content.decode()
        assert re.search(rf'value="{value}"[^>]*checked', page)
        assert page.count("checked") == 1
        assert "Tell Ruth" in page
        assert "Harbour Street Library" in page


def test_she_says_it_signed_out_and_ruth_knows(client, mailed):
    answer = client.post(mailed["n"], {"answer": "apologies", "note": "My sister visits"})
    assert (answer.status_code, answer["Location"]) == (303, mailed["n"] + "?said")
    reply = Reply.objects.get()
    assert (reply.answer, reply.note) == ("apologies", "My sister visits")
    assert (reply.membership.person.name, reply.meeting.number) == ("Ewa", 5)
    assert "Ruth knows" in client.get(answer["Location"]).content.decode()


def test_a_later_answer_replaces_the_first(client, mailed):
    client.post(mailed["n"], {"answer": "apologies"})
    client.post(mailed["r"], {"answer": "coming"})
    assert Reply.objects.get().answer == "coming"


@pytest.mark.parametrize(
    "said", [{}, {"answer": "maybe"}, {"answer": "coming", "note": "a\x00b"},
             {"answer": "coming", "note": "x" * 301}],
)  # fmt: skip
def test_a_reply_that_cannot_be_read_is_asked_again(client, mailed, said):
    answer = client.post(mailed["r"], said)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not Reply.objects.exists()


def test_an_old_link_shows_the_time_and_place_of_now(client, mailed):
    meeting = world.fifth(world.Group.objects.get())
    world.move(meeting, now=DUE + timedelta(minutes=1), place="The chapel hall")
    page = client.get(mailed["r"]).content.decode()
    assert "Wednesday 25 November, 7 pm" in page
    assert "The chapel hall" in page
    client.post(mailed["r"], {"answer": "coming"})
    assert Reply.objects.get().meeting == meeting


def test_what_she_said_before_a_move_is_not_said_of_the_new_time(client, mailed):
    client.post(mailed["r"], {"answer": "coming"})
    meeting = world.fifth(world.Group.objects.get())
    assert "You will be there on Tuesday" in client.get(mailed["r"] + "?said").content.decode()
    world.move(meeting, now=DUE + timedelta(minutes=1))
    page = client.get(mailed["r"] + "?said").content.decode()
    assert "You will be there" not in page
    assert "Wednesday 25 November, 7 pm" in page


def test_an_answer_to_the_time_on_an_old_page_is_asked_again(client, mailed):
    meeting = world.fifth(world.Group.objects.get())
    seen = int(meeting.starts_at.timestamp())
    assert f'name="seen" value="{seen}"' in client.get(mailed["r"]).content.decode()
    world.move(meeting, now=DUE + timedelta(minutes=1))
    answer = client.post(mailed["r"], {"answer": "coming", "seen": seen})
    assert answer.status_code == 422
    assert "It was moved meanwhile." in answer.content.decode()
    assert not Reply.objects.exists()


def test_after_the_evening_began_there_is_nothing_to_say(client, mailed):
    starts_at = world.fifth(world.Group.objects.get()).starts_at
    with time_machine.travel(starts_at, tick=False):
        assert "has begun" in client.get(mailed["r"]).content.decode()
        assert "has begun" in client.post(mailed["r"], {"answer": "coming"}).content.decode()
    assert not Reply.objects.exists()


def test_a_cancelled_evening_says_so(client, mailed):
    world.fifth(world.Group.objects.get()).cancel(by=world.of("Ruth"), now=DUE)
    assert "We do not meet on Tuesday 24 November" in client.get(mailed["r"]).content.decode()


def test_spent_foreign_and_random_links_answer_with_the_same_bytes(client, mailed):
    row = world.row(person__name="Ewa", meeting__number=5)
    other = world.row(person__name="Joyce", meeting__number=5)
    good = mailed["r"].split("/")[2]
    swapped = tokens.make("reply", other.pk, row.meeting_id, other.person_id)
    for_choices = mailed["e"].split("/")[2]
    broken = good[:-1] + ("A" if good[-1] != "A" else "B")
    tries = ["A" * 24, "x", "%00", "é" * 12, swapped, for_choices, broken]
    pages = {client.get(f"/r/{token}/").content for token in tries}
    assert len(pages) == 1
    assert {client.get(f"/r/{token}/").status_code for token in tries} == {404}
    assert b"That link has had its turn" in pages.pop()
    world.Group.objects.get().memberships.filter(person__name="Ewa").update(
        ended_at=DUE, ended_by=world.of("Ewa")
    )
    assert client.get(mailed["r"]).status_code == 404


def test_a_link_of_a_former_secret_key_still_opens(client, mailed, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one"
    assert client.get(mailed["r"]).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(mailed["r"]).status_code == 404


def test_one_click_stops_a_kind_at_once_without_cookie_or_redirect(sink, mailed):
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(mailed["stop"], {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert Preference.objects.get().muted == ["meeting_soon"]
    hers = Reminder.objects.filter(person__name="Ewa", meeting__number=6)
    assert list(hers.values_list("state", "reason")) == [("void", "muted")]
    assert world.states(person__name="Joyce", meeting__number=6) == {"pending": 1}


def test_stopping_reaches_a_row_that_is_claimed_and_not_begun(mailed):
    from groups.reminders.sending import claims

    next_week = DUE + timedelta(days=7)
    mine = claims.claim(claims.Clock(next_week), 10)
    Client().post(mailed["stop"])
    ewas = world.row(person__name="Ewa", meeting__number=6)
    assert (ewas.state, ewas.reason) == ("void", "muted")
    assert claims.start(mine, claims.Clock(next_week), sent=[], these=[ewas.pk]) == set()


def test_a_wrong_signature_stops_nothing(mailed):
    token = mailed["stop"].split("/")[2]
    broken = ("A" if token[9] != "A" else "B").join([token[:9], token[10:]])
    assert Client().post(f"/e/{broken}/stop/").status_code == 404
    assert not Preference.objects.exists()


def test_all_choices_without_signing_in(client, mailed):
    page = client.get(mailed["e"]).content.decode()
    assert page.count("checked") == 4  # usual, and three kinds
    said = {"level": "quiet", "kinds": ["meeting_moved"], "question": "on"}
    answer = client.post(mailed["e"], said)
    assert (answer.status_code, answer["Location"]) == (303, mailed["e"] + "?said")
    chosen = Preference.objects.get()
    assert chosen.person.name == "Ewa"
    assert (chosen.level, chosen.muted) == ("quiet", ["meeting_cancelled", "meeting_soon"])
    assert chosen.question_since == chosen.changed_at == DUE + timedelta(minutes=5)
    assert "ewa@example.org" not in client.get(mailed["e"]).content.decode()


def test_none_ends_everything_that_waits_for_her(client, mailed):
    client.post(mailed["e"], {"level": "none", "kinds": ["meeting_soon"]})
    assert world.states(person__name="Ewa", meeting__number=6) == {"void": 1}


@pytest.mark.parametrize("said", [{}, {"level": "loud"}, {"level": "usual", "kinds": ["nonsense"]}])
def test_choices_that_cannot_be_read_are_asked_again(client, mailed, said):
    answer = client.post(mailed["e"], said)
    assert answer.status_code == 422
    assert not Preference.objects.exists()


def test_keeping_the_choices_tries_a_refused_address_again(client, mailed):
    world.choose("Ewa", refused=2)
    assert "came back to us" in client.get(mailed["e"]).content.decode()
    client.post(mailed["e"], {"level": "usual", "kinds": ["meeting_soon"]})
    assert Preference.objects.get().refused == 0


def test_her_own_page_of_choices_asks_who_she_is(client, mailed):
    assert client.get("/you/mail/").status_code == 303
    client.force_login(world.of("Ewa"))
    page = client.get("/you/mail/").content.decode()
    assert "What may come" in page
    answer = client.post("/you/mail/", {"level": "usual", "kinds": [], "question": "on"})
    assert (answer.status_code, answer["Location"]) == (303, "/you/")
    assert Preference.objects.get().question_since is not None
