"""`manage.py plan`: compare every need with the rows; make, move and end."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from groups.reminders.planning import plan


class Command(BaseCommand):
    help = "Plan every message of the next two weeks; run twice it changes nothing."

    def handle(self, **_options: Any) -> None:
        done = plan(now=timezone.now())
        self.stdout.write(f"{done.made} made, {done.moved} moved, {done.ended} ended")
