"""Every kind of message, declared once: to whom, when, until when, and what happens if it is late.

Late policy: a row past its `expires` is expired, never sent. `once_a_day` holds for what is late:
after an outage a person gets at most one of that kind in a day.
Ambiguity policy: what becomes of a row whose sender died in the middle of handing it over.
"""

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["KINDS", "QUIET_FROM", "QUIET_UNTIL", "Ambiguous", "Audience", "Kind", "Lead", "kind",
           "named", "urgent"]  # fmt: skip

QUIET_FROM, QUIET_UNTIL = time(21), time(8)  # on her own clock nothing comes between these


class Audience(StrEnum):
    MEMBERS = "members"  # active members of the meeting's group
    EVERYBODY = "everybody"  # members and those who lead it, but whoever made the change
    INVITED = "invited"  # the address on an invitation
    HERSELF = "herself"  # who asked for it, or whose keys were changed


class Ambiguous(StrEnum):
    RESEND = "resend"  # again, under the same Message-ID
    HOLD = "hold"  # a person decides


@dataclass(frozen=True)
class Lead:
    """When it is due. `at`: moved to this hour of that day, on the clock of who gets it."""

    name: str
    before: timedelta | None = None  # before the meeting begins; None: half-way to the next one
    at: time | None = None
    twice: bool = False  # only where the group reminds twice


@dataclass(frozen=True)
class Kind:
    """One kind. `lasts` after it is due; None: until the meeting begins, or the invitation ends."""

    name: str
    words: "_StrPromise"
    audience: Audience
    after_crash: Ambiguous = Ambiguous.RESEND
    leads: tuple[Lead, ...] = ()
    lasts: timedelta | None = None
    mutable: bool = False
    waits: bool = True  # for the morning, in quiet hours
    once_a_day: bool = False
    hers_alone: bool = False  # on no ledger that staff can see
    urgent: bool = False  # somebody sits before an open page until it comes: before all others


CODE = timedelta(minutes=15)

KINDS: dict[str, Kind] = {
    each.name: each
    for each in (
        Kind(
            "meeting_soon", _("A reminder before each evening"), Audience.MEMBERS,
            leads=(
                Lead("two_days", before=timedelta(hours=48), at=time(9)),
                Lead("today", before=timedelta(hours=3), twice=True),
            ),
            mutable=True, once_a_day=True,
        ),
        Kind(
            "meeting_moved", _("Word when an evening moves"), Audience.EVERYBODY, mutable=True,
        ),
        Kind(
            "meeting_cancelled", _("Word when an evening is cancelled"), Audience.EVERYBODY,
            mutable=True,
        ),
        Kind(
            "writing_prompt", _("Once a week, word that a question waits"), Audience.MEMBERS,
            leads=(Lead("half_way", at=time(10)),), lasts=timedelta(hours=24),
            mutable=True, once_a_day=True, hers_alone=True,
        ),
        Kind("invitation", _("An invitation"), Audience.INVITED),
        Kind("sign_in_code", _("A code to sign in"), Audience.HERSELF, lasts=CODE, waits=False,
             urgent=True),
        Kind("reset_code", _("A code for a new password"), Audience.HERSELF, lasts=CODE,
             waits=False, urgent=True),
        Kind("address_code", _("A code for an address"), Audience.HERSELF, lasts=CODE,
             waits=False, urgent=True),
        Kind("security", _("Word that a key was changed"), Audience.HERSELF,
             lasts=timedelta(days=3), waits=False),
    )
}  # fmt: skip


def kind(name: str) -> Kind:
    """The declaration of a kind; KeyError for one that does not exist."""
    return KINDS[name]


def named(*, hold: bool) -> list[str]:
    """Names of the kinds that wait for a person after a crash, or of those that go again."""
    return [each.name for each in KINDS.values() if (each.after_crash == Ambiguous.HOLD) == hold]


def urgent() -> list[str]:
    """Names of the kinds that go before all others."""
    return [each.name for each in KINDS.values() if each.urgent]
