"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from facilitator.privacy import views

urlpatterns: list[URLPattern | URLResolver] = [path("privacy/", views.privacy, name="privacy")]
