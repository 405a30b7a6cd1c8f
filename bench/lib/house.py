"""A house of its own for a measurement: fresh databases, a key, a world, free ports."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HOME = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(port: int, folder: Path, name: str = "kept_chair_bench") -> dict[str, str]:
    """Settings for one measurement: PostgreSQL where DATABASE_URL names a server, else SQLite."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        server = given.rsplit("/", 1)[0]
        urls = (f"{server}/{name}", f"{server}/{name}_keyring")
    else:
        urls = (f"sqlite:///{folder / 'd.sqlite3'}", f"sqlite:///{folder / 'k.sqlite3'}")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "facilitator.settings",
        "SECRET_KEY": secrets.token_urlsafe(40),
        "DATABASE_URL": urls[0],
        "KEYRING_URL": urls[1],
        "KEK_FILE": str(folder / "kek"),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "HELP_LINES_FILE": str(HOME / "facilitator/demo/help-lines.toml"),
        "DEBUG": "0",
        "BENCH": "1",
    }


def fresh(env: dict[str, str]) -> None:
    """Make both databases anew, migrate them, and make the key."""
    for name in ("DATABASE_URL", "KEYRING_URL"):
        if env[name].startswith("postgres"):
            create(env[name])
    for line in (
        ["migrate", "--verbosity", "0"],
        ["migrate", "--verbosity", "0", "--database", "keyring"],
        ["createcachetable"],
        ["vault", "init"],
        ["collectstatic", "--noinput", "--verbosity", "0"],
    ):
        manage(env, *line)


def create(url: str) -> None:
    """Drop and create one PostgreSQL database."""
    import psycopg

    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')


def manage(env: dict[str, str], *line: str) -> None:
    """Run a management command, or stop with what it said."""
    subprocess.run(
        [sys.executable, "manage.py", *line],
        cwd=HOME, env=env, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def asked_of(env: dict[str, str], module: str) -> dict[str, Any]:
    """What a module says as its last line, in JSON, from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=HOME, env=env, check=True, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder, gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="kc-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def serving(env: dict[str, str], application: str, port: int, marker: str) -> Iterator[str]:
    """gunicorn, two sync workers, until it answers `marker`'s address. Gives the base address."""
    line = [
        sys.executable, "-m", "gunicorn", application, "--workers", "2", "--no-control-socket",
        "--log-level", "error", "--bind", f"127.0.0.1:{port}",
    ]  # fmt: skip
    process = subprocess.Popen(line, cwd=HOME, env=env)
    base = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(200):
            try:
                urllib.request.urlopen(base + marker, timeout=2).read()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=10)
