"""Where she is signed in: her sessions, told apart by the kind of browser, never by address."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from facilitator.people.models import Person

# The first that fits; every browser claims to be several.
BROWSERS = (
    ("Edge", r"Edg[A-Za-z]*/"), ("Opera", r"OPR/"), ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"), ("Chrome", r"Chrom[a-z]*/|CriOS/"), ("Safari", r"Safari/"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac", "Mac OS X|Macintosh"), ("Linux", "Linux|X11"),
)  # fmt: skip


@dataclass(frozen=True)
class Device:
    """One sign-in that still holds."""

    id: int
    words: str
    since: datetime
    seen_at: datetime
    here: bool


def device_words(user_agent: str) -> str:
    """ "Firefox, Windows"; a browser that says nothing known is "A browser"."""
    browser = next((name for name, sign in BROWSERS if re.search(sign, user_agent)), _("A browser"))
    system = next((name for name, sign in SYSTEMS if re.search(sign, user_agent)), "")
    return f"{browser}, {system}" if system else browser


def devices_of(person: Person, *, here: str | None, now: datetime) -> list[Device]:
    """Her sign-ins, this one first, then the latest used. Two queries, however many there are."""
    kept = list(UserSession.objects.filter(user=person).order_by("-last_seen_at"))
    living = set(
        Session.objects.filter(
            session_key__in=[one.session_key for one in kept], expire_date__gt=now
        ).values_list("session_key", flat=True)
    )
    found = [
        Device(
            id=one.pk,
            words=device_words(one.user_agent),
            since=one.created_at,
            seen_at=one.last_seen_at,
            here=one.session_key == here,
        )
        for one in kept
        if one.session_key in living
    ]
    return sorted(found, key=lambda one: not one.here)
