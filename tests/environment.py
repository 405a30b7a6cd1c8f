"""The environment of the tests, set before Django reads its settings (see addopts)."""

import os
import secrets
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="kept-chair-tests-"))
_kek = _home / "kek"
_kek.write_bytes(secrets.token_bytes(32))
_kek.chmod(0o400)

_lines = _home / "help-lines.toml"
_lines.write_text(
    '[[line]]\ncountry = "GB"\nlanguage = "en"\nname = "Samaritans"\nnumber = "116 123"\n'
    'hours = "day and night"\nfree = true\nchecked_on = 2026-11-01\n'
)

os.environ.setdefault("SECRET_KEY", "for-tests-only")
os.environ.setdefault("KEK_FILE", str(_kek))
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_home / 'db.sqlite3'}")
os.environ.setdefault("KEYRING_URL", f"sqlite:///{_home / 'keyring.sqlite3'}")
os.environ.setdefault("SITE_URL", "http://localhost:8000")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("TIME_ZONE", "Europe/London")
os.environ.setdefault("HELP_LINES_FILE", str(_lines))
os.environ.setdefault("ORGANISATION_NAME", "Harbour Street")
os.environ.setdefault("DEBUG", "0")
