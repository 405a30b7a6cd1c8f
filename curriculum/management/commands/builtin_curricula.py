"""manage.py builtin_curricula: import and publish what lies in curriculum/content; idempotent."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from curriculum.importing import Refused, publish, read, store

CONTENT = Path(__file__).parents[2] / "content"


class Command(BaseCommand):
    help = "Import and publish the built-in curricula. What is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                for path in sorted(CONTENT.glob("*/*/curriculum.md")):
                    self.bring_in(path.parent)
        except Refused as refused:
            raise CommandError(f"{refused}\nNothing was imported.") from None

    def bring_in(self, folder: Path) -> None:
        """One built-in curriculum, in one language."""
        curriculum, _written = store(read(folder))
        if curriculum.published_at:
            self.stdout.write(f"Already here, unchanged: {curriculum}.")
        else:
            publish(curriculum, now=timezone.now(), by=None)
            self.stdout.write(f"Imported and published: {curriculum}.")
