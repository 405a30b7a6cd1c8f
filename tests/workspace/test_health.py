"""/health/: 200 while pages can be served, a word per part, and no sign-in."""

from datetime import timedelta

from django.db import DatabaseError

from facilitator.workspace.views import health
from groups.reminders.models import Look, Reminder
from tests import factories


def test_worker_and_beat_are_well_when_they_worked_in_the_last_minute(client, now):
    Look.objects.create(caller="send", at=now - timedelta(seconds=30))
    Look.objects.create(caller="beat", at=now - timedelta(seconds=90))
    answer = client.get("/health/")
    assert answer.status_code == 200
    checks = answer.json()["checks"]
    assert (checks["database"], checks["keyring"]) == ("ok", "ok")
    assert (checks["worker"], checks["beat"]) == ("ok", "down")
    assert answer.json()["status"] == "degraded"


def test_the_oldest_due_message_is_counted_in_seconds(client, now):
    invitation = factories.invitation(None, "ada@example.org")
    Reminder.objects.create(
        key="one", kind="invitation", invitation=invitation,
        due_at=now - timedelta(seconds=42), expires_at=now + timedelta(days=1),
    )  # fmt: skip
    assert client.get("/health/").json()["oldest_due_seconds"] == 42


def test_without_a_broker_the_house_is_degraded_but_up(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["broker"] == "down"


def test_without_a_keyring_it_is_down(client, monkeypatch):
    class Broken:
        def cursor(self):
            raise DatabaseError

    connections = {"default": health.connections["default"], "keyring": Broken()}
    monkeypatch.setattr(health, "connections", connections)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")
    assert answer.json()["checks"]["keyring"] == "down"


def test_health_takes_no_post(client):
    assert client.post("/health/").status_code == 405
