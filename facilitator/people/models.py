"""Person: somebody who can sign in; and the recovery code of her drawer."""

import uuid
import zoneinfo
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import WITH_ACCOUNT, Keeps
from facilitator.people.addresses import CANONICAL_MAX, canonical, check_address

__all__ = ["Person", "RecoveryCode", "canonical", "check_address", "check_zone"]


def check_zone(name: str) -> None:
    """Refuse a time zone that does not exist."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone from the list."), code="zone")


class PersonManager(BaseUserManager["Person"]):
    """People, found by the canonical form of their address."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email_canonical=canonical(username or ""))

    def make(
        self,
        *,
        email: str,
        name: str,
        password: str | None,
        now: datetime,
        pk: UUID | None = None,
    ) -> "Person":
        """A new person; the password is hashed, None makes one that opens nothing.

        `pk` is the id that a passkey was made for while she was joining. ValidationError when the
        address holds a hidden character; IntegrityError when its canonical form is taken.
        """
        check_address(email)
        # Lower case, because allauth looks every address up that way.
        person = self.model(email=email.strip().lower(), name=name, joined_at=now)
        person.pk = pk or person.pk
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Someone who can sign in. Roles in a group stand on Membership, not here."""

    class TextSize(models.TextChoices):
        USUAL = "usual", _("Usual")
        LARGE = "large", _("Large")
        LARGER = "larger", _("Larger")

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As on this device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("email address"), max_length=254, validators=[check_address])
    email_canonical = models.CharField(max_length=CANONICAL_MAX, unique=True, editable=False)
    name = models.CharField(_("the name you are called by"), max_length=60)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=settings.TIME_ZONE, validators=[check_zone]
    )
    text_size = models.CharField(
        _("text size"), max_length=6, choices=TextSize, default=TextSize.USUAL
    )
    theme = models.CharField(_("light or dark"), max_length=6, choices=Theme, default=Theme.SYSTEM)
    is_staff = models.BooleanField(default=False)
    leads_since = models.DateTimeField(null=True, blank=True)
    leads_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    coordinates_since = models.DateTimeField(null=True, blank=True)
    coordinates_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    joined_at = models.DateTimeField()
    # Set by a reset by mail; until it is cleared the new password opens the front door only.
    reset_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_active = models.GeneratedField(  # allauth and Django ask for it by this name
        expression=Q(erased_at__isnull=True),  # type: ignore[arg-type]  # stubs know no Q here
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email_canonical"  # unique; Django insists
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "name"]

    keeps = [
        Keeps(
            ("id", "joined_at", "is_active", "erased_at"),
            _("to know one person from another"),
            WITH_ACCOUNT,
            export="facilitator.people.hers.oneself",
            erase="facilitator.people.hers.erase",
            first="facilitator.people.hers.first",
        ),
        Keeps(("email", "email_canonical"), _("to sign in, and to write to her"), WITH_ACCOUNT),
        Keeps("name", _("so that people call her what she wishes"), WITH_ACCOUNT),
        Keeps(("language", "time_zone", "text_size", "theme"), _("her choices"), WITH_ACCOUNT),
        Keeps(("password", "last_login", "reset_at"), _("to keep others out"), WITH_ACCOUNT),
        Keeps(
            ("is_staff", "leads_since", "leads_by", "coordinates_since", "coordinates_by"),
            _("to know what she may do"),
            WITH_ACCOUNT,
        ),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="leads_both_or_neither",
                condition=Q(leads_since__isnull=True, leads_by__isnull=True)
                | Q(leads_since__isnull=False, leads_by__isnull=False),
            ),
            models.CheckConstraint(
                name="coordinates_both_or_neither",
                condition=Q(coordinates_since__isnull=True, coordinates_by__isnull=True)
                | Q(coordinates_since__isnull=False, coordinates_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Person {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the canonical address beside the address, also when only the address is saved."""
        self.email_canonical = canonical(self.email)
        fields = kwargs.get("update_fields")
        if fields is not None and "email" in fields:
            kwargs["update_fields"] = {*fields, "email_canonical"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Leave the address as she typed it; only the canonical form decides."""
        self.email_canonical = canonical(self.email)

    @property
    def coordinates(self) -> bool:
        return self.coordinates_since is not None

    @property
    def leads(self) -> bool:
        """Whether she may start groups at all."""
        return self.leads_since is not None

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's /admin/ is for the technical owner alone."""
        return self.is_staff and self.is_active

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff and self.is_active


class RecoveryCode(models.Model):
    """The one code that opens her drawer after a reset by mail; only its hash is kept."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True)
    hashed = models.CharField(max_length=128)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    keeps = [
        Keeps(
            ("person", "hashed", "made_at", "used_at"),
            _("so that paper can open her drawer"),
            WITH_ACCOUNT,
            export="facilitator.people.hers.codes",
            erase="facilitator.people.hers.erase_codes",
        )
    ]

    def __str__(self) -> str:
        return "RecoveryCode"
