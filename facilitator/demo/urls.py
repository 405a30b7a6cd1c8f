"""Addresses of the demo."""

from django.urls import path

from facilitator.demo import views

urlpatterns = [path("demo/mail/", views.mail, name="demo_mail")]
