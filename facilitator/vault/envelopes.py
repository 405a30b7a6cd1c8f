"""Texts with a key of their own: 32 bytes, closed with a group's key, standing in the text's row.

    box = group_box(group.pk)
    key = new_key()
    row.wrapped = box.seal(key, table="...", column="wrapped", row=row.pk, revision=1)
    row.sealed = own_box(key, text=row.pk).seal(b"...", table="...", column="sealed", ...)

Taking such a text back is one commit in one database: with the row the key is gone, whatever a
backup of the keyring holds. Who may read is decided by groups.reflections.giving, which alone
imports this. A group's key wraps keys and seals no text: `vault.box(group)` opens none of them.
"""

from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from facilitator.vault import ciphers, keyring
from facilitator.vault.boxes import Box, Keys
from facilitator.vault.ciphers import new_key
from facilitator.vault.errors import Unopenable

__all__ = ["group_box", "new_key", "own_box"]

ONLY = 1  # the kid of a text's one key


class _OneKey:
    """The ring of one text: one key, which never changes."""

    def __init__(self, key: bytes, owner: UUID) -> None:
        self.owner = owner
        self.keys: dict[int, bytes | None] = {ONLY: ciphers.sub_key(key)}
        self.newest: int | None = ONLY

    def __repr__(self) -> str:
        return "_OneKey()"

    def key(self, kid: int) -> bytes:
        if key := self.keys.get(kid):
            return key
        raise Unopenable("No such key.")

    def draft_key(self, device: str) -> bytes:
        raise Unopenable("A text that was given has no drafts.")

    def begun(self) -> Keys:
        return self


def group_box(group: UUID) -> Box:
    """The group's box, which holds keys of single texts; made when the first is sealed.

    One query to the keyring. Closed: the house's key is missing, unsafe or wrong.
    """
    return Box(keyring.load(group, ciphers.WRAPPING))


@sensitive_variables()
def own_box(key: bytes, *, text: UUID) -> Box:
    """The box of one text, from the key that the group's box gave out."""
    return Box(_OneKey(key, text))
