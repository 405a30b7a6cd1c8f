"""What somebody or something is called: it can be read, and it turns no other words. Pure."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["check_name"]

BREAKING = {"Cc", "Cs", "Zl", "Zp"}  # control characters, halves of letters, ends of lines
# They turn round what stands beside the name. Letters that run to the left need none of them.
TURNING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
BLANK = {*"\u115f\u1160\u2800\u3164\uffa0"}  # letters and signs by category, and yet nothing


def check_name(name: str) -> None:
    """Refuse a name that breaks a line or turns its neighbours, and one that nobody can see.

    What joins or parts letters (in Persian, in emoji) is welcome.
    """
    kinds = {letter: unicodedata.category(letter) for letter in name}
    if BREAKING & set(kinds.values()) or TURNING & set(kinds):
        raise ValidationError(
            _("There is a hidden character in this. Please type it by hand."), code="hidden"
        )
    if name and not any(kind[0] in "LNPS" for each, kind in kinds.items() if each not in BLANK):
        raise ValidationError(_("Nobody could see this. Please use letters."), code="unseen")
