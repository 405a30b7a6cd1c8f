"""Addresses that a mail leads to. None holds an address of hers, a name or a word."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from groups.codes import link_for
from groups.reminders import tokens
from groups.reminders.channels import Errand

__all__ = ["choices", "coming", "page", "site", "stop"]

ANY = "*"  # stands for an argument; no token or code holds it


def site(name: str, *args: str) -> str:
    """The full address of a named page."""
    path = _path(name, len(args))
    for each in args:
        path = path.replace(ANY, each, 1)
    return settings.SITE_URL + path


@lru_cache
def _path(name: str, args: int) -> str:
    """Looked up once: a mail holds four of these."""
    return reverse(name, args=[ANY] * args)


def coming(errand: Errand, *, away: bool = False) -> str:
    """The page on which she says whether she comes; opening it changes nothing."""
    row = errand.row
    token = tokens.make("reply", row.pk, row.meeting_id, errand.membership)
    return site("reply_away" if away else "reply_coming", token)


def page(errand: Errand) -> str:
    """A blank page for this week's question, without signing in; it opens nothing she wrote."""
    row = errand.row
    if errand.membership is None or row.meeting_id is None:
        return site("write")
    return site("write_by_link", link_for(errand.membership, row.meeting_id))


def choices(errand: Errand) -> str:
    """Her mail choices, without signing in."""
    return site("mail_choices", _person(errand))


def stop(errand: Errand) -> str:
    """One POST to this stops this kind (RFC 8058)."""
    return site("unsubscribe", _person(errand))


def _person(errand: Errand) -> str:
    return tokens.make("choices", errand.row.pk, errand.row.person_id)
