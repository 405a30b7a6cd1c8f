"""Short secrets at rest: authenticator apps, and a recovery code until it was shown once."""

import base64
from collections.abc import Iterator
from uuid import UUID

from allauth.mfa.models import Authenticator

from facilitator import vault
from facilitator.keeping import Sealed

__all__ = ["keep_for", "keep_for_house", "open_for", "open_for_house", "places"]

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


def places() -> Iterator[Sealed]:
    """Every sealed secret of an authenticator app, for `manage.py vault verify`."""
    kinds = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}
    for one in Authenticator.objects.filter(type__in=kinds).order_by("pk"):
        sealed = one.data.get(kinds[one.type])
        if sealed:
            blob = base64.b64decode(sealed)
            yield Sealed(blob, _TABLE, _COLUMN, vault.HOUSE, vault.HOUSE, 0)
