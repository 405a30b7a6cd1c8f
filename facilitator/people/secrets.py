"""Short secrets at rest: authenticator apps, and a recovery code until it was shown once."""

import base64
from uuid import UUID

from facilitator import vault

__all__ = ["keep_for", "keep_for_house", "open_for", "open_for_house"]

_TABLE, _COLUMN = "people", "secret"


def _seal(owner: UUID, text: str) -> str:
    box = vault.box(owner, actor=owner)
    blob = box.seal(text.encode(), table=_TABLE, column=_COLUMN, row=owner, revision=0)
    return base64.b64encode(blob).decode()


def _open(owner: UUID, sealed: str) -> str:
    box = vault.box(owner, actor=owner)
    blob = base64.b64decode(sealed)
    return box.open(blob, table=_TABLE, column=_COLUMN, row=owner, revision=0).decode()


def keep_for(owner: UUID, text: str) -> str:
    """Seal with her own key, for a session that is hers."""
    return _seal(owner, text)


def open_for(owner: UUID, sealed: str) -> str:
    """What `keep_for` sealed; vault.Unopenable when it was not hers."""
    return _open(owner, sealed)


def keep_for_house(text: str) -> str:
    """Seal where no person is named (allauth's adapter): with the key of the house."""
    return _seal(vault.HOUSE, text)


def open_for_house(sealed: str) -> str:
    """What `keep_for_house` sealed."""
    return _open(vault.HOUSE, sealed)
