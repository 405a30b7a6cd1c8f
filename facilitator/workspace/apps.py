"""The room's registration with Django."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "facilitator.workspace"
    label = "workspace"

    def ready(self) -> None:
        from facilitator.pages import help_lines  # noqa: F401  # registers its check
