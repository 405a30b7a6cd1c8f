"""Web, worker and beat refuse to start where the key is not right; everything else still runs."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections

from facilitator.vault import keyring
from tests.vault.conftest import run


def starting() -> None:
    call_command("check", tags=["startup"], databases=["default", "keyring"])


@pytest.mark.parametrize(
    ("data", "mode", "number"),
    [
        (None, 0, "E0011"),
        (b"x" * 32, 0o440, "E0012"),
        (b"x" * 32, 0o604, "E0012"),
        (b"x" * 16, 0o400, "E0013"),
        (b"", 0o400, "E0013"),
        (b"x" * 32, 0o400, "E0015"),
    ],
)
def test_a_wrong_key_file_stops_the_start(data, mode, number, settings, tmp_path, write_key):
    settings.KEK_FILE = str(tmp_path / "kek")
    if data is not None:
        write_key(tmp_path / "kek", data, mode)
    with pytest.raises(SystemCheckError, match=number):
        starting()


def test_an_empty_keyring_stops_the_start(kek_file, write_key):
    write_key(kek_file)
    with pytest.raises(SystemCheckError, match=r"vault init[^E]*|E0015"):
        starting()
    keyring.make(keyring.CHECK, kid=1, kek_id="2026a")
    starting()


def test_a_keyring_without_tables_stops_the_start():
    with connections["keyring"].cursor() as cursor:
        cursor.execute("ALTER TABLE vault_key RENAME TO elsewhere")
    with pytest.raises(SystemCheckError, match="E0016"):
        starting()


def test_migrations_and_init_need_no_key(settings, tmp_path, capsys):
    settings.KEK_FILE = str(tmp_path / "kek")
    call_command("check", tags=["startup"])
    call_command("check", tags=["startup"], databases=["keyring"])
    call_command("makemigrations", check=True, dry_run=True)


CELERY = ["-m", "celery", "-A", "facilitator.celery"]
STARTS = {
    "web": ["-c", "import facilitator.wsgi"],
    "worker": [*CELERY, "worker", "-P", "solo"],
    # celery removes a schedule file that it cannot read: never name one that is not its own.
    "beat": [*CELERY, "beat", "-s", "{home}/schedule"],
}


@pytest.mark.parametrize("who", STARTS)
def test_web_worker_and_beat_refuse_to_start_without_the_key(who, installation):
    key = Path(installation["KEK_FILE"])
    key.chmod(0o644)
    try:
        said = run(installation, *(part.format(home=key.parent) for part in STARTS[who]))
    finally:
        key.chmod(0o400)
    assert said.returncode != 0
    assert "E0012" in said.stderr
    assert "chmod 0400" in said.stderr


def test_the_web_starts_with_the_key(installation):
    assert run(installation, *STARTS["web"]).returncode == 0


def test_the_celery_app_is_cheap_to_import(installation):
    said = run(
        installation,
        "-c",
        "import facilitator.celery, sys; print('django.db.models' in sys.modules)",
    )
    assert said.stdout.strip() == "False"
