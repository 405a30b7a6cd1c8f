"""Real processes on a real database: killed while they send, and several of them at once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.db import connection, connections
from django.utils import timezone

from facilitator.people.models import Person
from groups.models import Group
from groups.reminders import planning
from groups.reminders.channels.email import message_id
from groups.reminders.models import Look, Reminder
from tests import cast, factories

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = 60

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]


class Outside:
    """The test's data in a database that other processes can open, and the processes."""

    def __init__(self, folder: Path, port: int) -> None:
        self.file = folder / "default.sqlite3"
        self.postgres = connection.vendor == "postgresql"
        self.env = os.environ | {
            "DATABASE_URL": _opened("default", folder),
            "KEYRING_URL": _opened("keyring", folder),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "SECRET_KEY": house.SECRET_KEY,
        }

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        if self.postgres:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return list(cursor.fetchall()) if cursor.description else []
        with sqlite3.connect(self.file, timeout=20) as file:
            return file.execute(sql).fetchall()

    def states(self) -> Counter[str]:
        rows = self.ask("SELECT state FROM reminders_reminder WHERE meeting_id IS NOT NULL")
        return Counter(row[0] for row in rows)

    def end_leases(self) -> None:
        """As if the lease of whoever died were over."""
        past = "2000-01-01 00:00:00" + ("+00" if self.postgres else "")
        self.ask(
            f"UPDATE reminders_reminder SET claimed_until = '{past}'"  # noqa: S608  our own
            " WHERE state = 'claimed'"
        )


def _opened(alias: str, folder: Path) -> str:
    """The address of a test database for others: itself, or a copy of what is in memory."""
    here = connections[alias]
    if here.vendor == "postgresql":
        url = os.environ["DATABASE_URL" if alias == "default" else "KEYRING_URL"]
        return f"{url.rpartition('/')[0]}/{here.settings_dict['NAME']}"
    here.ensure_connection()
    with sqlite3.connect(folder / f"{alias}.sqlite3") as copy:
        here.connection.backup(copy)
    return f"sqlite:///{folder / alias}.sqlite3"


def seed(*, due: bool) -> list[Reminder]:
    """Sixty members whose evening is in two days; for all of them it is noon."""
    now = timezone.now()
    ruth = cast.facilitator()
    today: date = now.date()
    group = factories.group(lead=ruth, first_on=today + timedelta(days=3))
    factories.members(group, MEMBERS)
    hour = now.hour
    Person.objects.update(time_zone=f"Etc/GMT{hour - 12:+d}" if hour != 12 else "Etc/UTC")
    Group.objects.update(capacity=MEMBERS)
    if due:
        planning.plan(now=now)
        Reminder.objects.exclude(meeting__number=1).delete()
        Reminder.objects.update(due_at=now - timedelta(minutes=1))
        Look.objects.filter(caller="plan").update(at=now + timedelta(days=999))
    return list(Reminder.objects.all())


@pytest.fixture
def slow(sink) -> Iterator[Any]:
    """The sink takes its time, so that a sender can be caught in the middle."""

    def wait(mail: object) -> str:
        time.sleep(0.02)
        return ""

    sink.on_data = wait
    return sink


def until(reached: Any, process: subprocess.Popen[bytes], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not reached() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)


def test_a_sender_killed_in_the_middle_loses_nothing_and_doubles_one_at_most(
    slow, settings, tmp_path
):
    rows = seed(due=True)
    outside = Outside(tmp_path, settings.EMAIL_PORT)
    kills = 0
    for upto in (7, 23, 41):
        process = outside.run("send_due")
        until(lambda upto=upto: len(slow.mails) >= upto, process)
        assert process.poll() is None, process.stderr.read().decode()
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += 1
        time.sleep(0.1)
        outside.end_leases()
    last = outside.run("send_due")
    assert last.wait(timeout=120) == 0
    sent = Counter(slow.ids())
    assert set(sent) == {message_id(row.key) for row in rows}
    assert sum(sent.values()) - len(sent) <= kills
    assert outside.states() == {"sent": MEMBERS}


def test_several_senders_at_once_send_each_message_once(slow, settings, tmp_path):
    seed(due=True)
    outside = Outside(tmp_path, settings.EMAIL_PORT)
    processes = [outside.run("send_due") for _each in range(3)]
    for process in processes:
        assert process.wait(timeout=120) == 0, process.stderr.read().decode()
    assert Counter(slow.ids()).most_common(1)[0][1] == 1
    assert len(slow.mails) == MEMBERS
    assert outside.states() == {"sent": MEMBERS}


def test_several_planners_at_once_plan_each_message_once(settings, tmp_path, sink):
    seed(due=False)
    outside = Outside(tmp_path, settings.EMAIL_PORT)
    processes = [outside.run("plan") for _each in range(3)]
    for process in processes:
        assert process.wait(timeout=120) == 0, process.stderr.read().decode()
    once = outside.states()
    assert once == {"pending": 2 * MEMBERS}
    assert outside.run("plan").wait(timeout=60) == 0
    assert outside.states() == once
