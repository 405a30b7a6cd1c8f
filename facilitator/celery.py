"""The Celery app: beat only says "look now"; what is due stands in the database."""

import os
import sys

from celery import Celery, beat
from celery.schedules import crontab
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitator.settings")

app = Celery("kept-chair")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

REMINDERS = "groups.reminders.tasks."
app.conf.task_routes = {f"{REMINDERS}*": {"queue": "remind"}}
# The one interval entry; all else is crontab. A look that was not taken in time is not missed.
app.conf.beat_schedule = {
    "look": {"task": f"{REMINDERS}look", "schedule": 15.0, "options": {"expires": 15}},
    "plan everything": {
        "task": f"{REMINDERS}plan_everything",
        "schedule": crontab(minute="7"),
        "options": {"expires": 1800},
    },
    "forget": {
        "task": "facilitator.privacy.tasks.forget",
        "schedule": crontab(hour="3", minute="20"),
        "options": {"expires": 12 * 3600},
    },
}


def refuse_without_a_key(**_: object) -> None:
    """Worker and beat start only where the start-up checks hold, like the web (wsgi.py)."""
    import django
    from django.core.management import CommandError, call_command
    from django.db import connections

    django.setup()
    try:
        call_command("check", tags=["startup"], databases=["default", "keyring"])
    except CommandError as error:
        print(error, file=sys.__stderr__)  # celery has turned sys.stderr into a log by now
        sys.exit(1)  # and swallows every other exception
    finally:
        connections.close_all()  # the pool is forked next, and inherits whatever is open


def look_at_once(sender: beat.Service, **_: object) -> None:
    """Beat's first `look` is due as it starts, not fifteen seconds later."""
    entry = sender.scheduler.schedule["look"]
    entry.last_run_at -= entry.schedule.run_every


def know_the_addresses(**_: object) -> None:
    """Read the house's addresses once, before the pool is forked: a mail leads to several."""
    from django.urls import get_resolver

    get_resolver().reverse_dict  # noqa: B018  it is kept from the first reading on


worker_init.connect(refuse_without_a_key)
worker_init.connect(know_the_addresses)
beat_init.connect(refuse_without_a_key)
beat_init.connect(look_at_once)
