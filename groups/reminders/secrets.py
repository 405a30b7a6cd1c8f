"""Seal what a row must carry in secret (a code, a new address), and open it for sending.

The house owns these short-lived secrets: a person's own key may be closed when her code is due.
"""

import json
from collections.abc import Iterable, Iterator
from uuid import UUID, uuid5

from django.db import DatabaseError
from django.views.decorators.debug import sensitive_variables

from facilitator import vault
from facilitator.keeping import Sealed
from groups.reminders.models import Reminder

__all__ = ["CannotOpen", "opened", "places", "seal"]

TABLE, COLUMN, REVISION = "reminder", "payload", 1


class CannotOpen(Exception):
    """The vault is closed, or its keys cannot be reached: nothing is lost, try by and by."""


def _row(key: str) -> UUID:
    """The place of a row in the vault; its key is known before it is saved, its number is not."""
    return uuid5(vault.HOUSE, key)


@sensitive_variables()
def seal(secrets: dict[str, dict[str, str]]) -> dict[str, bytes]:
    """Sealed payloads of rows to be, by their keys, with one query to the keyring."""
    if not secrets:
        return {}
    box = vault.box(vault.HOUSE, actor=vault.HOUSE)
    return {
        key: box.seal(
            json.dumps(secret).encode(), table=TABLE, column=COLUMN, row=_row(key),
            revision=REVISION,
        )
        for key, secret in secrets.items()
    }  # fmt: skip


@sensitive_variables()
def opened(rows: Iterable[Reminder]) -> dict[int, dict[str, str]]:
    """What each row carries, by its id; a row whose secret does not open is left out.

    One query to the keyring where any row carries something, else none. Raises CannotOpen.
    """
    carrying = [row for row in rows if row.payload]
    if not carrying:
        return {}
    try:
        box = vault.box(vault.HOUSE, actor=vault.HOUSE)
    except (vault.Closed, DatabaseError) as error:
        raise CannotOpen from error
    found: dict[int, dict[str, str]] = {}
    for row in carrying:
        try:
            blob = box.open(
                row.payload, table=TABLE, column=COLUMN, row=_row(row.key), revision=REVISION
            )
        except (vault.Unopenable, vault.Erased):
            continue
        found[row.pk] = json.loads(blob)
    return found


def places() -> Iterator[Sealed]:
    """Every sealed payload, for `manage.py vault verify`."""
    for row in Reminder.objects.exclude(payload=b"").only("payload", "key").iterator():
        yield Sealed(bytes(row.payload), TABLE, COLUMN, _row(row.key), vault.HOUSE, REVISION)
