"""The room's registration with Django."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "facilitator.vault"
    label = "vault"

    def ready(self) -> None:
        from facilitator.vault import checks  # noqa: F401  # registers the start-up checks
