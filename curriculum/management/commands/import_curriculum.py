"""manage.py import_curriculum PATH [--publish]: a curriculum into the database, whole or not."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from curriculum.checking import check
from curriculum.importing import Refused, publish, read, store


class Command(BaseCommand):
    help = "Bring in a curriculum from a folder or a file, whole or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder of *.md files, or one file")
        parser.add_argument("--publish", action="store_true", help="and let groups begin with it")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        draft = read(path)
        try:
            with transaction.atomic():
                curriculum, written = store(draft)
                if options["publish"] and not curriculum.published_at:
                    publish(curriculum, now=timezone.now(), by=None)
        except Refused as refused:
            raise CommandError(f"{refused}\nNothing was imported.") from None
        for finding in check(draft):
            self.stdout.write(str(finding))
        did = "Imported" if written else "Already here, unchanged:"
        state = "published" if curriculum.published_at else "not published"
        self.stdout.write(f"{did} {curriculum}, {state}.")
