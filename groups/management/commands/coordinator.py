"""`manage.py coordinator EMAIL`: the first coordinator of an installation, and her joining link."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format

from facilitator.people.models import Person, check_address
from groups.inviting import Hand, code_of, invite
from groups.models import Invitation


class Command(BaseCommand):
    """Prints a link; nobody is mailed."""

    help = "Make the first coordinator's invitation and print her joining link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument(
            "--another", action="store_true", help="even though somebody coordinates already"
        )

    def handle(self, *args: Any, email: str, another: bool, **options: Any) -> None:
        try:
            validate_email(email)
            check_address(email)
        except ValidationError as fault:
            raise CommandError(f"{email!r} is not an email address.") from fault
        if not another and Person.objects.filter(coordinates_since__isnull=False).exists():
            raise CommandError(
                "Somebody coordinates already, and can invite others under People. "
                "Add --another to make one more from here."
            )
        hand = Hand(Invitation.Role.COORDINATOR, email=email)
        invitation, _new = invite(uuid4(), hand, by=None, now=timezone.now())
        link = settings.SITE_URL + reverse("join", args=[code_of(invitation)])
        self.stdout.write(
            f"Her joining link, good once and until {date_format(invitation.expires_at, 'j F Y')}:"
        )
        self.stdout.write(link)
