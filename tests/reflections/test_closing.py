"""Close the account: keys first, then rows; only numbers stay, and a backup brings nobody back."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import DatabaseError, connections
from django.test import Client

from facilitator import vault
from facilitator.people.models import Person
from facilitator.privacy import closing, ledger
from facilitator.vault.models import Key
from groups.closing import close as close_group
from groups.models import Invitation, Membership, Reply
from groups.reflections import giving
from groups.reflections.models import Addressee, Answer, Reflection, Revision, Share
from groups.reminders import planning
from groups.reminders.models import Preference, Reminder
from tests import cast, factories
from tests.cast import NOW, PASSWORD
from tests.people.doors import sign_in
from tests.reflections.conftest import begun
from tests.reflections.giving import card, gave

CANARY = "canary-7391 under the stairs"


@pytest.fixture(autouse=True)
def own_ledger(settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "erasures")


@pytest.fixture
def full(house):
    """Ewa has one of everything that the house keeps of a member."""
    begun(house.ewa, CANARY, meeting=house.week)
    share = gave(house.ewa, people=frozenset([house.ruth.pk]))
    giving.answer(house.ruth, share.pk, words="I read it twice.", now=NOW)
    card(house.ewa)
    place = Membership.objects.get(person=house.ewa)
    factories.reply(house.group.meetings.get(number=5), place, note=CANARY)
    factories.invitation(house.group, "ewa@example.org", accepted_at=NOW, accepted_by=house.ewa)
    Preference.objects.create(person=house.ewa, question_since=NOW)
    planning.plan(now=NOW)
    return house


def starting() -> None:
    call_command("check", tags=["startup"], databases=["default", "keyring"])


def columns() -> str:
    """Every value of every row of the house, in both databases."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        found += [str(row) for row in model._base_manager.values_list()]
    return "\n".join(found)


def test_the_page_says_what_will_happen_offers_taking_and_asks_for_a_key(full, client):
    sign_in(client, full.ewa)
    html = client.get("/you/close/").content.decode()
    assert "erased at once" in html
    assert 'href="/writing/take/"' in html
    assert 'name="password"' in html


def test_nothing_of_hers_stays_but_numbers(full, client):
    sign_in(client, full.ewa)
    sign_in(Client(), full.ewa)
    answer = client.post("/you/close/", {"password": PASSWORD})
    assert answer.status_code == 200
    assert "Your account is closed" in answer.content.decode()
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    for model in (Reflection, Revision, Share, Addressee, Answer, Preference, Session,
                  UserSession):  # fmt: skip
        assert not model.objects.exists(), model
    assert not Reminder.objects.filter(person=full.ewa).exists()
    assert not EmailAddress.objects.filter(user=full.ewa).exists()
    assert not Invitation.objects.filter(email="ewa@example.org").exists()
    everything = columns()
    for gone in (CANARY, "Ewa", "ewa@example.org", "I read it twice"):
        assert gone not in everything
    reply = Reply.objects.get()
    assert (reply.answer, reply.membership.ended_at) == ("coming", NOW)
    full.group.refresh_from_db()
    assert full.group.taken == 1
    assert client.get("/home/").status_code == 303


def test_her_keys_are_destroyed_and_their_numbers_never_used_again(full, client):
    sign_in(client, full.ewa)
    client.post("/you/close/", {"password": PASSWORD})
    rows = Key.objects.filter(owner=full.ewa.pk)
    assert {(row.kid, row.wrapped, row.shredded_at) for row in rows} == {(1, None, NOW)}
    with pytest.raises(vault.Erased):
        vault.box(full.ewa.pk, actor=full.ewa.pk).seal(
            b"x", table="t", column="c", row=full.ewa.pk, revision=1
        )


def test_others_keep_what_is_theirs(full, client):
    begun(full.joyce, "Joyce stays.")
    sign_in(client, full.ewa)
    client.post("/you/close/", {"password": PASSWORD})
    assert Reflection.objects.get().person == full.joyce
    assert Person.objects.get(pk=full.joyce.pk).name == "Joyce"


def test_she_cannot_come_in_again_and_can_be_invited_as_if_new(full, client):
    sign_in(client, full.ewa)
    client.post("/you/close/", {"password": PASSWORD})
    answer = Client().post("/sign-in/", {"login": "ewa@example.org", "password": PASSWORD})
    assert answer.status_code not in (302, 303)
    assert cast.person("Ewa").pk != full.ewa.pk


@pytest.mark.parametrize("sent", [{}, {"password": "something else"}])
def test_without_her_key_nothing_happens(full, client, sent):
    sign_in(client, full.ewa)
    assert client.post("/you/close/", sent).status_code == 422
    assert Person.objects.get(pk=full.ewa.pk).erased_at is None
    assert not list(ledger.among([full.ewa.pk]))


def test_with_a_mailed_code_alone_it_is_not_even_asked(full, client):
    client.force_login(full.ewa)
    assert client.post("/you/close/", {"password": PASSWORD}).status_code == 303
    assert Person.objects.get(pk=full.ewa.pk).erased_at is None


def test_five_wrong_keys_are_enough(full, client):
    sign_in(client, full.ewa)
    for _ in range(5):
        client.post("/you/close/", {"password": "something else"})
    assert client.post("/you/close/", {"password": PASSWORD}).status_code == 429


def test_who_leads_alone_is_told_what_comes_first(full, client):
    sign_in(client, full.ruth)
    assert "Nobody else leads Tuesday evenings." in client.get("/you/close/").content.decode()
    answer = client.post("/you/close/", {"password": PASSWORD})
    assert answer.status_code == 409
    assert Person.objects.get(pk=full.ruth.pk).erased_at is None
    close_group(full.group, by=full.ruth, now=NOW)
    assert client.post("/you/close/", {"password": PASSWORD}).status_code == 200


def test_of_two_who_lead_only_one_can_go(full):
    maureen = factories.member(full.group, "Maureen", role="co_facilitator").person
    closing.close(full.ruth, NOW)
    with pytest.raises(closing.FirstError):
        closing.close(maureen, NOW)


def test_the_only_coordinator_is_told_what_comes_first(full, client):
    sign_in(client, full.nisha)
    assert client.post("/you/close/", {"password": PASSWORD}).status_code == 409
    cast.coordinator("Wanda")
    assert client.post("/you/close/", {"password": PASSWORD}).status_code == 200


def test_what_a_facilitator_did_for_her_group_stays_without_her_name(full):
    factories.member(full.group, "Maureen", role="co_facilitator")
    closing.close(full.ruth, NOW)
    full.group.refresh_from_db()
    assert full.group.created_by.name == "Somebody who has left"
    assert "Ruth" not in columns()


def test_closing_twice_is_once(full):
    closing.close(full.ewa, NOW)
    closing.close(full.ewa, NOW + timedelta(hours=1))
    assert Person.objects.get(pk=full.ewa.pk).erased_at == NOW


def test_the_ledger_names_nobody_to_a_reader(full, settings):
    closing.close(full.ewa, NOW)
    head, *lines = Path(settings.ERASURES_FILE).read_text().split("\n")
    assert re.fullmatch(r"kept-chair erasures 1 [0-9a-f]{16}", head)
    assert re.fullmatch(r"[0-9a-f]{64} 2026-11-22", "".join(lines))
    assert str(full.ewa.pk) not in "".join(lines)
    assert list(ledger.among([full.ruth.pk, full.ewa.pk])) == [full.ewa.pk]


def test_a_ledger_that_cannot_be_written_stops_it_before_anything(full, client, settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "no" / "folder")
    sign_in(client, full.ewa)
    assert client.post("/you/close/", {"password": PASSWORD}).status_code == 503
    assert Person.objects.get(pk=full.ewa.pk).erased_at is None
    assert Key.objects.filter(owner=full.ewa.pk, wrapped__isnull=False).exists()


def test_a_crash_between_keys_and_rows_is_finished_by_replay(full, monkeypatch):
    def crash(*_):
        raise DatabaseError

    with monkeypatch.context() as crashing:
        crashing.setattr(closing, "_erase", crash)
        with pytest.raises(DatabaseError):
            closing.close(full.ewa, NOW)
    assert not Key.objects.filter(owner=full.ewa.pk, wrapped__isnull=False).exists()
    assert Person.objects.get(pk=full.ewa.pk).erased_at is None
    with pytest.raises(SystemCheckError, match="E0017"):
        starting()
    call_command("erasures", "replay")
    assert CANARY not in columns()
    assert Person.objects.get(pk=full.ewa.pk).erased_at is not None
    starting()


def test_a_restored_keyring_is_emptied_of_her_again(full):
    [key] = Key.objects.filter(owner=full.ewa.pk).values()
    closing.close(full.ewa, NOW)
    Key.objects.filter(pk=key["id"]).update(wrapped=key["wrapped"], shredded_at=None)
    with pytest.raises(SystemCheckError, match="E0017"):
        starting()
    call_command("erasures", "replay")
    assert not Key.objects.filter(owner=full.ewa.pk, wrapped__isnull=False).exists()


def test_in_a_restored_database_she_goes_even_where_she_leads_alone(full):
    """The backup is of a time when nobody else led; since then somebody did."""
    ledger.add(full.ruth.pk, NOW)
    assert closing.replay(NOW) == 1
    assert Person.objects.get(pk=full.ruth.pk).erased_at == NOW
    assert not Membership.objects.active().filter(person=full.ruth).exists()


def test_replay_without_a_ledger_or_a_need_changes_nothing(full, capsys):
    call_command("erasures", "replay")
    assert capsys.readouterr().out == "0 erased again.\n"
    assert Reply.objects.get().note == CANARY
    assert Reflection.objects.count() == 3


def test_what_came_in_as_she_closed_goes_at_the_next_look(full):
    closing.close(full.ewa, NOW)
    Reflection.objects.create(person=full.ewa, begun_at=NOW, written_at=NOW)
    assert closing.replay(NOW + timedelta(days=1)) == 0
    assert not Reflection.objects.exists()


def test_a_ledger_with_another_key_or_none_is_not_believed(full, settings):
    closing.close(full.ewa, NOW)
    key = Path(f"{settings.ERASURES_FILE}.key")
    key.chmod(0o600)
    key.write_bytes(b"x" * 32)
    with pytest.raises(SystemCheckError, match="E0018"):
        starting()
    with pytest.raises(CommandError):
        call_command("erasures", "replay")
    key.unlink()
    with pytest.raises(SystemCheckError, match="E0018"):
        starting()
    with pytest.raises(ledger.LedgerError):
        ledger.add(full.joyce.pk, NOW)


def test_a_torn_line_of_the_ledger_hides_no_other(full, settings):
    ledger.add(full.ruth.pk, NOW)
    with Path(settings.ERASURES_FILE).open("a") as file:
        file.write("0123abc")
    ledger.add(full.ewa.pk, NOW)
    assert set(ledger.among([full.ewa.pk, full.ruth.pk, full.joyce.pk])) == {
        full.ewa.pk, full.ruth.pk,
    }  # fmt: skip


def test_no_log_line_tells_of_it(full, client, caplog):
    sign_in(client, full.ewa)
    client.post("/you/close/", {"password": PASSWORD})
    for word in (CANARY, "ewa@", "Ewa", str(full.ewa.pk)):
        assert word not in caplog.text


def test_the_database_is_asked_no_more_for_many_pages(full, django_assert_max_num_queries):
    for _ in range(20):
        begun(full.ewa)
    with django_assert_max_num_queries(120, connection=connections["default"]):
        closing.close(full.ewa, NOW)
