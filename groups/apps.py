"""The room's registration with Django."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"
    label = "groups"
