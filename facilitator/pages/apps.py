"""The room's registration with Django."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "facilitator.pages"
    label = "pages"
