"""The room's registration with Django."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "facilitator.workspace"
    label = "workspace"
