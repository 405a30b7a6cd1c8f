"""The room's registration with Django."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "groups.care"
    label = "care"
