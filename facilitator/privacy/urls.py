"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from facilitator.privacy.views import closing, privacy, taking

urlpatterns: list[URLPattern | URLResolver] = [
    path("privacy/", privacy.privacy, name="privacy"),
    path("writing/take/", taking.take, name="take"),
    path("you/close/", closing.you_close, name="you_close"),
]
