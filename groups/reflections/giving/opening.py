"""What was given to somebody: pages for those who lead, and their answers; cards for a group.

Whoever opens holds her own row of it until the words are open. Taking back waits for that row,
so that after its commit nobody is in the middle of reading.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from facilitator.trace.models import record
from groups.models import Group
from groups.reflections.giving.offering import Card
from groups.reflections.giving.sealing import Opener, or_cannot_open, or_not_given
from groups.reflections.models import Addressee, Answer, Share, To

__all__ = ["Opened", "Pinned", "Received", "answer", "cards", "hide", "open_given", "received",
           "show_again", "waiting"]  # fmt: skip

AT_ONCE = 200  # pages or cards on one list


@dataclass(frozen=True, slots=True)
class Received:
    """A page that was given to her, without a word of it: reading it is seen by its writer."""

    id: UUID
    author: str
    group: str
    whole: bool
    given_at: datetime
    opened_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that was given to her, and her answer to it."""

    id: UUID
    group: str
    card: Card = field(repr=False)
    answer: str = field(repr=False)
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pinned:
    """A card of the group, as everybody sees it. `hers`: she wrote it."""

    id: UUID
    card: Card = field(repr=False)
    hers: bool
    hidden_at: datetime | None
    hidden_by: str
    can_open: bool


def waiting(person: Person) -> int:
    """How many pages were given to her that she has not opened."""
    return _pages(person).filter(opened_at__isnull=True).count()


def received(person: Person) -> list[Received]:
    """The pages given to her that she may read now, the newest first; one query."""
    rows = _pages(person).select_related("share__author", "share__group", "answer")
    return [
        Received(
            row.share_id, row.share.author.name, row.share.group.name, row.share.whole,
            row.share.given_at, row.opened_at, _answered_at(row),
        )
        for row in rows.order_by("-share__given_at", "share")[:AT_ONCE]
    ]  # fmt: skip


@sensitive_variables()
def open_given(person: Person, share_id: UUID, *, now: datetime) -> Opened:
    """The page, open; that she opened it is written down for its writer.

    Addressee.DoesNotExist: not given to her, or not hers to read any more; CannotOpenError.
    """
    with or_cannot_open(), transaction.atomic():
        row = _still(_held(_pages(person)).get(share=share_id), now)
        share, opener, said = row.share, Opener(), getattr(row, "answer", None)
        card = Card(opener.words(share), share.author.name, share.whole, False, share.given_at)
        word = opener.answer(said, share) if said else ""
        if Addressee.objects.filter(pk=row.pk, opened_at__isnull=True).update(opened_at=now):
            _record("opened", share, by=person, now=now)
        return Opened(share.pk, share.group.name, card, word, _answered_at(row))


@sensitive_variables()
def answer(person: Person, share_id: UUID, *, words: str, now: datetime) -> None:
    """Her word to the writer alone, instead of an earlier one; none takes it away.

    Addressee.DoesNotExist as of open_given(); NotGivenError: nothing was changed.
    """
    with or_not_given(), transaction.atomic():
        row = _still(_held(_pages(person)).get(share=share_id), now)
        said: Answer = getattr(row, "answer", None) or Answer(addressee=row, to=row.to, revision=0)
        if not words.strip():
            Answer.objects.filter(addressee=row).delete()
            return
        said.revision, said.answered_at = said.revision + 1, now
        Opener().seal_answer(said, row.share, words)
        said.save()


@sensitive_variables()
def cards(person: Person, group: Group, *, leads: bool, now: datetime) -> list[Pinned]:
    """The cards of a group that she may read, her own among them, the newest first.

    Hidden ones are for those who lead and for their writer. From the day on which its records are
    forgotten there is none, whether or not the clock has taken them yet. CannotOpenError.
    """
    if group.is_past(now):
        return []
    with or_cannot_open(), transaction.atomic():
        theirs = Addressee.objects.for_person(person).filter(share__group=group, to=To.GROUP)
        if not leads:
            theirs = theirs.filter(share__hidden_at__isnull=True)
        newest = theirs.order_by("-share__given_at").values_list("pk", flat=True)[:AT_ONCE]
        rows = list(_held(Addressee.objects.filter(pk__in=list(newest))))
        unread = [row.pk for row in rows if row.opened_at is None]
        Addressee.objects.filter(pk__in=unread).update(opened_at=now)
        hers = Share.objects.by(person).filter(group=group, to=To.GROUP)
        hers = hers.select_related("author", "hidden_by").order_by("-given_at")[:AT_ONCE]
        opener = Opener()
        found = [_pinned(one, opener, hers=True) for one in hers]
        found += [_pinned(row.share, opener, hers=False) for row in rows]
    return sorted(found, key=lambda one: one.card.given_at, reverse=True)


def hide(person: Person, group: Group, share_id: UUID, *, now: datetime) -> None:
    """Hide a card from the members; twice is once. For those who lead and can read it.

    Addressee.DoesNotExist: no such card for her.
    """
    _hiding(person, group, share_id, at=now, now=now)


def show_again(person: Person, group: Group, share_id: UUID, *, now: datetime) -> None:
    """The card is there again; as of hide()."""
    _hiding(person, group, share_id, at=None, now=now)


def _hiding(
    person: Person, group: Group, share_id: UUID, *, at: datetime | None, now: datetime
) -> None:
    theirs = Addressee.objects.for_person(person).leading().filter(share__group=group, to=To.GROUP)
    with transaction.atomic():
        share = theirs.select_related("share").get(share=share_id).share
        other = Share.objects.filter(pk=share.pk, hidden_at__isnull=at is not None)
        if other.update(hidden_at=at, hidden_by=person if at else None):
            _record("hid" if at else "showed", share, by=person, now=now)


def _pages(person: Person) -> QuerySet[Addressee]:
    found: QuerySet[Addressee] = Addressee.objects.for_person(person).filter(to=To.FACILITATORS)
    return found


def _still(row: Addressee, now: datetime) -> Addressee:
    """The same, while its group's day of forgetting has not come; else as if it were gone."""
    if row.share.group.is_past(now):
        raise Addressee.DoesNotExist
    return row


def _held(rows: QuerySet[Addressee]) -> QuerySet[Addressee]:
    """The same, held until the end of the transaction, in the order in which all wait."""
    full = rows.select_related("share__author", "share__group", "share__hidden_by", "answer")
    return full.select_for_update(of=("self",)).order_by("share", "person")


@sensitive_variables()
def _pinned(share: Share, opener: Opener, *, hers: bool) -> Pinned:
    words = opener.words_or_none(share)
    card = Card(
        words or "", share.author.name if share.named else "", share.whole, share.offers_turn,
        share.given_at,
    )  # fmt: skip
    by = share.hidden_by.name if share.hidden_by else ""
    return Pinned(share.pk, card, hers, share.hidden_at, by, words is not None)


def _answered_at(row: Addressee) -> datetime | None:
    said: Answer | None = getattr(row, "answer", None)
    return said.answered_at if said else None


def _record(verb: str, share: Share, *, by: Person, now: datetime) -> None:
    """In the writer's own list of what was done; on none that those who lead can see."""
    record(verb=verb, kind="share", subject=share.pk, now=now, actor=by.pk, owner=share.author_id)
