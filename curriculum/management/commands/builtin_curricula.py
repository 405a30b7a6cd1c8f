"""manage.py builtin_curricula: bring in what lies in curriculum/content; idempotent."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from curriculum.checking import Draft
from curriculum.importing import (
    Refused,
    Taken,
    publish,
    read,
    read_starter,
    store,
    store_starter,
)

CONTENT = Path(__file__).parents[2] / "content"


class Command(BaseCommand):
    help = "Import and publish the built-in curricula and the starter set of blocks. Idempotent."

    def handle(self, *args: Any, **options: Any) -> None:
        drafts = [read(path.parent) for path in sorted(CONTENT.glob("*/*/curriculum.md"))]
        originals_first = sorted(drafts, key=lambda draft: bool(draft.translation_of))
        try:
            with transaction.atomic():
                for draft in originals_first:
                    self.bring_in(draft)
                for path in sorted(CONTENT.glob("blocks/*.md")):
                    self.bring_blocks(path)
        except Refused as refused:
            raise CommandError(f"{refused}\nNothing was imported.") from None

    def bring_in(self, draft: Draft) -> None:
        """One built-in curriculum, in one language.

        An installation that is being upgraded must come up, whatever people made here meanwhile:
        where a version stands with another text, that text stays, and this is said.
        """
        try:
            with transaction.atomic():
                curriculum, _written = store(draft)
                if curriculum.published_at:
                    self.stdout.write(f"Already here, unchanged: {curriculum}.")
                    return
                publish(curriculum, now=timezone.now(), by=None)
        except Taken as taken:
            self.stderr.write(f"{taken}\nLeft as it is here; everything else goes on.")
        else:
            self.stdout.write(f"Imported and published: {curriculum}.")

    def bring_blocks(self, path: Path) -> None:
        """The starter set of one language."""
        starter = read_starter(str(path), path.read_bytes())
        changed = store_starter(starter, now=timezone.now())
        self.stdout.write(f"Blocks ({starter.language}): {len(starter.blocks)}, new: {changed}.")
