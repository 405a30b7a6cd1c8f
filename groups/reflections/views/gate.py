"""Who may open or go on with a page in this session."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from facilitator.people import drawer, taking_words
from facilitator.people.models import Person

BEGUN = "pages_begun"  # in the session: ids of pages begun in this sign-in, the last few
REMEMBERED = 20
SLIP_DAYS = 7


def remember(request: HttpRequest, page_id: UUID) -> None:
    """She began this page in this sign-in: it opens without the drawer.

    Only for its first words: an editor of an earlier sign-in may still bring words to the page
    that it began then, and they go in; they do not open it.
    """
    begun = request.session.get(BEGUN, [])
    if str(page_id) not in begun:
        request.session[BEGUN] = [*begun, str(page_id)][-REMEMBERED:]


def may_open(request: HttpRequest, page_id: UUID, now: datetime) -> bool:
    """With the drawer open any page of hers, else those begun in this sign-in."""
    return str(page_id) in request.session.get(BEGUN, []) or drawer.is_open(request, now)


def may_save(request: HttpRequest, page_id: UUID, now: datetime) -> bool:
    """Also with the slip of an editor that was opened before the drawer or the session closed."""
    return may_open(request, page_id, now) or _holds(request, page_id)


def slip(person: Person, page_id: UUID | None) -> str:
    """Proof that she had this editor rightly open: it lets words in, and never out."""
    return _signer().sign(f"{person.pk}:{page_id or ''}")


def is_somebody_elses(request: HttpRequest) -> bool:
    """The editor was opened by one person, and another has signed in since, in another tab."""
    owner = _said(request).partition(":")[0]
    return bool(owner) and owner != str(request.user.pk)


def _holds(request: HttpRequest, page_id: UUID) -> bool:
    return _said(request) == f"{request.user.pk}:{page_id}"


def _said(request: HttpRequest) -> str:
    try:
        return _signer().unsign(request.POST.get("slip", ""), max_age=SLIP_DAYS * 86_400)
    except BadSignature:
        return ""


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="reflections.slip")


def takes_words(refuse: taking_words.Refuse) -> Callable[[taking_words.View], taking_words.View]:
    """As everywhere; an editor that another person opened is not hers either."""
    return taking_words.takes_words(refuse, somebody_elses=is_somebody_elses)
