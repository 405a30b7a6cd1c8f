"""P6 and P7: reminders sent, against the floor and against a task per message, interleaved."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from bench.lib.house import HOME, environment, folder, free_port, fresh, manage

Env = dict[str, str]
NUDGE = """  # two looks, as beat and a page would give
import facilitator.celery as c
for _ in range(2):
    c.app.send_task("groups.reminders.tasks.send_due")
"""


def measure(*, smoke: bool) -> dict[str, Any]:
    """Rates in messages per second. One committed write per message, everything included."""
    count, rounds = (360, 2) if smoke else (3000, 3)
    with folder() as path, broker() as redis:
        ports = free_port(), free_port()
        env = environment(ports[0], path, f"kept_chair_bench_{os.getpid()}")
        env |= {"EMAIL_URL": f"smtp://127.0.0.1:{ports[1]}", "REDIS_URL": redis}
        fresh(env)
        try:
            rates, messages, distinct = _measure(env, ports[1], count, rounds)
        finally:
            dropped(env)
    low_high = {name: [round(min(found)), round(max(found))] for name, found in rates.items()}
    middle = {name: median(found) for name, found in rates.items()}
    return {
        "p6_send": middle["ours"] / middle["floor"],
        "p7_floor": middle["celery"] / middle["floor"],
        "p7_single": middle["celery"] / middle["single"],
        "messages per second": {name: round(value) for name, value in middle.items()},
        "low and high": low_high,
        "messages": messages,
        "distinct message ids": distinct,
    }


def _measure(
    env: Env, port: int, count: int, rounds: int
) -> tuple[dict[str, list[float]], int, int]:
    """The rates, and how many messages and different Message-IDs the sink saw."""
    manage(env, "load_world", "--groups", str(count // 12 + 1), "--members-per-group", "12")
    with sink(env, port):
        prepared = said(env, "bench.lib.sender", "prepare", str(count))
        rates = interleaved(env, int(prepared), rounds)
        return rates, *counted(port)


def interleaved(env: Env, count: int, rounds: int) -> dict[str, list[float]]:
    """Each yardstick and each of ours in turn."""
    rates: dict[str, list[float]] = {"floor": [], "ours": [], "celery": [], "single": []}
    for _round in range(rounds):
        rates["floor"].append(said(env, "bench.bare.floor", str(count)))
        said(env, "bench.lib.sender", "again")
        rates["ours"].append(said(env, "bench.lib.sender", "ours"))
        rates["celery"].append(through_celery(env, count, "remind", "facilitator.celery"))
        rates["single"].append(through_celery(env, count, "single", "bench.bare.single"))
    return rates


def through_celery(env: Env, count: int, queue: str, app: str) -> float:
    """Messages per second of a worker with two children, from the first task to the last row."""
    said(env, "bench.lib.sender", "again")
    drained(env)
    # Rows are held back until the worker is up, so that its own look at the start sends nothing.
    hold(env, True)
    line = [
        sys.executable, "-m", "celery", "-q", "-A", app, "worker", "-c", "2", "-Q", queue,
        "--loglevel", "error", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    worker = subprocess.Popen(
        line, cwd=HOME, env=env | {"PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until_ready(env)
        if queue == "remind":
            hold(env, False)
        # A task of its own sends its row, due or not.
        words = ["-c", NUDGE] if queue == "remind" else ["-m", app]
        asking = subprocess.Popen([sys.executable, *words], cwd=HOME, env=env)
        seconds = until_sent(env)
        asking.wait(timeout=30)
        return count / seconds
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def wait_until_ready(env: Env) -> None:
    """The worker asks the broker for tasks."""
    import redis

    broker = redis.Redis.from_url(env["REDIS_URL"])
    for _attempt in range(600):
        if any(client["cmd"] == "brpop" for client in broker.client_list()):
            return
        time.sleep(0.1)
    raise RuntimeError("the worker did not start")


def until_sent(env: Env) -> float:
    """Seconds from the first row that is taken to the last that is sent; looked at from here."""
    begun, enough_at = 0.0, time.monotonic() + 300
    with rows(env) as ask:
        while ask("SELECT count(*) FROM reminders_reminder WHERE state <> 'sent'"):
            if not begun and ask("SELECT 1 FROM reminders_reminder WHERE state <> 'pending'"):
                begun = time.monotonic()
            if time.monotonic() > enough_at:
                raise RuntimeError("not everything was sent")
            time.sleep(0.05 if begun else 0.01)
    return time.monotonic() - begun


def hold(env: Env, back: bool) -> None:
    """Put what is due off for an hour, or have it due again."""
    sign = "+" if back else "-"
    with rows(env) as ask:
        if env["DATABASE_URL"].startswith("postgres"):
            ask(f"UPDATE reminders_reminder SET due_at = due_at {sign} interval '1 hour'")  # noqa: S608  a sign
        else:
            moved = f"strftime('%Y-%m-%d %H:%M:%f', due_at, '{sign}1 hour')"
            ask(f"UPDATE reminders_reminder SET due_at = {moved}")  # noqa: S608  a sign


@contextmanager
def rows(env: Env) -> Iterator[Any]:
    """Ask the database of the measurement; the first value of the first row, if any."""
    url = env["DATABASE_URL"]
    if url.startswith("postgres"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as server:
            yield lambda sql: _first(server.execute(sql))
    else:
        import sqlite3

        with sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30) as file:
            file.isolation_level = None
            yield lambda sql: _first(file.execute(sql))


def _first(cursor: Any) -> Any:
    row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


@contextmanager
def broker() -> Iterator[str]:
    """A broker of our own on a free port, so that two measurements never meet."""
    server = shutil.which("redis-server") or shutil.which("valkey-server")
    if server is None:
        yield os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/13")
        return
    port = free_port()
    line = [server, "--port", str(port), "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=10)


def dropped(env: Env) -> None:
    """The databases of this measurement are gone."""
    for name in ("DATABASE_URL", "KEYRING_URL"):
        url = urlsplit(env[name])
        if url.scheme.startswith("postgres"):
            import psycopg

            address = url._replace(path="/postgres").geturl()
            with psycopg.connect(address, autocommit=True) as server:
                server.execute(f'DROP DATABASE IF EXISTS "{url.path[1:]}" WITH (FORCE)')


def drained(env: Env) -> None:
    """Nothing of an earlier round is in the broker."""
    import redis

    redis.Redis.from_url(env["REDIS_URL"]).flushdb()


def said(env: Env, module: str, *words: str) -> float:
    """What a process of the house prints last."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=HOME, env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return float(done.stdout.splitlines()[-1])


@contextmanager
def sink(env: Env, port: int) -> Iterator[None]:
    """The SMTP sink, until it listens."""
    line = [sys.executable, "-m", "bench.lib.smtp_sink", str(port)]
    process = subprocess.Popen(line, cwd=HOME, env=env)
    try:
        for _attempt in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def counted(port: int) -> tuple[int, int]:
    """Messages that the sink took, and how many different Message-IDs."""
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rwb") as file:
        file.readline()
        file.write(b"COUNT\r\n")
        file.flush()
        _code, messages, distinct = file.readline().split()
        return int(messages), int(distinct)
