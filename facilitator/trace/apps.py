"""The room's registration with Django."""

from django.apps import AppConfig


class TraceConfig(AppConfig):
    name = "facilitator.trace"
    label = "trace"
