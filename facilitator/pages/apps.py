"""The room's registration with Django."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "facilitator.pages"
    label = "pages"

    def ready(self) -> None:
        from facilitator.pages import help_lines  # noqa: F401  # registers its check
