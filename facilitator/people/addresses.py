"""Email addresses: when two are the same, and which are refused. Pure."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CANONICAL_MAX = 320  # characters; compatibility forms may grow when they are normalised
REFUSED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}


def canonical(email: str) -> str:
    """The form under which an address is unique: NFKC, case-folded, trimmed.

    Folding can undo the normal form, so both are done until nothing changes any more.
    """
    before, form = "", email
    while form != before:
        before, form = form, unicodedata.normalize("NFKC", form).casefold().strip()
    return form


def check_address(email: str) -> None:
    """Refuse an address with a character that nobody can see, or one that grows too long."""
    if any(unicodedata.category(letter) in REFUSED for letter in email.strip()):
        raise ValidationError(
            _("There is a hidden character in this address. Please type it by hand."),
            code="hidden",
        )
    if len(canonical(email)) > CANONICAL_MAX:
        raise ValidationError(_("This address is too long."), code="long")
