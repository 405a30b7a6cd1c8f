"""The vault: seals with a key of each owner, and opens for that owner alone (privacy.md 2.3).

    box = vault.box(person.pk, actor=request.user.pk)
    row.sealed = box.seal(text.encode(), table="revision", column="sealed", row=row.pk, revision=3)
    text = box.open(row.sealed, table="revision", column="sealed", row=row.pk, revision=3).decode()

Only the modules that the import contract names may use it.
"""

from facilitator.vault.boxes import Box, box
from facilitator.vault.errors import Closed, Erased, NotYours, Unopenable, VaultError
from facilitator.vault.keyring import HOUSE, living, shred

__all__ = ["HOUSE", "Box", "Closed", "Erased", "NotYours", "Unopenable", "VaultError", "box",
           "living", "shred"]  # fmt: skip
