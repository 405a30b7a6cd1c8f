"""The room's registration with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "facilitator.people"
    label = "people"

    def ready(self) -> None:
        from facilitator.people import signals  # noqa: F401  # connects the receivers
