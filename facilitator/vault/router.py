"""Only the vault's one model lives in the keyring, and nothing else does."""

from typing import Any

from django.db import models


class KeyringRouter:
    """Sends facilitator.vault to `keyring`, everything else to `default`."""

    def _home(self, app_label: str) -> str:
        return "keyring" if app_label == "vault" else "default"

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        return self._home(model._meta.app_label)

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        return self._home(model._meta.app_label)

    def allow_relation(self, one: models.Model, two: models.Model, **hints: Any) -> bool:
        return self._home(one._meta.app_label) == self._home(two._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == self._home(app_label)
