"""`manage.py send_due`: plan what shows a need and send what is due, without Celery or Redis."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from groups.reminders.looking import look


class Command(BaseCommand):
    help = "Plan what shows a need and send what is due; with --loop again and again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="look again every few seconds")
        parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks")

    def handle(self, *, loop: bool, every: float, **_options: Any) -> None:
        while True:
            sent = look(caller="watchdog", now=timezone.now())
            if sent or not loop:
                self.stdout.write(f"{sent} sent")
            if not loop:
                return
            close_old_connections()
            time.sleep(every)
