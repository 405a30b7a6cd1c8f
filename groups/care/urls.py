"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from groups.care import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("lead/groups/<uuid:group_id>/evenings/<int:number>/safety/", views.safety, name="safety"),
]
