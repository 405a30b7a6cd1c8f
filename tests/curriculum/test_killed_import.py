"""A real process that is killed in the middle of an import leaves nothing behind."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as house
from django.db import connection

from tests.curriculum.samples import EXAMPLE, evening

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("curriculum", "sessionplan", "activity", "prompt")

# The import itself, which says when the rows of a table are written and then waits to be killed.
IMPORT = """
import sys, time
import django
django.setup()
from django.core.management import call_command
from django.db import connection

def say(execute, sql, params, many, context):
    answer = execute(sql, params, many, context)
    if sql.startswith(f'INSERT INTO "curriculum_{sys.argv[2]}"'):
        print("written", flush=True)
        time.sleep(60)
    return answer

with connection.execute_wrapper(say):
    call_command("import_curriculum", sys.argv[1], publish=True)
"""

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]
Ask = Callable[[str], int]


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Where another process finds the test's database: itself, or a copy of what is in memory."""
    if connection.vendor == "postgresql":
        return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    connection.ensure_connection()
    with sqlite3.connect(tmp_path / "d.sqlite3") as copy:
        connection.connection.backup(copy)
    return f"sqlite:///{tmp_path / 'd.sqlite3'}"


@pytest.fixture
def rows(tmp_path: Path, address: str) -> Ask:
    """How many rows a table has for whoever comes later."""

    def count(table: str) -> int:
        sql = f"SELECT count(*) FROM curriculum_{table}"  # noqa: S608  our own
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return int(cursor.fetchone()[0])
        with sqlite3.connect(tmp_path / "d.sqlite3", timeout=20) as file:
            return int(file.execute(sql).fetchone()[0])

    return count


@pytest.mark.parametrize("written", TABLES)
def test_nothing_is_imported_and_the_next_import_goes_through(tmp_path, address, rows, written):
    path = tmp_path / "lamp.md"
    path.write_text(EXAMPLE + evening(2), "utf-8")
    env = os.environ | {
        "DATABASE_URL": address,
        "SECRET_KEY": house.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "facilitator.settings",
    }
    line = [sys.executable, "-c", IMPORT, str(path), written]
    with subprocess.Popen(line, cwd=ROOT, env=env, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline() == b"written\n"
        finally:
            process.kill()  # SIGKILL: nothing is tidied up
    assert [rows(table) for table in TABLES] == [0, 0, 0, 0]
    done = subprocess.run(
        [sys.executable, "manage.py", "import_curriculum", str(path), "--publish"],
        cwd=ROOT, env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout == "Imported The Lamp and the Open Door (en, version 1), published.\n"
    assert [rows(table) for table in TABLES] == [1, 2, 16, 6]
