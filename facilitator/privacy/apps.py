"""The room's registration with Django."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "facilitator.privacy"
    label = "privacy"

    def ready(self) -> None:
        from facilitator.privacy import checks  # noqa: F401  # registers its checks
