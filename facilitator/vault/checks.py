"""Start-up checks: without the right key neither web, worker nor beat starts (E0011 to E0016)."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError

from facilitator.vault import keyfiles
from facilitator.vault.errors import Closed

__all__ = ["STARTING", "the_key_is_right"]

# wsgi.py, the worker and beat name both databases. Other commands do not: `migrate` and
# `vault init` must work before there is a key, and `makemigrations` without one.
STARTING = frozenset({"default", "keyring"})
IDS = {
    keyfiles.Missing: "E0011",
    keyfiles.ReadableByOthers: "E0012",
    keyfiles.WrongLength: "E0013",
    keyfiles.TestKey: "E0014",
    Closed: "E0015",  # no check value, or it does not open under this key
}


@register("startup")
def the_key_is_right(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The house's key is there, safe, and the one that the keyring was begun with."""
    from facilitator.vault.looking_after import active_id  # models are ready by now

    if not set(databases or ()) >= STARTING:
        return []
    try:
        active_id()
    except Closed as error:
        return [Error(str(error), id=f"keptchair.{IDS.get(type(error), 'E0015')}")]
    except DatabaseError:
        hint = "Do: manage.py migrate --database keyring"
        return [Error("The keyring cannot be asked.", hint=hint, id="keptchair.E0016")]
    return []
