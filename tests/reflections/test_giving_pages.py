"""The pages of giving: three doors, the preview, what each of them sees, and taking back."""

import logging
import re
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from facilitator.vault import ciphers
from groups.reflections import giving
from groups.reflections.models import Answer, Share
from groups.reminders.models import Reminder
from tests import cast, factories
from tests.privacy.residue import found
from tests.privacy.test_dump import Lines
from tests.reflections.conftest import begun, by_code, fields, with_key, write
from tests.reflections.giving import WORDS, card, gave

CANARY = "Kanarienvogelgesang"


def hidden(html: str, step: str) -> dict[str, list[str]]:
    """The hidden fields of the form whose step this is."""
    for form in re.findall(r"<form method=\"post\".*?</form>", html, re.DOTALL):
        pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        if ("step", step) in pairs:
            return {name: [v for n, v in pairs if n == name] for name, _value in pairs}
    raise AssertionError(f"no form that says {step}")


def shown(html: str) -> str:
    """What stands of it, as others see it."""
    return re.search(r"<article.*?</article>", html, re.DOTALL)[0]


def given_by(client, url, **chosen) -> str:
    """Through the doors and the preview; what the preview showed."""
    html = client.post(f"{url}give/", {"step": "look", **chosen}).content.decode()
    answer = client.post(f"{url}give/", hidden(html, "give"))
    assert answer.status_code == 303, answer.status_code
    assert answer.headers["Location"] == url
    return html


def test_in_the_editor_two_taps_lead_to_what_ruth_will_see(house, client):
    with_key(client, house.ewa)
    sent = fields(client, "/writing/new/")
    page = client.get("/writing/new/").content.decode()
    assert re.findall(r'name="door" value="(\w+)"( checked)?', page) == [
        ("me", " checked"), ("lead", ""), ("group", ""),
    ]  # fmt: skip
    more = {"words": WORDS, "door": "lead", "then": "done"}
    to = client.post("/writing/new/", sent | more).headers["Location"]
    assert to.endswith("/give/?door=lead")
    html = client.get(to).content.decode()
    assert "Only Ruth can read it." in html
    assert "The tin of buttons." in shown(html)
    assert Share.objects.count() == 0  # nothing yet
    assert client.post(to.split("?")[0], hidden(html, "give")).status_code == 303
    assert giving.received(house.ruth)[0].author == "Ewa"


def test_the_first_door_is_chosen_and_nothing_happens(house, client):
    url = write(with_key(client, house.ewa), WORDS)
    html = client.get(f"{url}give/").content.decode()
    assert re.findall(r'name="door" value="([\w-]+)" checked', html) == ["me"]
    assert client.post(f"{url}give/", {"step": "look", "door": "me"}).status_code == 303
    assert Share.objects.count() == 0
    assert "Only me" in client.get(url).content.decode()


def test_the_preview_is_exactly_what_the_other_sees(house, client):
    url = write(with_key(client, house.ewa), "<b>One</b> & two\n\n  three\nfour")
    preview = given_by(client, url, door="lead", part="whole")
    ruth = with_key(Client(), house.ruth)
    share = Share.objects.get()
    assert shown(preview) == shown(ruth.get(f"/lead/given/{share.pk}/").content.decode())
    assert shown(preview) == shown(client.get(f"/writing/given/{share.pk}/").content.decode())
    preview = given_by(client, url, door="group", part="1", turn="yes")
    joyce = with_key(Client(), house.joyce)
    board = joyce.get(f"/group/{house.group.pk}/cards/").content.decode()
    assert shown(preview) == shown(board)
    assert "Ewa would like to speak of it" in board
    assert "2 people can read it: Ruth and Joyce." in preview
    assert "One" not in board


def test_a_part_that_does_not_stand_in_the_page_is_refused_and_kept(house, client):
    url = write(with_key(client, house.ewa), WORDS)
    more = {"step": "look", "door": "group", "part": "own", "own": "not hers, and <odd>"}
    answer = client.post(f"{url}give/", more)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "word for word" in html
    assert "not hers, and &lt;odd&gt;" in html
    answer = client.post(f"{url}give/", more | {"step": "give", "seen": "", "slip": str(uuid4())})
    assert answer.status_code in {409, 422}
    assert Share.objects.count() == 0


def test_what_changed_since_the_preview_is_shown_again_and_not_given(house, client):
    url = write(with_key(client, house.ewa), WORDS)
    html = client.get(f"{url}give/?door=group").content.decode()
    factories.member(house.group, "Grace")
    answer = client.post(f"{url}give/", hidden(html, "give"))
    assert answer.status_code == 409
    assert "Nothing was given." in answer.content.decode()
    assert Share.objects.count() == 0
    again = client.post(f"{url}give/", hidden(answer.content.decode(), "give"))
    assert again.status_code == 303


def test_an_address_holds_a_door_and_never_a_word(house, client):
    url = write(with_key(client, house.ewa), WORDS)
    asked = {"door": "group", "part": "own", "own": "And for her hands.", "step": "choose"}
    html = client.get(f"{url}give/", asked).content.decode()
    assert "That is all." in shown(html)
    assert 'name="own"' not in html


def test_with_two_who_lead_she_chooses_by_name(house, client):
    maureen = cast.facilitator("Maureen")
    factories.member(house.group, person=maureen, role="co_facilitator")
    url = write(with_key(client, house.ewa), WORDS)
    assert "Me and Ruth, or Maureen" in client.get(f"{url}give/").content.decode()
    given_by(client, url, door="lead", chose="yes", to=[str(maureen.pk)])
    assert giving.received(house.ruth) == []
    assert len(giving.received(maureen)) == 1
    none = client.post(f"{url}give/", {"step": "look", "door": "lead", "chose": "yes"})
    assert none.status_code == 422
    assert "Choose who you want to give it to." in none.content.decode()


def test_she_sees_to_whom_when_and_who_opened_it_and_the_answer_alone(house, client):
    share = gave(house.ewa)
    with_key(client, house.ewa)
    page = f"/writing/{share.page_id}/"
    assert "Given to Ruth on Sunday 22 November." in client.get(page).content.decode()
    assert "Not opened yet." in client.get(page).content.decode()
    ruth = with_key(Client(), house.ruth)
    assert "1 not opened yet" in ruth.get("/lead/").content.decode()
    assert "The tin" not in ruth.get("/lead/given/").content.decode()
    assert "The tin" in ruth.get(f"/lead/given/{share.pk}/").content.decode()
    assert "not opened yet" not in ruth.get("/lead/").content.decode()
    said = ruth.post(f"/lead/given/{share.pk}/", {"words": "I read it twice."})
    assert said.headers["Location"] == "/lead/given/"
    html = client.get(page).content.decode()
    assert "Ruth opened it on Sunday 22 November." in html
    assert "Ruth answered you." in html
    assert "I read it twice." in client.get(f"/writing/given/{share.pk}/").content.decode()
    assert "Given to Ruth" in client.get("/writing/").content.decode()
    assert "Given to Ruth" in client.get("/home/").content.decode()
    assert "Only you</span>" not in client.get("/home/").content.decode()
    joyce = with_key(Client(), house.joyce)
    for url in ("/home/", "/writing/", f"/group/{house.group.pk}/cards/", "/you/"):
        assert "I read it twice." not in joyce.get(url).content.decode()


def test_taken_back_it_is_404_for_ruth_the_same_as_a_random_id(house, client):
    share = gave(house.ewa)
    ruth, ewa = with_key(Client(), house.ruth), with_key(client, house.ewa)
    assert ruth.get(f"/lead/given/{share.pk}/").status_code == 200
    page = ewa.get(f"/writing/given/{share.pk}/back/").content.decode()
    assert "People may remember what they read" in page
    assert ewa.post(f"/writing/given/{share.pk}/back/").status_code == 303
    for way in ("get", "post"):
        gone = getattr(ruth, way)(f"/lead/given/{share.pk}/")
        never = getattr(ruth, way)(f"/lead/given/{uuid4()}/")
        assert (gone.status_code, gone.content) == (never.status_code, never.content)
        assert gone.status_code == 404
    assert ewa.post(f"/writing/given/{share.pk}/back/").status_code == 404


def test_a_card_without_a_name_names_her_nowhere(house, client):
    dolores = factories.member(house.group, "Dolores").person
    url = write(with_key(client, dolores), WORDS)
    preview = given_by(client, url, door="group", named="no", turn="yes")
    assert "Nobody is told that it is yours." in preview
    share = Share.objects.get()
    for person in (house.ruth, house.joyce):
        hers = with_key(Client(), person)
        html = hers.get(f"/group/{house.group.pk}/cards/").content.decode()
        assert "The tin of buttons." in html
        assert "Dolores" not in html
        assert "speak of it" not in html
        assert hers.get(f"/writing/given/{share.pk}/").status_code == 404
    ruth = with_key(Client(), house.ruth)
    for url in ("/lead/given/", "/lead/", f"/lead/groups/{house.group.pk}/messages/"):
        assert "Dolores gave" not in ruth.get(url).content.decode()


def test_ruth_hides_a_card_and_shows_it_again_and_ewa_sees_it(house, client):
    share = card(house.ewa)
    ruth, board = with_key(Client(), house.ruth), f"/group/{house.group.pk}/cards/"
    joyce = with_key(Client(), house.joyce)
    assert "Hide it" not in joyce.get(board).content.decode()
    assert joyce.post(f"{board}{share.pk}/hide/").status_code == 404
    assert ruth.post(f"{board}{share.pk}/hide/").status_code == 303
    assert "Hidden from the members by Ruth." in ruth.get(board).content.decode()
    assert "The tin" not in joyce.get(board).content.decode()
    with_key(client, house.ewa)
    page = client.get(f"/writing/{share.page_id}/").content.decode()
    assert "Ruth hid it from the members on Sunday 22 November." in page
    assert ruth.post(f"{board}{share.pk}/show/").status_code == 303
    assert "The tin" in joyce.get(board).content.decode()


def test_deleting_says_what_was_given_and_takes_it_back(house, client):
    share = gave(house.ewa)
    with_key(client, house.ewa)
    url = f"/writing/{share.page_id}/"
    page = client.get(f"{url}delete/").content.decode()
    assert "What you gave to Ruth from it will be taken back too." in page
    assert client.post(f"{url}delete/").status_code == 303
    assert Share.objects.count() == 0
    assert client.get(f"{url}give/").status_code == 404
    client.post(f"{url}put-back/")
    assert Share.objects.count() == 0


def test_with_the_drawer_closed_nothing_given_opens_and_todays_page_is_still_given(house, client):
    share = gave(house.ewa)
    for person, urls in (
        (house.ewa, [f"/writing/{share.page_id}/give/", f"/writing/given/{share.pk}/",
                     f"/writing/given/{share.pk}/back/"]),
        (house.ruth, ["/lead/given/", f"/lead/given/{share.pk}/",
                      f"/group/{house.group.pk}/cards/"]),
    ):  # fmt: skip
        hers = by_code(Client(), person)
        for url in urls:
            assert hers.get(url).headers["Location"].startswith("/drawer/"), url
            answer = hers.get(url, headers={"HX-Request": "true"})
            assert (answer.status_code, answer.content) == (401, b"")
    assert giving.waiting(house.ruth) == 1
    ruth = by_code(Client(), house.ruth)
    assert "not opened yet" not in ruth.get("/lead/").content.decode()
    by_code(client, house.ewa)
    url = write(client, "tonight")
    given_by(client, url, door="lead")
    assert giving.waiting(house.ruth) == 2


def test_an_answer_is_not_lost_when_the_drawer_has_closed(house):
    share = gave(house.ewa)
    ruth = by_code(Client(), house.ruth)
    answer = ruth.post(f"/lead/given/{share.pk}/", {"words": "Not to be lost"})
    assert answer.status_code == 401
    assert "Not to be lost" in answer.content.decode()
    assert "The tin" not in answer.content.decode()
    answer = Client().post(f"/lead/given/{share.pk}/", {"words": "Not to be lost"})
    assert "Not to be lost" in answer.content.decode()
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("who", ["joyce", "colette", "nisha", "ewa"])
def test_a_page_given_to_ruth_does_not_exist_for_others(house, client, who):
    share, board = gave(house.ewa), card(house.ewa)
    with_key(client, getattr(house, who))
    lead, cards = "/lead/given/{}/", f"/group/{house.group.pk}/cards/{{}}/hide/"
    for url, own in ((lead, share.pk), (cards, board.pk)):
        for method in ("get", "head", "post", "put", "patch", "delete", "options"):
            for headers in ({}, {"HX-Request": "true"}):
                real = getattr(client, method)(url.format(own), headers=headers)
                unreal = getattr(client, method)(url.format(uuid4()), headers=headers)
                assert real.status_code in {404, 405}
                assert (real.status_code, real.content) == (unreal.status_code, unreal.content)


def test_the_words_of_what_was_given_lie_nowhere_in_the_house(house, client, capsys):
    lines = Lines()
    logging.getLogger().addHandler(lines)
    url = write(with_key(client, house.ewa), f"{CANARY} one.\n\n{CANARY} two.")
    given_by(client, url, door="lead")
    given_by(client, url, door="group", part="own", own=f"{CANARY} two.")
    ruth = with_key(Client(), house.ruth)
    share = Share.objects.get(to="facilitators")
    assert CANARY in ruth.get(f"/lead/given/{share.pk}/").content.decode()
    ruth.post(f"/lead/given/{share.pk}/", {"words": f"I read of the {CANARY}."})
    ruth.post(f"/lead/given/{share.pk}/", {"words": f"{CANARY}\x00"})
    with_key(Client(), house.joyce).get(f"/group/{house.group.pk}/cards/")
    logging.getLogger().removeHandler(lines)
    assert found(CANARY) == []
    assert [line for line in lines.lines if CANARY in line] == []
    assert [str(one.message()) for one in mail.outbox if CANARY in str(one.message())] == []
    assert Reminder.objects.count() == 0  # and nobody is written to
    nisha = with_key(Client(), house.nisha)
    for path in ("/run/", "/run/people/", "/admin/", "/home/", f"/run/groups/{house.group.pk}/"):
        assert CANARY.encode() not in nisha.get(path, follow=True).content
    call_command("vault", "verify")
    assert CANARY not in capsys.readouterr().out


def test_with_the_vault_closed_nothing_is_given_and_nothing_lost(house, client, monkeypatch):
    url = write(with_key(client, house.ewa), WORDS)
    html = client.get(f"{url}give/?door=lead").content.decode()

    def crash(*args: object, **kwargs: object) -> bytes:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(ciphers, "seal_blob", crash)
        assert client.post(f"{url}give/", hidden(html, "give")).status_code == 503
    assert Share.objects.count() == 0
    share = gave(house.ewa)
    ruth = with_key(Client(), house.ruth)
    monkeypatch.setattr(ciphers, "open_blob", crash)
    assert ruth.get(f"/lead/given/{share.pk}/").status_code == 503
    assert giving.waiting(house.ruth) == 1


def test_pages_cost_the_same_for_one_and_for_twelve_things_given(house, client):
    page = begun(house.ewa, WORDS).page
    with_key(client, house.ewa)
    ruth = with_key(Client(), house.ruth)
    counts = []
    for count in (1, 12):
        while Share.objects.count() < 2 * count:
            share = gave(house.ewa, page=page)
            card(house.ewa, page=page)
        with (
            CaptureQueriesContext(connections["default"]) as rows,
            CaptureQueriesContext(connections["keyring"]) as keys,
        ):
            for hers, url in (
                (client, f"/writing/{page}/"), (client, f"/writing/{page}/give/"),
                (client, "/writing/"), (client, f"/writing/given/{share.pk}/"),
                (ruth, "/lead/given/"), (ruth, "/lead/"),
                (ruth, f"/group/{house.group.pk}/cards/"),
            ):  # fmt: skip
                assert hers.get(url).status_code == 200
        counts.append(len(rows) + len(keys))
    assert counts[0] == counts[1], counts


def test_nothing_of_it_stands_in_djangos_own_admin():
    assert not [one for one in admin.site._registry if one.__module__.startswith("groups.refl")]
