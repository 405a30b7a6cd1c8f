"""Close an account: the tombstone, then the keys, then every row; and again on a restored backup.

The order is the promise. A tombstone without the rest is finished by `replay`; keys destroyed
without a tombstone would be lost from sight. Once the keys are gone her words open nowhere, in no
backup of the database; the rows go in one commit.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.module_loading import import_string

from facilitator import vault
from facilitator.keeping import declarations
from facilitator.people.models import Person
from facilitator.privacy import ledger
from facilitator.trace.models import record

__all__ = ["FirstError", "close", "first", "replay", "standing"]

# A save that was on its way as she closed may come in after the commit: such rows go a day later.
SWEPT_FOR = timedelta(days=2)

First = Callable[[Person, datetime], list[str]]
Erase = Callable[[Person, datetime], int]


class FirstError(Exception):
    """Somebody has to take over from her first; `said` is what she is asked to do."""

    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self.said = said


def first(person: Person, now: datetime) -> list[str]:
    """What she is asked to do before her account can be closed, in her language."""
    with transaction.atomic():
        return _first(person, now)


def close(person: Person, now: datetime) -> None:
    """Erase all that is hers. FirstError, LedgerError, vault.Closed: nothing was done.

    Twice is once. Whoever might be left alone is looked at under locks, in the commit that erases:
    of the last two who lead a group, only one can go.
    """
    with transaction.atomic():
        there = Person.objects.select_for_update().filter(pk=person.pk, erased_at__isnull=True)
        hers = there.first()
        if hers is None:
            return
        if said := _first(hers, now):
            raise FirstError(said)
        record(
            verb="closed", kind="account", subject=hers.pk, now=now, actor=hers.pk, owner=hers.pk
        )
        ledger.add(hers.pk, now)
        vault.shred(hers.pk, now=now)
        _erase(hers, now)


def standing() -> list[UUID]:
    """Whom the ledger names and who is there all the same: her row, or a key of hers."""
    rows = set(Person.objects.filter(erased_at__isnull=True).values_list("pk", flat=True))
    return sorted(ledger.among(rows | vault.living()))


def replay(now: datetime) -> int:
    """Erase again whoever stands although the ledger names her; how many those were."""
    again = standing()
    lately = Person.objects.filter(erased_at__gt=now - SWEPT_FOR).values_list("pk", flat=True)
    for pk in {*again, *lately}:
        with transaction.atomic():
            person = Person.objects.select_for_update().filter(pk=pk).first()
            vault.shred(pk, now=now)
            if person is not None:
                _erase(person, now)
    return len(again)


def _first(person: Person, now: datetime) -> list[str]:
    asks: list[First] = [import_string(keeps.first) for _, keeps in declarations() if keeps.first]
    return [said for ask in asks for said in ask(person, now)]


def _erase(person: Person, now: datetime) -> None:
    """Every declaration's act, each once. `person` stays in memory as she was found."""
    names = dict.fromkeys(keeps.erase for _, keeps in declarations() if keeps.erase)
    for name in names:
        act: Erase = import_string(name)
        act(person, now)
