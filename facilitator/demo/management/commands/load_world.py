"""Fill a database for measuring; refused wherever real people could be."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from facilitator.demo.world import Size, load
from facilitator.env import env


class Command(BaseCommand):
    help = "Writes a synthetic world: --groups N --members-per-group M --weeks W."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--groups", type=int, default=10)
        parser.add_argument("--members-per-group", type=int, default=10)
        parser.add_argument("--weeks", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or env.bool("BENCH", False) or env.str("BENCH", "") == "smoke"):
            raise CommandError("load_world works only with DEBUG=1 or BENCH=1.")
        size = Size(options["groups"], options["members_per_group"], options["weeks"])
        if min(size.groups, size.members, size.weeks) < 1 or size.weeks > 60:
            raise CommandError("Give at least 1 group, 1 member and 1 week, and at most 60 weeks.")
        begun = time.perf_counter()
        load(size, timezone.now())
        took = time.perf_counter() - begun
        self.stdout.write(f"{size.groups * size.members} members in {took:.1f} s")
