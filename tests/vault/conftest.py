"""A keyring of one's own: an empty one, and a key file that the test may spoil."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.settings import BASE
from facilitator.vault import keyfiles
from facilitator.vault.models import Key


@pytest.fixture
def kek_file(tmp_path, settings) -> Path:
    """Where the key file belongs; there is none yet, and the keyring is empty."""
    Key.objects.all().delete()
    settings.KEK_FILE = str(tmp_path / "kek")
    keyfiles.forget_read()
    return tmp_path / "kek"


@pytest.fixture
def write_key():
    """write_key(path, data, mode) -> the bytes of a key file."""

    def write(path: Path, data: bytes | None = None, mode: int = 0o400) -> bytes:
        data = secrets.token_bytes(32) if data is None else data
        path.unlink(missing_ok=True)
        path.write_bytes(data)
        path.chmod(mode)
        return data

    return write


@pytest.fixture(scope="session")
def installation(tmp_path_factory) -> dict[str, str]:
    """A fresh, migrated installation with its key on SQLite, as an environment for processes."""
    home = tmp_path_factory.mktemp("installation")
    environment = {
        **os.environ,
        "SECRET_KEY": "x",
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
        "KEYRING_URL": f"sqlite:///{home / 'keyring.sqlite3'}",
        "KEK_FILE": str(home / "kek"),
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    run(environment, "manage.py", "migrate", "--database", "default", "-v0").check_returncode()
    run(environment, "manage.py", "migrate", "--database", "keyring", "-v0").check_returncode()
    run(environment, "manage.py", "vault", "init").check_returncode()
    return environment


def run(environment: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    """Python with these arguments, in the house."""
    return subprocess.run(
        [sys.executable, *args], cwd=BASE, env=environment, check=False, timeout=60,
        capture_output=True, text=True,
    )  # fmt: skip
