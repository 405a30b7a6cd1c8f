"""Taking back: words, key, addressees and answers are gone in one commit."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from facilitator.people.models import Person
from facilitator.trace.models import record
from groups.reflections import writing
from groups.reflections.giving.sealing import destroy_keys
from groups.reflections.models import Addressee, Reflection, Share

__all__ = [
    "delete_page",
    "end_with_groups",
    "erase_given",
    "erase_pages",
    "erase_received",
    "take_back",
]


def take_back(person: Person, share_id: UUID, *, now: datetime) -> Share:
    """From this commit on nobody reads it. Share.DoesNotExist: not hers, or gone already."""
    with transaction.atomic():
        share: Share = Share.objects.by(person).select_for_update().get(pk=share_id)
        _gone([share.pk])
        record(
            verb="took_back", kind="share", subject=share_id, now=now, actor=person.pk,
            owner=person.pk,
        )  # fmt: skip
    return share


def delete_page(person: Person, page_id: UUID, *, now: datetime) -> int:
    """Into the basket, and what she gave of it is taken back; putting it back gives nothing.

    How many things were taken back. Reflection.DoesNotExist: not hers; NotSavedError.
    """
    with transaction.atomic():
        Reflection.objects.for_person(person).select_for_update(of=("self",)).get(pk=page_id)
        given = list(Share.objects.by(person).filter(page=page_id).values_list("pk", flat=True))
        _gone(given)
        writing.delete(person, page_id, now=now)
    return len(given)


def erase_given(person: Person, now: datetime) -> int:
    """With her account: all that she gave."""
    with transaction.atomic():
        return _gone(Share.objects.by(person).values_list("pk", flat=True))


def erase_received(person: Person, now: datetime) -> int:
    """With her account: that things were given to her, and her answers to them."""
    with transaction.atomic():
        hers = Addressee.objects.filter(person=person)
        _wait_for_readers(hers)
        return hers.delete()[0]


def end_with_groups(groups: Iterable[UUID], *, now: datetime) -> int:
    """Of these groups, all that was given in them, with the answers; the keys first.

    How many rows. Pages stay with their writers.
    """
    ids = set(groups)
    destroy_keys(ids, now=now)
    with transaction.atomic():
        return _gone(Share.objects.filter(group__in=ids).values_list("pk", flat=True))


def erase_pages(person: Person, pages: Iterable[UUID]) -> int:
    """These pages of hers at once and for good: every revision, and all that she gave of them.

    How many rows. Whoever gives or saves one of them waits, and then finds no page.
    """
    with transaction.atomic():
        hers = Reflection.objects.for_person(person).filter(pk__in=list(pages))
        list(hers.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
        given = _gone(Share.objects.by(person).filter(page__in=hers).values_list("pk", flat=True))
        gone: int = hers.delete()[0]
    return given + gone


def _gone(shares: Iterable[UUID]) -> int:
    ids = list(shares)
    _wait_for_readers(Addressee.objects.filter(share__in=ids))
    gone: int = Share.objects.filter(pk__in=ids).delete()[0]
    return gone


def _wait_for_readers(rows: QuerySet[Addressee]) -> None:
    """Whoever opens or answers holds her row until she is done (opening.py), in this order."""
    list(rows.select_for_update(of=("self",)).order_by("share", "person").values_list("pk"))
