"""manage.py erasures replay: erase again whoever a restored backup has brought back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from facilitator.privacy import closing
from facilitator.privacy.ledger import LedgerError


class Command(BaseCommand):
    help = "Hold the database to the erasure ledger; prints counts only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser(
            "replay", help="erase whoever the ledger names and who is there all the same"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            again = closing.replay(timezone.now())
        except LedgerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{again} erased again.")
