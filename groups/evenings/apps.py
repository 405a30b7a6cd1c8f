"""The room's registration with Django."""

from django.apps import AppConfig


class EveningsConfig(AppConfig):
    name = "groups.evenings"
    label = "evenings"
