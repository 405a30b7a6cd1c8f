"""The whole house as real processes: gunicorn, a Celery worker, beat, Valkey and an SMTP sink."""

import logging
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
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from zoneinfo import ZoneInfo

from facilitator.demo.broker import command
from facilitator.demo.environment import free_port
from facilitator.demo.mail_sink import sink

HOME = Path(__file__).resolve().parents[2]
# Somewhere it is about noon: mails wait for the morning, and these tests run at any hour.
ZONES = [
    "Europe/London", "Asia/Karachi", "Asia/Tokyo", "Pacific/Auckland", "Pacific/Honolulu",
    "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata",
]  # fmt: skip
CELERY = (sys.executable, "-m", "celery", "-A", "facilitator.celery")
# The set-up of docker-compose.yml, in one process: each command of its own costs two seconds.
SET_UP = """
import django
django.setup()
from django.core.management import call_command
from facilitator.demo.static import collect
for line in (
    "migrate --verbosity 0", "migrate --verbosity 0 --database keyring", "createcachetable",
    "vault init", "builtin_curricula",
):
    call_command(*line.split())
collect()
"""


@dataclass
class Stack:
    """Running processes and where they keep things."""

    folder: Path
    env: dict[str, str]
    base: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """Where this house stands."""
        return ZoneInfo(self.env["TIME_ZONE"])

    def today(self) -> datetime:
        """This moment on the clock of this house."""
        return datetime.now(self.zone)

    def python(self, *line: str) -> str:
        """Run Python in this house's environment; what it printed."""
        done = subprocess.run(
            [sys.executable, *line],
            cwd=HOME, env=self.env, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
        return done.stdout

    def manage(self, *line: str) -> str:
        """Run a management command; what it printed."""
        return self.python("manage.py", *line)

    def run(self, name: str, *line: str) -> None:
        """Start a process that lives as long as the stack."""
        with (self.folder / "log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                line, cwd=HOME, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def stop(self, name: str) -> None:
        """End one process and wait until it is gone."""
        process = self.processes.pop(name)
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def run_broker(self) -> None:
        self.run("broker", *command(self.folder / "v.sock", self.folder))

    def letters(self, to: str) -> list[EmailMessage]:
        """The mails that arrived for one address, oldest first."""
        found = []
        for path in sorted((self.folder / "mail").glob("*.eml")):
            with path.open("rb") as file:
                letter = BytesParser(EmailMessage, policy=policy.default).parse(file)
            if to in str(letter["X-Envelope-To"]):
                found.append(letter)
        return found

    def letter(self, to: str, words: str, *, seconds: float = 60) -> EmailMessage:
        """Wait for a mail to `to` with `words` in its subject or text."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for letter in reversed(self.letters(to)):
                if words in str(letter["Subject"]) or words in text(letter):
                    return letter
            time.sleep(0.2)
        seen = [(str(letter["Subject"]), text(letter)[:200]) for letter in self.letters(to)]
        raise AssertionError(f"no mail to {to} with {words!r}; there were {seen}")

    def wait_for_letters(self, count: int, *, seconds: float = 30) -> None:
        """Wait until so many mails have arrived, for anybody."""
        end = time.monotonic() + seconds
        while len(self.letters("@")) < count and time.monotonic() < end:
            time.sleep(0.2)

    def log(self) -> str:
        """The last words of all processes."""
        return (self.folder / "log").read_text(errors="replace")[-4000:]

    def health(self) -> str:
        """What /health/ says, as text; empty while nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.base}/health/", timeout=2) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def wait_until(self, words: str, *, seconds: float = 60) -> None:
        """Wait until /health/ says so."""
        end = time.monotonic() + seconds
        while words not in self.health():
            assert time.monotonic() < end, f"{self.health()} without {words}\n{self.log()}"
            time.sleep(0.1)


def text(letter: EmailMessage) -> str:
    """The plain text of a mail."""
    body = letter.get_body(("plain",))
    return str(body.get_content()) if body else ""


def near_noon(now: datetime) -> str:
    """The zone in which it is nearest to one o'clock in the afternoon."""
    return min(ZONES, key=lambda name: abs(now.astimezone(ZoneInfo(name)).hour - 13))


def environment(folder: Path, port: int, smtp: int) -> dict[str, str]:
    """Settings of a real installation in small: no demo, no debug, SQLite, everything local.

    Only the collected static files stay for the next time, in VAR_DIR.
    """
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "VAR_DIR": str(HOME / "var" / f"stack-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"),
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
        "HELP_LINES_FILE": str(HOME / "facilitator/demo/help-lines.toml"),
        "TIME_ZONE": near_noon(datetime.now().astimezone()),
    }


@contextmanager
def running() -> Iterator[Stack]:
    """Set up a new installation and run it; everything is stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kc-"))
    port, smtp = free_port(), free_port()
    stack = Stack(folder, environment(folder, port, smtp), f"http://localhost:{port}")
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    mail = sink(smtp, folder / "mail")
    try:
        start(stack, port)
        yield stack
    finally:
        for name in reversed(list(stack.processes)):
            stack.stop(name)
        mail.stop()
        shutil.rmtree(folder, ignore_errors=True)


def start(stack: Stack, port: int) -> None:
    """Set up, then every process, until pages are served."""
    stack.run_broker()
    stack.python("-c", SET_UP)
    stack.run(
        "web", sys.executable, "-m", "gunicorn", "facilitator.wsgi", "--workers", "2",
        "--no-control-socket", "--bind", f"127.0.0.1:{port}",
    )  # fmt: skip
    stack.run(
        "worker", *CELERY, "worker", "--concurrency", "2", "--queues", "remind,default,bulk",
        "--without-gossip", "--without-mingle",
    )  # fmt: skip
    stack.run(
        "beat", *CELERY, "beat", "--schedule", str(stack.folder / "beat"), "--pidfile=",
    )  # fmt: skip
    stack.wait_until('"database": "ok"')
