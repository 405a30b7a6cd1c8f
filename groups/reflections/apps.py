"""The room's registration with Django."""

from django.apps import AppConfig


class ReflectionsConfig(AppConfig):
    name = "groups.reflections"
    label = "reflections"
