"""Whether the house is up: JSON for machines, 503 only when pages cannot be served."""

import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connections
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups.reminders.models import Look, Reminder

LATELY = timedelta(seconds=60)
PATIENCE = 0.5  # seconds for the broker to answer


def database(alias: str) -> bool:
    """Whether this database answers a query."""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker(url: str) -> bool:
    """Whether somebody listens where the broker should be, over TCP or a unix socket."""
    parts = urlsplit(url)
    unix = "socket" in parts.scheme or parts.scheme.startswith("unix")
    family = socket.AF_UNIX if unix else socket.AF_INET
    address = parts.path if unix else (parts.hostname or "127.0.0.1", parts.port or 6379)
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(PATIENCE)
            probe.connect(address)
            probe.sendall(b"PING\r\n")
            return bool(probe.recv(7))
    except OSError:
        return False


def worked(now: datetime) -> dict[str, bool]:
    """Whether worker and beat were seen to work in the last minute, from their rows."""
    looks = dict(Look.objects.values_list("caller", "at"))
    recent = {caller for caller, at in looks.items() if now - at < LATELY}
    return {"worker": bool(recent & {"send", "watchdog"}), "beat": "beat" in recent}


def oldest_due(now: datetime) -> int:
    """Seconds that the oldest pending message has been waiting; 0 when none is due."""
    due = (
        Reminder.objects.pending()
        .filter(due_at__lte=now)
        .order_by("due_at", "id")
        .values_list("due_at", flat=True)
        .first()
    )
    return int((now - due).total_seconds()) if due else 0


def ask(question: Callable[[], int], otherwise: int) -> int:
    """The answer, or `otherwise` where the database gives none."""
    try:
        return question()
    except DatabaseError:
        return otherwise


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """The contract of /health/: status, a word per part, and the oldest message's wait."""
    now = timezone.now()
    checks = {"database": database("default"), "keyring": database("keyring")}
    up = all(checks.values())
    checks["broker"] = broker(settings.REDIS_URL)
    try:
        checks |= worked(now)
    except DatabaseError:
        checks |= {"worker": False, "beat": False}
    status = "down" if not up else "ok" if all(checks.values()) else "degraded"
    body = {
        "status": status,
        "checks": {name: "ok" if well else "down" for name, well in checks.items()},
        "oldest_due_seconds": ask(lambda: oldest_due(now), 0),
    }
    return JsonResponse(body, status=200 if up else 503)
