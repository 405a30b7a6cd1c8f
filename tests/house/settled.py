"""What `make check` asks Django itself: deployment, migrations, translations.

It runs as an installation would: HTTPS, PostgreSQL's settings untouched, no demo.
"""

import io
import os
import secrets
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Exit code 0 when all of them are content."""
    home = Path(tempfile.mkdtemp(prefix="kept-chair-check-"))
    os.environ.update(
        DJANGO_SETTINGS_MODULE="facilitator.settings",
        SECRET_KEY=secrets.token_urlsafe(50),
        SITE_URL="https://chairs.example.org",
        DATABASE_URL=f"sqlite:///{home / 'db.sqlite3'}",
        KEYRING_URL=f"sqlite:///{home / 'keyring.sqlite3'}",
        KEK_FILE=str(home / "kek"),
        HELP_LINES_FILE=str(
            Path(__file__).resolve().parents[2] / "facilitator/demo/help-lines.toml"
        ),
    )
    import django
    from django.core.management import call_command

    django.setup()
    for database in ("default", "keyring"):
        call_command("migrate", database=database, verbosity=0, skip_checks=True)
    call_command("vault", "init", stdout=io.StringIO())
    call_command("makemigrations", check_changes=True, dry_run=True)
    call_command("check", deploy=True, fail_level="WARNING", databases=["default", "keyring"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
