"""Copies of the database files from before she closed her account: unreadable, and erased again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("house")
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "facilitator.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'd.sqlite3'}",
        "KEYRING_URL": f"sqlite:///{folder / 'k.sqlite3'}",
        "KEK_FILE": str(folder / "kek"),
        "ERASURES_FILE": str(folder / "erasures"),
    }
    run = subprocess.run(
        [sys.executable, "-m", "tests.privacy.old_backup", str(folder)],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    return dict(json.loads(run.stdout.splitlines()[-1]))


def test_before_she_closed_it_everything_opened(told):
    assert told["before"] == ["Under the stairs."]
    assert (told["starts before"], told["starts after"]) == ("yes", "yes")


def test_the_old_rows_open_nowhere_and_the_house_does_not_serve_them(told):
    words, starts = told["restored, today's keyring"]
    assert words == ["cannot be opened"]
    assert "E0017" in starts


def test_replay_erases_her_again_and_the_house_serves(told):
    assert told["replayed"] == [0, "Somebody who has left", "yes"]


def test_with_the_old_keyring_too_she_is_found_and_her_key_destroyed_again(told):
    assert "E0017" in told["restored, both"]
    assert told["replayed, and once more the old rows"] == ["cannot be opened"]
