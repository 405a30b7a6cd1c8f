"""manage.py check_curriculum PATH: every fault with its file, line and rule; imports nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curriculum.checking import check, errors
from curriculum.importing import read


class Command(BaseCommand):
    help = "Say file, line and rule of every fault in a curriculum; import nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder of *.md files, or one file")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        draft = read(path)
        found = check(draft)
        for finding in found:
            self.stdout.write(str(finding))
        if wrong := errors(found):
            raise CommandError(f"Errors: {len(wrong)}. Warnings: {len(found) - len(wrong)}.")
        self.stdout.write(
            f"{draft.title}: plans {len(draft.plans)}, errors 0, warnings {len(found)}."
        )
