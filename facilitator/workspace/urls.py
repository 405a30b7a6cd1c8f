"""Addresses of the pages across rooms."""

from django.urls import URLPattern, URLResolver, path

from facilitator.workspace.views import desk, group, health, home, office, public, seen

urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.welcome, name="welcome"),
    path("meetings/", public.meetings, name="meetings"),
    path("hard-night/", public.hard_night, name="help"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("home/", home.home, name="home"),
    path("group/", group.my_group, name="my_group"),
    path("group/<uuid:group_id>/", group.group, name="group"),
    path("lead/", desk.desk, name="desk"),
    path("lead/groups/", group.led_groups, name="led_groups"),
    path("lead/groups/<uuid:group_id>/", group.led_group_page, name="led_group"),
    path("run/", office.office, name="office"),
    path("run/groups/", office.office, name="office_groups"),
    path("run/groups/<uuid:group_id>/", office.office_group, name="office_group"),
    path("you/seen/", seen.you_seen, name="you_seen"),
    path("health/", health.health, name="health"),
]
