"""manage.py export_curriculum KEY: a curriculum as text, one file or a folder of files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curriculum.importing import part_of, write, write_files
from curriculum.models import Curriculum


class Command(BaseCommand):
    help = "Write a curriculum as text, to the screen or into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key")
        parser.add_argument("--language", default="en")
        parser.add_argument("--version-number", type=int, help="the newest if left out")
        parser.add_argument("--folder", type=Path, help="write one file for each plan into it")

    def handle(self, *args: Any, key: str, **options: Any) -> None:
        rows = Curriculum.objects.filter(key=key, language=options["language"])
        if options["version_number"] is not None:
            rows = rows.filter(version=options["version_number"])
        curriculum = rows.order_by("-version").first()
        if curriculum is None:
            raise CommandError("There is no such curriculum here.")
        if options["folder"] is None:
            self.stdout.write(write(curriculum), ending="")
        else:
            self.into(options["folder"], write_files(part_of(curriculum)))

    def into(self, folder: Path, files: dict[str, str]) -> None:
        """The files, into a folder that holds no other Markdown, which would be read with them."""
        if any(path.name not in files for path in folder.glob("*.md")):
            raise CommandError(f"{folder} holds other *.md files. Name an empty folder.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in files.items():
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
        except OSError as wrong:
            raise CommandError(f"{folder} cannot be written: {wrong.strerror}.") from None
        self.stdout.write(f"{len(files)} files in {folder}.")
