"""One command from nothing: set up, fill, and run web, worker, beat, broker and mail sink.

`python -m facilitator.demo` (make demo). Ctrl-C stops everything and answers 0.
"""

import io
import os
import shlex
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from facilitator.demo import environment
from facilitator.demo.broker import NoBrokerError, command
from facilitator.demo.static import collect

GUNICORN = (
    "-m gunicorn facilitator.wsgi --workers 2 --no-control-socket --log-level warning "
    "--worker-tmp-dir {tmp} --bind 127.0.0.1:{port}"
)
WORKER = (
    "-W ignore -m celery -q -A facilitator.celery worker --loglevel warning "
    "--pool threads --concurrency 2 --queues remind,default,bulk --without-gossip --without-mingle"
)
BEAT = "-m celery -q -A facilitator.celery beat --loglevel warning --schedule {beat} --pidfile="
MAIL = "-m facilitator.demo.mail_sink {smtp} {folder}"


def set_up() -> None:
    """Both databases, the key, the static files, the programme and the demo's people."""
    import django
    from django.core.management import call_command

    django.setup()
    for database in ("default", "keyring"):
        call_command("migrate", database=database, verbosity=0, skip_checks=True)
    call_command("createcachetable", verbosity=0)
    if not Path(os.environ["KEK_FILE"]).exists():
        call_command("vault", "init", stdout=io.StringIO())  # a demo needs no paper key
    collect()
    call_command("builtin_curricula", verbosity=0)
    call_command("demo", verbosity=0)


def announce(port: int, begun: float) -> None:
    """Wait until pages are served, and worker and beat have worked; then say where."""
    address = f"http://localhost:{port}"
    for _attempt in range(600):
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=2) as answer:  # noqa: S310  # our own
                if b'"status": "ok"' in answer.read():
                    break
        except (OSError, urllib.error.HTTPError):
            pass
        time.sleep(0.1)
    from facilitator.demo.people import ACCOUNTS, PASSWORD

    lines = [f"  {mail:<26} {words}" for mail, words in ACCOUNTS]
    words = [
        "",
        f"Kept Chair is ready after {time.monotonic() - begun:.1f} seconds: {address}",
        "",
        f"Sign in as one of these; the password of all is {PASSWORD}",
        *lines,
        "",
        f"The mail that was sent can be read at {address}/demo/mail/",
        "Ctrl-C stops everything.",
        "",
    ]
    print("\n".join(words), flush=True)  # this is a command's own voice


def own_terminal() -> None:
    """On a terminal, be its foreground group: Ctrl-C then reaches us and make ends with 0."""
    if not sys.stdin.isatty():
        return
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.setpgid(0, 0)
    os.tcsetpgrp(sys.stdin.fileno(), os.getpgrp())


def run(port: int, socket: Path, begun: float, *, broker: list[str]) -> None:
    """Run every process until the first signal; what one of them says is shown with its name.

    `broker` is the command line of a private one; empty where REDIS_URL names another.
    """
    from honcho.manager import Manager

    python = shlex.quote(sys.executable)
    smtp = os.environ["EMAIL_URL"].rsplit(":", 1)[1]
    places = {
        "port": port,
        "tmp": shlex.quote(str(socket.parent)),
        "beat": shlex.quote(str(environment.HOME / "beat")),
        "smtp": smtp,
        "folder": shlex.quote(str(environment.MAIL)),
    }
    manager = Manager()
    if broker:
        manager.add_process("broker", f"exec {shlex.join(broker)}")
    for name, line in (("mail", MAIL), ("web", GUNICORN), ("worker", WORKER), ("beat", BEAT)):
        manager.add_process(name, f"exec {python} {line.format(**places)}")
    threading.Thread(target=announce, args=(port, begun), daemon=True).start()
    manager.loop()
    if manager.returncode not in (0, 130, 143):
        sys.exit(manager.returncode)


def main() -> None:
    """Set up and run; every fault that a person can mend ends in one sentence."""
    begun = time.monotonic()
    port = int(os.environ.get("PORT") or 8000)
    if environment.taken(port):
        sys.exit(f"Port {port} is taken. Choose another: PORT=8123 make demo")
    own_terminal()
    private = not os.environ.get("REDIS_URL")
    socket = environment.prepare(port)
    try:
        broker = command(socket, environment.broker_data()) if private else []
        set_up()
        run(port, socket, begun, broker=broker)
    except NoBrokerError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        pass
    finally:
        socket.unlink(missing_ok=True)
        socket.parent.rmdir() if not any(socket.parent.iterdir()) else None


if __name__ == "__main__":
    main()
