"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from groups.reflections import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("writing/", views.writing, name="writing"),
    path("writing/new/", views.write, name="write"),
    path("writing/deleted/", views.basket, name="basket"),
    path("writing/<uuid:page_id>/", views.page, name="page"),
    path("writing/<uuid:page_id>/save/", views.save_page, name="save_page"),
    path("writing/<uuid:page_id>/delete/", views.delete_page, name="delete_page"),
    path("writing/<uuid:page_id>/put-back/", views.put_back, name="put_back"),
]
