"""The room's registration with Django."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "facilitator.vault"
    label = "vault"
