"""Two weeks after its last meeting a group is read, and changed no more: every address is asked."""

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from groups.inviting import code_of
from groups.models import Invitation, Membership
from tests import cast, factories
from tests.house.test_who_may import address, arguments, ask, rows, undone
from tests.house.world import RANDOM, World, build

LATER = cast.NOW + timedelta(days=23 + 14 + 1)  # the last evening is on 15 December

# What is hers, or ends something: it works until the group is forgotten.
STILL = {
    "cards", "close_group", "contact", "contact_back", "ending", "ending_erase", "hide_card",
    "plan_keep", "practice", "rehearse", "remove_member", "revoke_invitation", "show_card",
}  # fmt: skip


def changes() -> dict[str, int]:
    """How many rows each table of the group's own rooms has, and its newest state."""
    labels = ("groups", "curriculum")
    return {
        model._meta.label: hash(str(sorted(map(str, model._base_manager.values_list()))))
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }  # fmt: skip


@pytest.fixture
def world():
    with time_machine.travel(cast.NOW, tick=False):
        made = build()
    with time_machine.travel(LATER, tick=False):
        yield made


def writing(name: str, row: dict[str, str]) -> bool:
    return "POST" in row["methods"] and "group_id" in arguments(name) and name not in STILL


SENT = {
    "invite": f"name=Late&email=late@example.org&role=member&key={RANDOM}",
    "group_settings": "name=Other&place=There&directions=&capacity=9",
    "reply": "answer=coming",
    "move_meeting": "version=1&scope=this&on_date=2026-11-25&begins=19:00&place=There&tell=yes",
    "cancel_meeting": "version=1&shift=no",
    "plan": "do=longer&minutes=20",
}


def changing(world: World, role: str) -> set[str]:
    """The addresses through which this role changes something of the group."""
    client, found = world.client(role), set()
    for name in [name for name, row in rows().items() if writing(name, row)]:
        data = world.ids.get(f"{name}.data", SENT.get(name, ""))
        with undone(client):
            before = changes()
            ask(client, "POST", address(name, world), data, htmx=False)
            if changes() != before:
                found.add(name)
    return found


@pytest.mark.parametrize("role", ["ME", "FA", "CO", "AD", "MO"])
def test_whoever_asks_nothing_of_the_group_changes(world, role):
    assert changing(world, role) == set()


def test_while_it_went_on_the_same_addresses_changed_it(world):
    """So that the test above could fail."""
    with time_machine.travel(cast.NOW, tick=False):
        assert changing(world, "ME") == {"reply"}
        assert changing(world, "FA") >= {
            "group_settings", "invite", "move_meeting", "cancel_meeting", "plan_choose"
        }  # fmt: skip


@pytest.mark.parametrize("name", ["group_settings", "invite", "send_invitations"])
def test_who_leads_it_is_told_so_and_a_stranger_learns_nothing(world, name):
    there = address(name, world)
    told = ask(world.client("FA"), "POST", there, SENT.get(name, ""), htmx=False)
    assert told.status_code == 409
    assert "This group is finished" in told.content.decode()
    for role in ("MO", "FO", "RC"):
        with time_machine.travel(cast.NOW, tick=False):
            client = world.client(role)
            before = ask(client, "POST", there, htmx=False)
        with time_machine.travel(LATER, tick=False):
            client = world.client(role)
            assert ask(client, "POST", there, htmx=False).status_code == before.status_code == 404


def test_an_open_invitation_opens_nothing_any_more(world):
    late = factories.invitation(world.group, invited_at=LATER - timedelta(days=1))
    assert Client().get(f"/join/{code_of(late)}/").status_code == 404
    assert Invitation.objects.filter(pk=late.pk, accepted_at__isnull=True).exists()


def test_nobody_is_given_it_to_lead_who_would_never_be_forgotten(world):
    colette = world.people["FO"]
    there, data = address("assign_facilitator", world), f"person={colette.pk}"
    client = world.client("AD")
    assert ask(client, "POST", there, data, htmx=False).status_code == 303
    assert not Membership.objects.filter(group=world.group, person=colette).exists()
    page = client.get(f"/run/groups/{world.group.pk}/").content.decode()
    assert "assign/" not in page
    with time_machine.travel(cast.NOW, tick=False):
        ask(world.client("AD"), "POST", there, data, htmx=False)
        assert Membership.objects.filter(group=world.group, person=colette).exists()


def test_no_card_is_given_to_it(world):
    page = world.ids["page_id"]
    answer = world.client("ME").get(f"/writing/{page}/give/").content.decode()
    assert "Tuesday evenings" not in answer


def test_the_invitation_form_is_gone_and_the_page_is_there(world):
    page = world.client("FA").get(f"/lead/groups/{world.group.pk}/people/").content.decode()
    assert "Invite someone" not in page
    assert "Ewa" in page
    assert Membership.objects.filter(group=world.group, ended_at__isnull=True).count() == 3


def test_it_stands_under_finished(world):
    page = world.client("ME").get("/home/").content.decode()
    assert "The last evening was on Tuesday 15 December." in page
    assert "This week" not in page
    assert "Finished" in world.client("FA").get("/lead/groups/").content.decode()
    assert "Tuesday evenings" not in world.client("FA").get("/lead/").content.decode()
