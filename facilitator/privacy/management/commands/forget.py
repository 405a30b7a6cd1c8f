"""manage.py forget: what the daily task does, by hand or from cron."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from facilitator.privacy import retention


class Command(BaseCommand):
    help = "Forget everything whose term has ended; prints counts only."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = retention.forget(timezone.now())
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count}")
        failed = [name for name in retention.names() if name not in counts]
        if failed:
            raise CommandError(f"Not forgotten: {', '.join(failed)}")
