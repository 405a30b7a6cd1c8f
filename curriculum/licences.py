"""The plain name of a licence: what its code means, in words, with the code behind it."""

import re

from django.utils.text import capfirst
from django.utils.translation import gettext as _

__all__ = ["plain_name"]

CODE = re.compile(r"CC[ -]?(?P<terms>0|BY(-(NC|ND|SA))*)([ -]\d\.\d)?", re.IGNORECASE)


def plain_name(licence: str) -> str:
    """ "Free to use if the author is named (CC BY 4.0)"; any other licence as it is."""
    code = CODE.fullmatch(licence.strip())
    if code is None:
        return licence
    terms = code["terms"].upper().split("-")
    said = {
        "0": _("free for everything"), "BY": _("free to use if the author is named"),
        "NC": _("not for profit"), "ND": _("unchanged"),
        "SA": _("passed on under the same licence"),
    }  # fmt: skip
    words = ", ".join(said[term] for term in terms)
    return capfirst(f"{words} ({licence.strip()})")
