"""The room's registration with Django."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "groups.reminders"
    label = "reminders"
