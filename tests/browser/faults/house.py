"""What the faults happen to: gunicorn, its database, its broker, its key, and her own Chromium."""

import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, BrowserType

from tests.browser.stack import Stack

LOOK = {"locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce"}


def postgres(url: str, database: str = "postgres"):
    """A connection of our own to the server of `url`."""
    import psycopg

    target = urlsplit(url)._replace(path=f"/{database}").geturl()
    return psycopg.connect(target, autocommit=True)


def children(pid: int) -> list[int]:
    """The processes that `pid` has started."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(one) for one in found.split()]


@dataclass
class House:
    """A running installation, and the means to break it."""

    stack: Stack
    kind: BrowserType
    browser: Browser
    chromium: str
    flags: list[str]
    profile: Path | None = None
    own: BrowserContext | None = None

    # --- her browser

    def open(self) -> BrowserContext:
        """A browser without a memory."""
        return self.browser.new_context(base_url=self.stack.base, **LOOK)

    def reopen(self) -> BrowserContext:
        """A Chromium of her own, on the profile that it had before."""
        assert self.profile
        self.own = self.kind.launch_persistent_context(
            str(self.profile), executable_path=self.chromium, args=self.flags,
            base_url=self.stack.base, **LOOK,
        )  # fmt: skip
        return self.own

    def own_browser(self, her: Any) -> None:
        """She goes on in a Chromium of her own, that can be killed."""
        self.profile = Path(tempfile.mkdtemp(prefix="kc-profile-"))
        where = her.where
        cookies = her.context.cookies()
        her.context.close()
        her.context = self.reopen()
        her.context.add_cookies(cookies)
        her.page = her.new_tab()
        her.page.goto(where)
        her.page.wait_for_load_state("networkidle")  # she has the key of this device by now

    def kill_browser(self) -> None:
        """kill -9 of every process on her profile, by its id."""
        needle = f"--user-data-dir={self.profile}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if needle in (folder / "cmdline").read_bytes():
                    os.kill(int(folder.name), signal.SIGKILL)
        with suppress(Exception):  # it is dead: that is what was asked
            assert self.own
            self.own.close()

    def close_own(self) -> None:
        assert self.own
        assert self.profile
        self.own.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    # --- the server

    @property
    def is_postgres(self) -> bool:
        return self.stack.env["DATABASE_URL"].startswith("postgres")

    def serve(self) -> None:
        port = self.stack.base.rsplit(":", 1)[1]
        self.stack.run(
            "web", sys.executable, "-m", "gunicorn", "facilitator.wsgi", "--workers", "2",
            "--no-control-socket", "--bind", f"127.0.0.1:{port}",
        )  # fmt: skip
        self.stack.wait_until('"database": "ok"')

    def stop(self) -> None:
        self.stack.stop("web")

    def kill_workers(self) -> None:
        for worker in children(self.stack.processes["web"].pid):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)

    @contextmanager
    def without_key(self) -> Iterator[None]:
        kek = Path(self.stack.env["KEK_FILE"])
        away = kek.rename(kek.with_suffix(".away"))
        try:
            yield
        finally:
            away.rename(kek)

    @contextmanager
    def without_broker(self) -> Iterator[None]:
        self.stack.stop("broker")
        try:
            yield
        finally:
            self.stack.run_broker()

    @contextmanager
    def disk_full(self) -> Iterator[None]:
        """No process of the server may make a file longer: a write fails as on a full disk."""
        workers = children(self.stack.processes["web"].pid)
        for worker in workers:
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        try:
            yield
        finally:
            for worker in workers:
                with suppress(ProcessLookupError):
                    free = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
                    resource.prlimit(worker, resource.RLIMIT_FSIZE, free)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Somebody holds what a save must write to."""
        url = self.stack.env["DATABASE_URL"]
        if self.is_postgres:
            with postgres(url, urlsplit(url).path[1:]) as held, held.transaction():
                held.execute("LOCK TABLE reflections_revision IN ACCESS EXCLUSIVE MODE")
                yield
            return
        import sqlite3

        held = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            held.execute("ROLLBACK")
            held.close()

    @contextmanager
    def refused(self, which: str = "DATABASE_URL") -> Iterator[None]:
        """The database server ends every connection and lets nobody in, as in a restart."""
        url = self.stack.env[which]
        name = urlsplit(url).path[1:]
        with postgres(url) as server:
            self._end(server, name)
            server.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
            self._end(server, name)
            try:
                yield
            finally:
                server.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """As on a server that has become a copy of another."""
        url = self.stack.env["DATABASE_URL"]
        name = urlsplit(url).path[1:]
        with postgres(url) as server:
            server.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
            self._end(server, name)
            try:
                yield
            finally:
                server.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
                self._end(server, name)

    @staticmethod
    def _end(server: Any, name: str) -> None:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        time.sleep(0.2)
