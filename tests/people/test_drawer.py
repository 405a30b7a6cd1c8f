"""The drawer opens with a key, and never with mail alone."""

from datetime import timedelta

import pytest

from facilitator.people import recovery
from facilitator.trace.models import Trace
from tests.cast import NOW, PASSWORD, person
from tests.people.doors import drawer_is_open, sign_in

pytestmark = pytest.mark.usefixtures("still")


def test_a_password_opens_it_at_sign_in(client):
    ewa = person("Ewa")
    sign_in(client, ewa)
    assert drawer_is_open(client)
    opened = Trace.objects.filter(verb="opened", subject_kind="drawer")
    assert [line.subject for line in opened] == [ewa.pk]


def test_somebody_signed_in_without_a_key_finds_it_closed(client):
    client.force_login(person("Ewa"))
    assert not drawer_is_open(client)


def test_it_closes_by_hand_and_opens_with_the_password(client):
    sign_in(client, person("Ewa"))
    assert client.post("/drawer/close/").status_code == 303
    assert not drawer_is_open(client)
    answer = client.post("/drawer/", {"password": PASSWORD, "next": "/you/keys/recovery/"})
    assert (answer.status_code, answer["Location"]) == (303, "/you/keys/recovery/")
    assert drawer_is_open(client)


def test_after_a_reset_the_password_does_not_open_it_but_the_paper_does(client):
    ewa = person("Ewa", reset_at=NOW)
    code = recovery.make(ewa, NOW)
    sign_in(client, ewa)
    assert not drawer_is_open(client)
    client.post("/drawer/", {"recovery_code": code.lower()})
    assert drawer_is_open(client)
    ewa.refresh_from_db()
    assert ewa.reset_at is None


@pytest.mark.parametrize(("minutes", "still_open"), [(10, True), (11, False)])
def test_on_a_shared_device_it_closes_after_ten_idle_minutes(client, still, minutes, still_open):
    sign_in(client, person("Ewa"))
    still.shift(timedelta(minutes=minutes))
    assert drawer_is_open(client) is still_open


def test_every_request_keeps_it_open(client, still):
    sign_in(client, person("Ewa"))
    for _ in range(5):
        still.shift(timedelta(minutes=9))
        assert client.get("/csrf/").status_code == 200
    assert drawer_is_open(client)


def test_on_her_own_device_it_stays_open(client, still):
    sign_in(client, person("Ewa"), own_device="on")
    still.shift(timedelta(days=3))
    assert drawer_is_open(client)


def test_a_page_behind_it_sends_her_there_and_a_script_gets_nothing(client):
    client.force_login(person("Ewa"))
    page = client.get("/you/keys/recovery/")
    assert (page.status_code, page["Location"]) == (
        303,
        "/drawer/?next=%2Fyou%2Fkeys%2Frecovery%2F",
    )
    part = client.get("/you/keys/recovery/", headers={"HX-Request": "true"})
    assert (part.status_code, part.content) == (401, b"")


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example/", "/\\evil.example",
                                  "javascript:alert(1)", "///evil.example"])  # fmt: skip
def test_it_sends_on_only_inside_this_house(client, evil):
    sign_in(client, person("Ewa"))
    assert "evil" not in client.get("/drawer/", {"next": evil})["Location"]
    assert "javascript" not in client.get("/drawer/", {"next": evil})["Location"]


def test_who_forgot_her_password_finds_the_way_from_the_drawer(client):
    client.force_login(person("Ewa"))
    assert 'href="/sign-in/forgotten/"' in client.get("/drawer/").content.decode()
    assert client.get("/sign-in/forgotten/").status_code == 200
