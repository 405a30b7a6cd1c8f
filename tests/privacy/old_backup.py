"""The story of test_old_backup, in a house of its own: prints what it saw, as JSON."""

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # after setup
from django.core.management.base import SystemCheckError  # noqa: E402
from django.db import connections  # noqa: E402

from facilitator.people.models import Person  # noqa: E402
from facilitator.privacy import closing  # noqa: E402
from groups.reflections import reading, writing  # noqa: E402
from groups.reflections.models import Reflection  # noqa: E402
from groups.reflections.sheet import Sheet  # noqa: E402

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
FOLDER = Path(sys.argv[1])


def starts() -> str:
    try:
        call_command("check", tags=["startup"], databases=["default", "keyring"])
    except SystemCheckError as error:
        return str(error)
    return "yes"


def words(person: Person) -> list[str]:
    found = reading.open_all(person)
    return [whole.sheet.words if whole.sheet else "cannot be opened" for whole in found]


def copy(source: Path, to: Path, *names: str) -> None:
    """A cold copy of database files."""
    for alias in connections:
        connections[alias].close()
    for name in names:
        for side in ("", "-wal", "-shm"):
            (to / f"{name}{side}").unlink(missing_ok=True)
        shutil.copyfile(source / name, to / name)


for alias in ("default", "keyring"):
    call_command("migrate", database=alias, verbosity=0)
call_command("vault", "init", stdout=sys.stderr)
ewa = Person.objects.make(email="ewa@example.org", name="Ewa", password=None, now=NOW)
stamp = writing.Stamp(key=uuid4(), pad=uuid4())
writing.begin_with(ewa, to=writing.Asked(), sheet=Sheet("Under the stairs."), stamp=stamp, now=NOW)
said = {"before": words(ewa), "starts before": starts()}
for connection in connections.all():
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
backup = FOLDER / "backup"
backup.mkdir()
copy(FOLDER, backup, "d.sqlite3", "k.sqlite3")

closing.close(ewa, NOW)
said["starts after"] = starts()
copy(backup, FOLDER, "d.sqlite3")
said["restored, today's keyring"] = [words(ewa), starts()]
call_command("erasures", "replay", stdout=sys.stderr)
said["replayed"] = [Reflection.objects.count(), Person.objects.get().name, starts()]
copy(backup, FOLDER, "d.sqlite3", "k.sqlite3")
said["restored, both"] = starts()
call_command("erasures", "replay", stdout=sys.stderr)
copy(backup, FOLDER, "d.sqlite3")
said["replayed, and once more the old rows"] = words(ewa)
print(json.dumps(said))
