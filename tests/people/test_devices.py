"""Is this device only yours? How long a sign-in holds, and where she is signed in."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from facilitator.people.signals import NOWHERE
from facilitator.people.signed_in import device_words
from tests.cast import NOW, PASSWORD, facilitator, person
from tests.people.doors import sign_in

pytestmark = pytest.mark.usefixtures("still")


def stays(client):
    return client.get("/csrf/").status_code == 200


@pytest.mark.parametrize(
    ("own", "idle", "still_in"),
    [
        (False, timedelta(minutes=30), True),
        (False, timedelta(minutes=31), False),
        (True, timedelta(days=13), True),
        (True, timedelta(days=14, minutes=1), False),
    ],
)
def test_an_idle_sign_in_ends(client, still, own, idle, still_in):
    sign_in(client, person("Ewa"), **({"own_device": "on"} if own else {}))
    still.shift(idle)
    assert stays(client) is still_in


@pytest.mark.parametrize(("own", "step", "steps"), [(False, 20, 36), (True, 60 * 24 * 9, 10)])
def test_even_a_busy_one_ends(client, still, own, step, steps):
    sign_in(client, person("Ewa"), **({"own_device": "on"} if own else {}))
    for _ in range(steps):
        still.shift(timedelta(minutes=step))
        assert stays(client)
    still.shift(timedelta(minutes=step))
    assert not stays(client)


def test_staff_is_signed_in_for_eight_hours_even_on_her_own_device(client, still):
    sign_in(client, facilitator(), own_device="on")
    still.shift(timedelta(hours=7, minutes=59))
    assert stays(client)
    still.shift(timedelta(minutes=2))
    assert not stays(client)


def test_a_shared_device_forgets_with_the_browser_and_her_own_does_not(client):
    ewa = person("Ewa")
    shared = sign_in(client, ewa).cookies["s"]
    own = sign_in(Client(), ewa, own_device="on").cookies["s"]
    assert shared["max-age"] == ""
    assert own["max-age"] == 14 * 24 * 3600


def test_the_answer_of_whoever_asked_before_counts_for_nobody_else(client):
    person("Ewa")
    client.post("/sign-in/code/", {"email": "ewa@example.org", "own_device": "on"})
    client.post("/sign-out/", {"next": "/sign-in/"})
    assert sign_in(client, person("Joyce")).cookies["s"]["max-age"] == ""


def test_what_is_over_is_over_for_scripts_too(client, still):
    sign_in(client, person("Ewa"))
    still.shift(timedelta(hours=1))
    answer = client.get("/csrf/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")
    assert UserSession.objects.count() == 0


def test_pages_stay_cheap_between_two_minutes(client, still, django_assert_num_queries):
    sign_in(client, person("Ewa"))
    client.get("/csrf/")
    with django_assert_num_queries(2):  # the session and the person
        client.get("/csrf/")
    still.shift(timedelta(seconds=61))
    client.get("/csrf/")
    assert UserSession.objects.get().last_seen_at == NOW + timedelta(seconds=61)


def test_no_network_address_is_kept(client):
    client.post(
        "/sign-in/",
        {"login": person("Ewa").email, "password": PASSWORD, "next": "/"},
        REMOTE_ADDR="203.0.113.9",
    )
    assert UserSession.objects.get().ip == NOWHERE
    assert b"203.0.113.9" not in client.get("/you/devices/").content


@pytest.mark.parametrize("count", [1, 12])
def test_she_sees_where_she_is_signed_in_with_the_same_few_queries(
    client, count, django_assert_max_num_queries
):
    ewa = person("Ewa")
    for _ in range(count):
        sign_in(Client(), ewa)
    sign_in(client, ewa)
    client.get("/you/devices/")
    with django_assert_max_num_queries(5):
        page = client.get("/you/devices/").content.decode()
    assert page.count("this device</span>") == 1
    assert page.count('<li class="row">') == count + 1


def test_she_ends_another_sign_in_or_all_of_them(client):
    ewa, phone, library = person("Ewa"), Client(), Client()
    for browser in (client, phone, library):
        sign_in(browser, ewa)
    one = UserSession.objects.get(session_key=phone.session.session_key)
    assert client.post(f"/you/devices/{one.pk}/end/").status_code == 303
    assert [stays(b) for b in (client, phone, library)] == [True, False, True]
    client.post("/you/devices/end/")
    assert [stays(b) for b in (client, library)] == [True, False]


def test_she_ends_nobody_elses(client):
    ewa, joyce = person("Ewa"), person("Joyce")
    hers = Client()
    sign_in(hers, joyce)
    sign_in(client, ewa)
    one = UserSession.objects.get(user=joyce)
    foreign = client.post(f"/you/devices/{one.pk}/end/")
    random = client.post("/you/devices/999999999999999999999999/end/")
    assert (foreign.status_code, random.status_code) == (404, 404)
    assert stays(hers)


def test_a_browser_is_told_in_two_words():
    chrome = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
    assert device_words(chrome) == "Chrome, Android"
    assert device_words("curl/8.0") == "A browser"


def test_leaving_quickly_is_off_unless_chosen(client, settings):
    assert client.get("/leave/").status_code == 404
    settings.QUICK_EXIT = True
    sign_in(client, person("Ewa"))
    answer = client.get("/leave/")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (303, '"cache"')
    assert answer["Location"] == settings.QUICK_EXIT_TO
    assert client.get("/you/keys/").status_code == 303
