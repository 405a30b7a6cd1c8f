"""What the script is told: a receipt that it can check, or a bare status."""

import hashlib
from uuid import uuid4

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groups.reflections import writing
from groups.reflections.models import Reflection, Revision
from tests.cast import NOW
from tests.reflections.conftest import FETCH, by_code, fields, shown, with_key, write


def send(client, url, **more):
    return client.post(url, more, headers=FETCH)


def test_a_save_is_answered_with_what_now_stands(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    sent = fields(client, where) | {"words": "Öne\r\ntwo"}
    answer = send(client, f"{where}save/", **sent).json()
    page = Reflection.objects.get()
    slip = answer.pop("slip")
    assert slip.startswith(f"{house.ewa.pk}:{page.pk}:")
    assert answer == {
        "page": str(page.pk),
        "url": where,
        "save": f"{where}save/",
        "delete": f"{where}delete/",
        "number": 2,
        "sha256": hashlib.sha256("Öne\ntwo".encode()).hexdigest(),
        "chars": 7,
        "same": False,
        "saved_at": "2026-11-22T18:00:00+00:00",
        "clock": "18.00",
        "nearly_full": False,
        "beside": "",
    }


def test_the_first_save_of_a_new_page_begins_it_once(house, client):
    by_code(client, house.ewa)
    sent = fields(client, "/writing/new/") | {"words": "I", "seq": "1", "key": str(uuid4())}
    first = send(client, "/writing/new/", **sent).json()
    again = send(client, "/writing/new/", **sent).json()
    assert first["url"] == again["url"]
    assert (first["number"], again["number"], again["same"]) == (1, 1, True)
    assert Revision.objects.count() == 1


def test_words_that_stood_already_and_words_that_came_too_late_are_told_apart(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    sent = fields(client, where) | {"pad": str(uuid4())}
    late = send(
        client,
        f"{where}save/",
        **sent | {"words": "One two three", "seq": "5", "key": str(uuid4())},
    )
    early = send(
        client, f"{where}save/", **sent | {"words": "One two", "seq": "4", "key": str(uuid4())}
    )
    assert early.json()["sha256"] == late.json()["sha256"]
    assert shown(client.get(where).content.decode()) == "One two three"


def test_another_device_makes_a_page_beside_and_the_script_is_told_where(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    tablet, phone = fields(client, where), fields(client, where)
    send(client, f"{where}save/", **tablet | {"words": "tablet"})
    answer = send(client, f"{where}save/", **phone | {"words": "phone"}).json()
    assert answer["beside"] == where
    assert answer["url"] != where
    assert shown(client.get(answer["url"]).content.decode()) == "phone"
    assert shown(client.get(where).content.decode()) == "tablet"


def test_after_deleting_a_save_is_gone_and_her_words_are_shown(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    sent = fields(client, where) | {"words": "One two."}
    writing.delete(house.ewa, Reflection.objects.get().pk, now=NOW)
    assert send(client, f"{where}save/", **sent).status_code == 410
    answer = client.post(where, sent)
    assert (answer.status_code, shown(answer.content.decode())) == (410, "One two.")


def test_a_refusal_to_the_script_repeats_no_word(house, client, settings, tmp_path):
    with_key(client, house.ewa)
    where = write(client, "One.")
    full = send(client, f"{where}save/", words="x" * 200_001)
    assert (full.status_code, "This page is full." in full.json()["problem"]) == (422, True)
    settings.KEK_FILE = str(tmp_path / "gone")
    closed = send(client, f"{where}save/", words="Kanarienvogel")
    assert (closed.status_code, closed.json()) == (503, {"problem": ""})


def test_without_a_sign_in_the_script_is_told_so_in_no_words(house, client):
    for url in ("/writing/new/", f"/writing/{uuid4()}/", f"/writing/{uuid4()}/save/"):
        answer = send(client, url, words="Kanarienvogel")
        assert (answer.status_code, answer.content) == (401, b"")
    assert send(client, "/writing/new/").status_code == 401


def test_without_the_forms_token_nothing_is_taken(house):
    client = Client(enforce_csrf_checks=True)
    by_code(client, house.ewa)
    page = writing.begin(house.ewa, meeting=None, prompt=None, pad=uuid4(), now=NOW).pk
    for url in ("/writing/new/", f"/writing/{page}/", f"/writing/{page}/save/"):
        assert send(client, url, words="x").status_code == 403
    for url in (f"/writing/{page}/delete/", f"/writing/{page}/put-back/"):
        assert client.post(url).status_code == 403
    assert Revision.objects.count() == 0


def test_redis_has_nothing_to_do_with_it(house, client, settings):
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    with_key(client, house.ewa)
    assert write(client, "One.")


def test_the_editor_and_a_save_stay_within_their_queries(house, client):
    with_key(client, house.ewa)
    where = write(client, "One.")
    sent = fields(client, where) | {"words": "One two."}
    for number in range(30):
        write(client, f"Another {number}")
    costs = [
        _queries(lambda: client.get("/writing/new/")),
        _queries(lambda: client.get(where)),
        _queries(lambda: send(client, f"{where}save/", **sent)),
    ]
    assert costs[0] <= 12, costs
    assert costs[1] <= 12, costs
    assert costs[2] <= 10, costs  # eight, and the savepoint of this test's own transaction


def _queries(act):
    with (
        CaptureQueriesContext(connections["default"]) as rows,
        CaptureQueriesContext(connections["keyring"]) as keys,
    ):
        act()
    return len(rows) + len(keys)
