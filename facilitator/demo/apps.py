"""The room's registration with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "facilitator.demo"
    label = "demo"
