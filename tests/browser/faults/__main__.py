"""`python -m tests.browser.faults [NAME ...]`: every fault three times (FAULTS_TRIES), a JSON line
each.

On PostgreSQL where DATABASE_URL names one or one answers at 127.0.0.1, and on SQLite what is
SQLite's own; without PostgreSQL all on SQLite, and what that leaves out is said.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from facilitator.demo.environment import free_port
from tests.browser.stack import environment

HERE = "postgres://postgres@127.0.0.1/kept_chair"
OURS = f"kept_chair_faults_{os.getpid()}"  # made for this run, and gone after it


def server() -> str:
    """A PostgreSQL server in which databases may be made; nothing where there is none."""
    from bench.lib.house import create

    given = os.environ.get("DATABASE_URL", "")
    url = (given if given.startswith("postgres") else HERE).rsplit("/", 1)[0]
    try:
        for name in ("", "_keyring"):
            create(f"{url}/{OURS}{name}")
    except Exception as error:  # no driver, no server, no right: all the same here
        print(f"SKIPPED: PostgreSQL ({type(error).__name__}). Set DATABASE_URL to try it.")
        return ""
    return url


def run(names: list[str], *, url: str, everything: bool) -> int:
    """One house, in a process of its own: Django is set up once."""
    folder = Path(tempfile.mkdtemp(prefix="kc-faults-"))
    env = environment(folder, free_port(), free_port()) | {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    env["VAR_DIR"] = str(folder / "var")
    if url:
        env["DATABASE_URL"] = f"{url}/{OURS}"
        env["KEYRING_URL"] = f"{url}/{OURS}_keyring"
    if everything:
        env["FAULTS_ALL"] = "1"
    for name in ("CHROMIUM_PATH", "FAULTS_TRACE", "PLAYWRIGHT_BROWSERS_PATH"):
        if os.environ.get(name):
            env[name] = os.environ[name]
    tries = os.environ.get("FAULTS_TRIES", "3")
    line = [sys.executable, "-m", "tests.browser.faults.run", str(folder), tries, *names]
    try:
        return subprocess.run(line, env=env, check=False).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def drop(url: str) -> None:
    """The two databases of this run."""
    from tests.browser.faults.house import postgres

    with postgres(url) as made:
        for name in ("", "_keyring"):
            made.execute(f'DROP DATABASE IF EXISTS "{OURS}{name}" WITH (FORCE)')


def main(names: list[str]) -> int:
    """Exit 1 when a word was lost, or a fault did not go as its script says."""
    url = server()
    try:
        first = run(names, url=url, everything=True)
    finally:
        if url:
            drop(url)
    second = run(names, url="", everything=False) if url else 0
    return first or second


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
