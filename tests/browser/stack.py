"""The whole house as real processes: gunicorn, a Celery worker, beat, Valkey and an SMTP sink."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.demo.broker import command
from facilitator.demo.environment import free_port
from facilitator.demo.mail_sink import sink
from facilitator.demo.views import Mail, read

HOME = Path(__file__).resolve().parents[2]


@dataclass
class Stack:
    """Running processes and where they keep things."""

    folder: Path
    env: dict[str, str]
    base: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def manage(self, *line: str) -> str:
        """Run a management command; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *line],
            cwd=HOME, env=self.env, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, *line: str) -> subprocess.Popen[bytes]:
        """Start a process that lives as long as the stack."""
        log = (self.folder / "log").open("ab")
        process = subprocess.Popen(line, cwd=HOME, env=self.env, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def mails(self, to: str) -> list[Mail]:
        """The mails that arrived for one address, oldest first."""
        kept = [read(path) for path in sorted((self.folder / "mail").glob("*.eml"))]
        return [mail for mail in kept if to in mail.to]

    def mail(self, to: str, words: str, *, seconds: float = 60) -> Mail:
        """Wait for a mail to `to` with `words` in its subject or text."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for mail in reversed(self.mails(to)):
                if words in mail.subject or words in mail.text:
                    return mail
            time.sleep(0.25)
        seen = [(mail.subject, mail.text[:200]) for mail in self.mails(to)]
        raise AssertionError(f"no mail to {to} with {words!r}; there were {seen}\n{self.log()}")

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-4000:]


def environment(folder: Path, port: int, smtp: int) -> dict[str, str]:
    """Settings of a real installation in small: no demo, no debug, SQLite, everything local."""
    lines = HOME / "facilitator/demo/help-lines.toml"
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "facilitator.settings",
        "SECRET_KEY": "a-secret-of-this-one-test-that-nobody-else-uses-0123456789",
        "DATABASE_URL": f"sqlite:///{folder / 'd.sqlite3'}",
        "KEYRING_URL": f"sqlite:///{folder / 'k.sqlite3'}",
        "KEK_FILE": str(folder / "kek"),
        "REDIS_URL": f"redis+socket://{folder / 'v.sock'}?virtual_host=0",
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
        "MAIL_FROM": "chairs@example.org",
        "SITE_URL": f"http://localhost:{port}",
        "ORGANISATION_NAME": "Harbour Street",
        "HELP_LINES_FILE": str(lines),
        "TIME_ZONE": "Europe/London",
    }


@contextmanager
def running() -> Iterator[Stack]:
    """Set up a new installation and run it; everything is stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kc-"))
    port, smtp = free_port(), free_port()
    stack = Stack(folder, environment(folder, port, smtp), f"http://localhost:{port}")
    mail = sink(smtp, folder / "mail")
    try:
        start(stack, port)
        yield stack
    finally:
        for process in reversed(stack.processes):
            process.terminate()
        for process in stack.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
        mail.stop()
        shutil.rmtree(folder, ignore_errors=True)


def start(stack: Stack, port: int) -> None:
    """The set-up of docker-compose.yml, then the processes, until pages are served."""
    stack.run(*command(stack.folder / "v.sock", stack.folder))
    stack.manage("migrate", "--verbosity", "0")
    stack.manage("migrate", "--verbosity", "0", "--database", "keyring")
    stack.manage("createcachetable")
    stack.manage("vault", "init")
    stack.manage("collectstatic", "--noinput", "--verbosity", "0")
    stack.manage("builtin_curricula")
    celery = (sys.executable, "-m", "celery", "-A", "facilitator.celery")
    stack.run(
        sys.executable, "-m", "gunicorn", "facilitator.wsgi", "--workers", "2",
        "--no-control-socket", "--bind", f"127.0.0.1:{port}",
    )  # fmt: skip
    stack.run(
        *celery, "worker", "--concurrency", "2", "--queues", "remind,default,bulk",
        "--without-gossip", "--without-mingle",
    )  # fmt: skip
    stack.run(*celery, "beat", "--schedule", str(stack.folder / "beat"), "--pidfile=")
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(f"{stack.base}/health/", timeout=2) as answer:
                if b'"database": "ok"' in answer.read():
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the web process did not come up\n{stack.log()}")
