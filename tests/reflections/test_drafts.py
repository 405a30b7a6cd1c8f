"""The keys of what a browser keeps for her: hers alone, and of old drafts behind the drawer."""

import base64
from uuid import uuid4

from django.contrib.sessions.models import Session

from facilitator import vault
from facilitator.vault import keyring
from facilitator.vault.models import Key
from tests.reflections.conftest import FETCH, by_code, fields, with_key, write

OLD = str(uuid4())


def asked(client, *devices, **more):
    return client.post("/writing/drafts/", {"device": devices}, headers=FETCH, **more)


def test_her_browser_gets_a_key_of_its_own_and_nothing_keeps_it(house, client):
    answer = asked(with_key(client, house.ewa))
    told = answer.json()
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert told["member"] == str(house.ewa.pk)
    assert list(told["keys"]) == [told["device"]]
    assert len(base64.b64decode(told["keys"][told["device"]])) == 32
    assert asked(client).json() == told
    session = str(Session.objects.get().get_decoded())
    assert told["device"] in session
    assert told["keys"][told["device"]] not in session


def test_a_draft_key_opens_no_page_and_is_not_another_ones(house, client):
    with_key(client, house.ewa)
    write(client, "One.")
    hers = vault.box(house.ewa.pk, actor=house.ewa.pk).draft_key(OLD)
    assert asked(client, OLD).json()["keys"][OLD] == base64.b64encode(hers).decode()
    client.logout()
    with_key(client, house.joyce)
    assert asked(client, OLD).json()["keys"][OLD] != base64.b64encode(hers).decode()
    assert hers not in set(keyring.load(house.ewa.pk).keys.values())


def test_the_mailbox_alone_opens_no_earlier_draft(house, client):
    by_code(client, house.ewa)
    assert OLD not in asked(client, OLD).json()["keys"]
    client.logout()
    with_key(client, house.ewa)
    assert OLD in asked(client, OLD).json()["keys"]


def test_another_sign_in_has_another_name(house, client):
    first = asked(with_key(client, house.ewa)).json()["device"]
    client.logout()
    assert asked(with_key(client, house.ewa)).json()["device"] != first


def test_names_that_are_none_and_too_many_are_left_out(house, client):
    with_key(client, house.ewa)
    for odd in ("", "x" * 5000, "../../", "é", OLD.upper(), f"{{{OLD}}}"):
        assert len(asked(client, odd).json()["keys"]) == 1
    assert len(asked(client, *(str(uuid4()) for _ in range(50))).json()["keys"]) == 21


def test_without_a_sign_in_there_is_no_key(client):
    assert asked(client).status_code == 401
    assert client.get("/writing/drafts/").status_code in {303, 405}


def test_another_site_gets_none(house):
    from django.test import Client

    strict = with_key(Client(enforce_csrf_checks=False), house.ewa)
    strict.handler.enforce_csrf_checks = True
    assert asked(strict).status_code == 403
    token = fields(strict, "/writing/new/")["csrfmiddlewaretoken"]
    assert asked(strict, HTTP_X_CSRFTOKEN=token).status_code == 200


def test_with_the_vault_closed_there_is_none_just_now(house, client, settings, tmp_path):
    with_key(client, house.ewa)
    settings.KEK_FILE = str(tmp_path / "gone")
    assert asked(client).status_code == 503


def test_a_keyring_that_never_knew_her_makes_no_second_first_key(house, client):
    with_key(client, house.ewa)
    write(client, "One.")
    Key.objects.filter(owner=house.ewa.pk).delete()
    assert asked(client).status_code == 503
    assert not Key.objects.filter(owner=house.ewa.pk).exists()
