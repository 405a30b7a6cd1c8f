"""Collect the static files once: hashing and compressing them is most of a start."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command


def fingerprint() -> str:
    """Changes whenever a static file of ours or of a library does: names, sizes and times."""
    found = []
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            found.append(f"{name} {about.st_size} {about.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()


def collect() -> None:
    """Collect them, unless just these were collected before."""
    mark = Path(settings.STATIC_ROOT) / "collected"
    now = fingerprint()
    if not mark.exists() or mark.read_text() != now:
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(now)
