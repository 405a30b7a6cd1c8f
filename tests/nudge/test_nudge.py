"""A nudge after the commit: once, quickly, and never an error on a page."""

import json
import os
import socket
import time
import uuid

import pytest
import redis
from django.db import transaction

from facilitator import nudge

REDIS = os.environ.get("NUDGE_TEST_REDIS", "redis://127.0.0.1:6379/9")


def is_there(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url, socket_timeout=1).ping())
    except redis.RedisError:
        return False


@pytest.fixture
def task() -> str:
    """A name that nobody else sends."""
    return f"nowhere.{uuid.uuid4().hex}"


@pytest.fixture(autouse=True)
def warm():
    """Celery and its transport are loaded: their first import is no part of these times."""
    import kombu.transport.redis  # noqa: F401  # only loaded

    import facilitator.celery  # noqa: F401  # only loaded


@pytest.fixture
def refused(settings) -> None:
    """A port that refuses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{taken.getsockname()[1]}/0"


@pytest.fixture
def silent(settings):
    """A socket that accepts and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listening:
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{listening.getsockname()[1]}/0"
        yield listening


def seconds(call) -> float:
    begun = time.monotonic()
    call()
    return time.monotonic() - begun


@pytest.mark.skipif(not is_there(REDIS), reason="no Redis here")
@pytest.mark.django_db(transaction=True)
def test_a_nudge_reaches_a_real_broker_with_a_name_and_nothing_else(settings, task, breaker):
    settings.CELERY_BROKER_URL = REDIS
    broker = redis.Redis.from_url(REDIS)
    nudge.look(task)
    nudge.look(task)
    mine = [one for one in broker.lrange("default", 0, -1) if task.encode() in one]
    for one in mine:
        broker.lrem("default", 1, one)
    assert breaker.failures == 0
    assert len(mine) == 2
    headers = json.loads(mine[0])["headers"]
    assert (headers["task"], headers["argsrepr"], headers["kwargsrepr"]) == (task, "()", "{}")
    assert headers["eta"] is None
    assert headers["expires"] is not None
    assert headers["ignore_result"] is True


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_refuses_costs_almost_nothing(refused, task, breaker):
    assert seconds(lambda: nudge.look(task)) < 0.5
    assert breaker.failures == 1


@pytest.mark.django_db(transaction=True)
def test_a_silent_broker_costs_one_page_and_not_the_next(silent, task, breaker):
    assert seconds(lambda: nudge.look(task)) < 1.5  # 0.5 s, and room for a busy machine
    assert breaker.failures == 1
    assert seconds(lambda: [nudge.look(task) for _ in range(100)]) < 0.25
    assert (breaker.failures, breaker.skipped) == (1, 100)


@pytest.mark.django_db(transaction=True)
def test_a_full_backlog_costs_no_more(settings, task, breaker):
    """A host that does not even answer the hand-shake: the connect time-out bounds it."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        others = [socket.socket() for _ in range(3)]
        for other in others:
            other.setblocking(False)
            other.connect_ex(full.getsockname())
        settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{full.getsockname()[1]}/0"
        assert seconds(lambda: nudge.look(task)) < 2.5
        for other in others:
            other.close()
    assert breaker.failures == 1


@pytest.mark.parametrize("url", ["nonsense", "redis://", "redis://nowhere.invalid:1/0", ""])
@pytest.mark.django_db(transaction=True)
def test_no_address_however_wrong_is_an_error_on_a_page(url, settings, task):
    settings.CELERY_BROKER_URL = url
    nudge.look(task)


@pytest.fixture
def sent(monkeypatch) -> list[str]:
    """What would be sent, where it is only asked what is sent and not how."""
    names: list[str] = []
    monkeypatch.setattr(nudge, "_send", names.append)
    return names


@pytest.mark.django_db(transaction=True)
def test_it_is_said_after_the_commit_and_once(sent):
    with transaction.atomic():
        for name in ("plan", "send", "plan", "plan", "send"):
            nudge.look(name)
        assert sent == []
    assert sent == ["plan", "send"]
    nudge.look("plan")
    assert sent == ["plan", "send", "plan"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_said(sent):
    with transaction.atomic():
        nudge.look("plan")
        transaction.set_rollback(True)
    assert sent == []


@pytest.mark.django_db(transaction=True)
def test_a_nudge_of_a_savepoint_that_was_undone_does_not_hide_a_later_one(sent):
    with transaction.atomic():
        with transaction.atomic():
            nudge.look("plan")
            transaction.set_rollback(True)
        nudge.look("plan")
    assert sent == ["plan"]


@pytest.mark.django_db(transaction=True)
def test_it_needs_no_query(sent, django_assert_num_queries):
    with django_assert_num_queries(0):
        nudge.look("plan")
