"""allauth's second factors: its secrets are sealed, its words are ours."""

from collections.abc import Sequence
from typing import Any, ClassVar

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from facilitator.people.models import Person
from facilitator.people.secrets import keep_for_house, open_for_house


class MFAAdapter(DefaultMFAAdapter):
    """Seals what allauth keeps for authenticator apps; a passkey is a key, not a second step."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That is not the code. Please try once more."),
    }

    def encrypt(self, text: str) -> str:
        return keep_for_house(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_for_house(encrypted_text)

    def is_mfa_enabled(
        self, user: Person | AnonymousUser, types: Sequence[str] | None = None
    ) -> bool:
        """Whether a sign-in asks for a second step: only when she has an authenticator app.

        allauth would ask whoever has a passkey for it after the password too, and so shut her out
        on a device that does not hold it.
        """
        if isinstance(user, AnonymousUser) or not user.is_authenticated:
            return False
        held = Authenticator.objects.filter(user_id=user.pk)
        if types is None or Authenticator.Type.TOTP in types:
            types = [Authenticator.Type.TOTP]
        return bool(held.filter(type__in=types).exists())

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """What the device shows beside the passkey."""
        name = user.email or settings.SITE_NAME
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": name, "display_name": user.name or name}

    def build_totp_svg(self, url: str) -> str:
        """The picture, on white: a phone reads it in a dark room too."""
        drawn = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(drawn.to_string(encoding="unicode"))

    def _get_site_name(self) -> str:
        return settings.SITE_NAME
