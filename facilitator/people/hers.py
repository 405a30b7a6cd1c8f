"""What of this room is hers: taken along by her, and erased with her account.

Her row stays, emptied: other rows say by its id that something was done, and a restored backup
is compared with it. Nobody signs in with it, and it names nobody.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.utils import translation
from django.utils.translation import gettext as _

from facilitator.people.models import Person, RecoveryCode
from facilitator.people.signed_in import device_words
from facilitator.trace.models import Trace

__all__ = [
    "addresses", "codes", "devices", "erase", "erase_addresses", "erase_codes", "erase_devices",
    "erase_keys", "erase_sessions", "first", "keys", "oneself", "traces",
]  # fmt: skip

Rows = Iterable[Mapping[str, Any]]


def oneself(person: Person) -> Rows:
    """Who she is here, and what she chose."""
    return [
        {
            "name": person.name, "email": person.email, "language": person.language,
            "time_zone": person.time_zone, "text_size": person.text_size, "theme": person.theme,
            "joined_at": person.joined_at, "last_login": person.last_login,
            "leads_since": person.leads_since, "coordinates_since": person.coordinates_since,
        }
    ]  # fmt: skip


def addresses(person: Person) -> Rows:
    """Her addresses."""
    return list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary"))


def keys(person: Person) -> Rows:
    """That she has passkeys or an app, and since when; never what is secret in them."""
    return [
        {
            "type": each.type, "name": each.data.get("name", ""),
            "created_at": each.created_at, "last_used_at": each.last_used_at,
        }
        for each in Authenticator.objects.filter(user=person).order_by("created_at")
    ]  # fmt: skip


def codes(person: Person) -> Rows:
    """When her recovery code was made, and used; the code itself is on her paper alone."""
    return list(RecoveryCode.objects.filter(person=person).values("made_at", "used_at"))


def devices(person: Person) -> Rows:
    """Where she is signed in."""
    return [
        {"device": device_words(each.user_agent), "since": each.created_at,
         "last_seen_at": each.last_seen_at}
        for each in UserSession.objects.filter(user=person).order_by("created_at")
    ]  # fmt: skip


def traces(person: Person) -> Iterator[dict[str, Any]]:
    """What was done by her, or to something of hers: a verb and a kind, never a word."""
    lines = Trace.objects.filter(owner=person.pk) | Trace.objects.filter(actor=person.pk)
    for each in lines.order_by("at").iterator(chunk_size=500):
        yield {
            "at": each.at, "verb": each.verb, "kind": each.subject_kind,
            "by_me": each.actor == person.pk,
        }  # fmt: skip


def first(person: Person, now: datetime) -> list[str]:
    """The only coordinator names another first. Locks every coordinator, in one order."""
    if not person.coordinates:
        return []
    there = Person.objects.select_for_update().filter(
        coordinates_since__isnull=False, erased_at__isnull=True
    )
    if len(there.order_by("pk").values_list("pk", flat=True)) > 1:
        return []
    return [_("Nobody else coordinates here. Invite another coordinator first, in the office.")]


def erase(person: Person, now: datetime) -> int:
    """Empty her row. Twice is once: the time stays that of the first."""
    with translation.override(settings.LANGUAGE_CODE):
        nobody = _("Somebody who has left")
    hers = Person.objects.filter(pk=person.pk)
    hers.filter(erased_at__isnull=True).update(erased_at=now)
    return hers.update(
        email="", email_canonical=f"erased {person.pk}", name=nobody,
        password=make_password(None), last_login=None, reset_at=None,
        language="en", time_zone=settings.TIME_ZONE, text_size=Person.TextSize.USUAL,
        theme=Person.Theme.SYSTEM, is_staff=False, leads_since=None, leads_by=None,
        coordinates_since=None, coordinates_by=None,
    )  # fmt: skip


def erase_addresses(person: Person, now: datetime) -> int:
    return int(EmailAddress.objects.filter(user=person).delete()[0])


def erase_keys(person: Person, now: datetime) -> int:
    return int(Authenticator.objects.filter(user=person).delete()[0])


def erase_codes(person: Person, now: datetime) -> int:
    return RecoveryCode.objects.filter(person=person).delete()[0]


def erase_devices(person: Person, now: datetime) -> int:
    """Every sign-in, with the session behind it."""
    hers = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=hers.values("session_key")).delete()
    return int(hers.delete()[0])


def erase_sessions(person: Person, now: datetime) -> int:
    """Sessions on no list of devices: found by looking into each that has not run out."""
    found = [
        each.pk
        for each in Session.objects.filter(expire_date__gt=now).iterator(chunk_size=500)
        if each.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    return Session.objects.filter(pk__in=found).delete()[0]
