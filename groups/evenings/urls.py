"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from groups.evenings import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("group/<uuid:group_id>/evenings/<int:number>/", views.evening, name="evening"),
    path("lead/groups/<uuid:group_id>/evenings/<int:number>/plan/", views.plan, name="plan"),
    path(
        "lead/groups/<uuid:group_id>/evenings/<int:number>/plan/print/",
        views.plan_print,
        name="plan_print",
    ),
]
