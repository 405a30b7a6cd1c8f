"""Strict readers of the environment: each value may also stand in the file that NAME_FILE names."""

from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from environs import EnvError, FileAwareEnv

__all__ = ["BASE", "VAR", "EnvError", "database", "env", "site_url", "time_zone"]

BASE = Path(__file__).resolve().parent.parent

env = FileAwareEnv()
VAR = Path(env.str("VAR_DIR", "") or BASE / "var")  # what running leaves behind

# One writer at a time, taken at the start: a reader that later writes would otherwise fail at
# once with "database is locked". Deleted bytes are overwritten (privacy.md, trap 12).
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA secure_delete=ON;"
        "PRAGMA foreign_keys=ON;"
    ),
}


def database(name: str, default: str) -> dict[str, object]:
    """The Django settings of one database, from a URL; SQLite gets the options it needs."""
    config: dict[str, object] = dict(env.dj_db_url(name, default, conn_max_age=60))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config |= {"OPTIONS": dict(SQLITE), "CONN_MAX_AGE": None}
    elif config["ENGINE"] == "django.db.backends.postgresql":
        config["CONN_HEALTH_CHECKS"] = True
    else:
        raise EnvError(f"{name} must point to PostgreSQL or SQLite, not {config['ENGINE']}.")
    return config


def site_url(name: str, default: str) -> str:
    """The address that mails and invitations lead to: scheme and host, no path."""
    url: str = env.str(name, default).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        raise EnvError(f"{name} must look like https://chairs.example.org, not {url!r}.")
    return url


def time_zone(name: str, default: str) -> str:
    """An IANA zone that exists."""
    zone: str = env.str(name, default)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise EnvError(
            f"{name} must be a time zone such as Europe/London, not {zone!r}."
        ) from error
    return zone
