"""Addresses of the pages across rooms."""

from django.urls import URLPattern, URLResolver, path

from facilitator.workspace.views import health, public

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.welcome, name="welcome"),
    path("meetings/", public.meetings, name="meetings"),
    path("hard-night/", public.hard_night, name="help"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("health/", health.health, name="health"),
]
