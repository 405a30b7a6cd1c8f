"""Owners' keys in the keyring database: found, made, destroyed. Its commits are its own.

Rows of the owner CHECK are key-check values: the newest living one names the active house key and
must open under it, or nothing is sealed and nothing opened. Writing under a wrong key is worse
than being down.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from facilitator.keeping import has_sealed
from facilitator.vault import ciphers, keyfiles
from facilitator.vault.errors import Closed, Erased, Unopenable

if TYPE_CHECKING:
    from facilitator.vault.models import Key

__all__ = ["CHECK", "HOUSE", "Ring", "living", "load", "make", "shred"]

HOUSE = UUID("00000000-0000-4000-8000-00000000c4a1")  # owns short-lived secrets of the house
CHECK = UUID("00000000-0000-4000-8000-00000000c4ec")  # owns the key-check values
KEYRING = "keyring"


@sensitive_variables()
def unwrapped(row: "Key") -> bytes:
    """The key in a row. Closed where the house's key is missing or not the one that closed it."""
    kek = keyfiles.read(keyfiles.path_of(row.kek))
    try:
        return ciphers.unwrap(
            bytes(row.wrapped or b""), kek, owner=row.owner, kid=row.kid, kek_id=row.kek
        )
    except Unopenable as error:
        raise Closed(f"The key file does not hold the key {row.kek}.") from error


class Ring:
    """One owner's keys, for one purpose: `keys[kid]` opens, None was destroyed; `newest` seals."""

    def __init__(self, rows: Iterable["Key"], owner: UUID, purpose: bytes = ciphers.FIELD) -> None:
        self.owner = owner
        self.purpose = purpose
        check: Key | None = None
        self.keys: dict[int, bytes | None] = {}
        self.newest: int | None = None
        self._newest_row: Key | None = None
        for row in sorted(rows, key=lambda row: row.kid):
            if row.owner != CHECK:
                self._add(row)
            elif row.wrapped is not None:
                check = row
        if check is None:
            raise Closed("The keyring has no check value: run manage.py vault init.")
        unwrapped(check)
        self.active = check.kek

    def __repr__(self) -> str:
        return "Ring()"

    @sensitive_variables()
    def _add(self, row: "Key") -> None:
        self.keys[row.kid] = None
        if row.wrapped is not None:
            self.keys[row.kid] = ciphers.sub_key(unwrapped(row), self.purpose)
            self.newest, self._newest_row = row.kid, row

    @sensitive_variables()
    def draft_key(self, device: str) -> bytes:
        """The sub-key for what one browser keeps. Erased: her keys were destroyed."""
        if self._newest_row is None:
            raise Erased("The keys were destroyed.")
        return ciphers.sub_key(unwrapped(self._newest_row), ciphers.DRAFT + device.encode())

    @sensitive_variables()
    def key(self, kid: int) -> bytes:
        """The sub-key of `kid`; Erased when destroyed, Unopenable when it never was."""
        if kid not in self.keys:
            raise Unopenable("No such key.")
        key = self.keys[kid]
        if key is None:
            raise Erased("The key to this was destroyed.")
        return key

    def begun(self) -> "Ring":
        """The ring again, with its owner's first key: hers, or the one that was quicker.

        Closed: something is sealed with a key of hers that this keyring never knew. A second first
        key would take the place of the one that opens it, when the right keyring is back.
        """
        if has_sealed(self.owner):
            raise Closed("The keyring never knew the key of texts that are here.")
        make(self.owner, kid=1, kek_id=self.active)
        return load(self.owner, self.purpose)


def load(owner: UUID, purpose: bytes = ciphers.FIELD) -> Ring:
    """The owner's ring, with one query. Closed: no answer, or the house's key is not right."""
    from facilitator.vault.models import Key  # an app's own package comes before its models

    try:
        rows = list(Key.objects.filter(owner__in=[owner, CHECK]))
    except DatabaseError as error:
        raise Closed("The keyring does not answer.") from error
    return Ring(rows, owner, purpose)


@sensitive_variables()
def make(owner: UUID, *, kid: int, kek_id: str) -> bool:
    """A new key, committed by itself before any row is sealed with it.

    False: somebody else made this kid first, and hers is the one (unique owner and kid).
    Closed: the keyring does not answer, or the house's key is not right.
    """
    from facilitator.vault.models import Key

    kek = keyfiles.read(keyfiles.path_of(kek_id))
    wrapped = ciphers.wrap(ciphers.new_key(), kek, owner=owner, kid=kid, kek_id=kek_id)
    try:
        with transaction.atomic(using=KEYRING, durable=True):
            Key.objects.create(owner=owner, kid=kid, kek=kek_id, wrapped=wrapped)
    except IntegrityError:
        return False
    except DatabaseError as error:
        raise Closed("The keyring does not answer.") from error
    return True


def shred(owner: UUID, *, now: datetime) -> int:
    """Destroy every key of an owner; the rows stay, so that no kid is ever used again."""
    from facilitator.vault.models import Key

    with transaction.atomic(using=KEYRING, durable=True):
        living = Key.objects.filter(owner=owner, wrapped__isnull=False)
        return living.update(wrapped=None, shredded_at=now)


def living() -> set[UUID]:
    """Every owner who has a key that was not destroyed; ids alone."""
    from facilitator.vault.models import Key

    found = Key.objects.filter(wrapped__isnull=False).values_list("owner", flat=True)
    return set(found.distinct())
