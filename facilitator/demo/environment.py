"""What the demo sets in the environment before Django reads its settings."""

import os
import secrets
import socket
import tempfile
from pathlib import Path

from facilitator.env import VAR

HOME = VAR / "demo"
MAIL = HOME / "mail"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def taken(port: int) -> bool:
    """Whether somebody already listens on `port`."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def secret_key() -> str:
    """The demo's own secret, made once, so that links of an earlier start still work."""
    path = HOME / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def broker_data() -> Path:
    """Where the private broker keeps what it was told."""
    data = HOME / "broker"
    data.mkdir(parents=True, exist_ok=True)
    return data


def prepare(port: int) -> Path:
    """Fill in what is not set already. Returns the broker's socket: its folder is new and short."""
    HOME.mkdir(parents=True, exist_ok=True)
    broker = Path(tempfile.mkdtemp(prefix="kc-")) / "v.sock"  # a unix socket's path: 104 bytes
    defaults = {
        "DJANGO_SETTINGS_MODULE": "facilitator.settings",
        "DEMO": "1",
        "DEBUG": "0",
        "SECRET_KEY": secret_key(),
        "DATABASE_URL": f"sqlite:///{HOME / 'kept-chair.sqlite3'}",
        "KEYRING_URL": f"sqlite:///{HOME / 'keyring.sqlite3'}",
        "KEK_FILE": str(HOME / "kek"),
        "REDIS_URL": f"redis+socket://{broker}?virtual_host=0",
        "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
        "MAIL_FROM": "chairs@example.org",
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "ORGANISATION_NAME": "Harbour Street Neighbours",
        "HELP_LINES_FILE": str(Path(__file__).with_name("help-lines.toml")),
    }
    for name, value in defaults.items():
        if not os.environ.get(name):
            os.environ[name] = value
    return broker
