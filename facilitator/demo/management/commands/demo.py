"""Fill the demo: its people, their groups, dates that move with today."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from facilitator.demo.people import PASSWORD, RealPeopleError, fill


class Command(BaseCommand):
    help = "Fills the demo's people and groups; refuses a database that holds real people."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            fill(timezone.now())
        except (RealPeopleError, LookupError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            self.stdout.write(f"The demo is filled. The password of all is {PASSWORD}")
