"""A box: one owner's keys in the hand of one actor, for as long as one request or task."""

import logging
from typing import Protocol
from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from facilitator.vault import ciphers, keyring
from facilitator.vault.errors import Erased, NotYours, Unopenable

__all__ = ["Box", "box"]

log = logging.getLogger(__name__)


class Keys(Protocol):
    """What a box holds: a ring of the keyring, or the one key of one text (envelopes.py)."""

    owner: UUID
    keys: dict[int, bytes | None]
    newest: int | None

    def key(self, kid: int) -> bytes: ...
    def draft_key(self, device: str) -> bytes: ...
    def begun(self) -> "Keys": ...


class Box:
    """Seals and opens for one owner. Keep it no longer than the request."""

    def __init__(self, ring: Keys) -> None:
        self._ring = ring

    def __repr__(self) -> str:
        return "Box()"

    @sensitive_variables()
    def seal(self, data: bytes, *, table: str, column: str, row: UUID, revision: int) -> bytes:
        """Bytes that only this owner's box opens, and only at this place.

        Makes the owner's first key when she has none, committed by itself. Closed: the house's
        key is not right, or the keyring is not the one that her sealed texts belong to. Erased:
        her keys were destroyed, and nothing is sealed for her again.
        """
        place = ciphers.Place(table, column, row, self._ring.owner, revision)
        kid = self._newest()
        return ciphers.seal_blob(data, self._ring.key(kid), kid=kid, place=place)

    @sensitive_variables()
    def open(
        self, blob: bytes | memoryview, *, table: str, column: str, row: UUID, revision: int
    ) -> bytes:
        """What was sealed at this place. Unopenable: anything else; Erased: its key is gone.

        Bytes that do not open were changed behind our back: whoever runs this place is told where.
        """
        sealed = bytes(blob)
        place = ciphers.Place(table, column, row, self._ring.owner, revision)
        try:
            return ciphers.open_blob(sealed, self._ring.key(ciphers.kid_of(sealed)), place=place)
        except Erased:
            raise
        except Unopenable:
            log.error("A sealed text does not open: %s.%s", table, column)  # noqa: TRY400  never whose
            raise

    @sensitive_variables()
    def draft_key(self, device: str) -> bytes:
        """32 bytes with which one browser, named `device`, seals words that are not saved yet.

        They leave the server: they open nothing that is sealed here, nor what another browser
        kept, and the owner's own key cannot be told from them. They follow her newest key, so
        what a browser kept under an older one stays closed. Closed and Erased as of `seal`.
        """
        self._newest()
        return self._ring.draft_key(device)

    def _newest(self) -> int:
        if not self._ring.keys:
            self._ring = self._ring.begun()
        if self._ring.newest is None:
            raise Erased("The keys were destroyed.")
        return self._ring.newest


def box(owner: UUID, *, actor: UUID) -> Box:
    """The owner's box, with one query to the keyring.

    NotYours: `actor` is not the owner; no key was touched. For secrets of the house both are
    HOUSE. Closed: the house's key is missing, unsafe or wrong; answer 503, nothing is lost.
    """
    if actor != owner or owner == keyring.CHECK:
        raise NotYours("This is not yours to open.")
    return Box(keyring.load(owner))
