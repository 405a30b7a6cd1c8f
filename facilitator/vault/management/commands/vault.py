"""manage.py vault init | status | verify | new-key ID | rotate-kek --to ID."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from facilitator.vault import looking_after, paper, verifying
from facilitator.vault.ciphers import fingerprint
from facilitator.vault.errors import VaultError


class Command(BaseCommand):
    help = "The house's key: make it, look at it, try every seal, change it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        init = acts.add_parser("init", help="make the key, once, for an empty keyring")
        init.add_argument("--id", default=f"{timezone.now().year}a", help="such as 2026a")
        init.add_argument(
            "--use-file",
            action="store_true",
            help="begin with the key file that is there already (32 random bytes, mode 0400)",
        )
        init.add_argument(
            "--anew",
            action="store_true",
            help="although the keyring was lost, and what was sealed with it never opens again",
        )
        acts.add_parser("status", help="which key closes how many owners' keys")
        acts.add_parser("verify", help="open every sealed text; exit 1 where one does not open")
        new = acts.add_parser("new-key", help="make the file of a further key, for rotate-kek")
        new.add_argument("id", help="such as 2027a")
        rotate = acts.add_parser("rotate-kek", help="close every owner's key under another key")
        rotate.add_argument("--to", required=True, metavar="ID", help="such as 2027a")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["act"].replace("-", "_"))(**options)
        except VaultError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                "The keyring cannot be asked. Do: manage.py migrate --database keyring"
            ) from error

    def init(self, **options: Any) -> None:
        if options["use_file"]:
            looking_after.adopt(options["id"], anew=options["anew"])
            self.stdout.write(f"The keyring begins with the key {options['id']}.")
        else:
            made = looking_after.init(options["id"], anew=options["anew"])
            self._print_once(options["id"], made)

    def new_key(self, **options: Any) -> None:
        self._print_once(options["id"], looking_after.new_file(options["id"]))
        self.stdout.write("Bring its file to every server, then: manage.py vault rotate-kek --to")

    @sensitive_variables()
    def _print_once(self, kek_id: str, key: bytes) -> None:
        self.stdout.write(f"The key {kek_id} is made (fingerprint {fingerprint(key)}).")
        self.stdout.write("Print this paper key and lock it away. It is not shown again:\n\n")
        self.stdout.write(f"    {paper.to_paper(key)}\n\n")

    def status(self, **options: Any) -> None:
        found = looking_after.status()
        if not found:
            raise CommandError("The keyring is empty: run manage.py vault init.")
        for one in found:
            opens = "opens" if one.opens else "does not open"
            role = "active" if one.active else "older"
            self.stdout.write(f"{one.kek_id}  {role}  {one.keys} keys  {opens}")
        if not all(one.opens for one in found if one.active or one.keys):
            raise CommandError("A key that is needed does not open.")

    def verify(self, **options: Any) -> None:
        counts = verifying.verify()
        for count in counts:
            self.stdout.write(
                f"{count.name}: {count.opened} opened, {count.erased} erased, "
                f"{count.failed} failed, {count.unplaced} without a place"
            )
        if sum(count.bad for count in counts):
            raise CommandError("Not everything opens.")
        self.stdout.write(f"{sum(count.opened for count in counts)} opened, none failed.")

    def rotate_kek(self, **options: Any) -> None:
        moved = looking_after.change_over(options["to"])
        self.stdout.write(f"{moved} keys closed under {options['to']}.")
        self.status()
        self.stdout.write("A key file may go once status shows 0 keys for it and backups are past.")
