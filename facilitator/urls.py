"""The front door: includes only."""

from django.urls import include, path

urlpatterns = [
    path("", include("facilitator.people.urls")),
    path("", include("curriculum.urls")),
    path("", include("groups.urls")),
    path("", include("groups.evenings.urls")),
    path("", include("groups.care.urls")),
    path("", include("groups.reflections.urls")),
    path("", include("groups.reminders.urls")),
    path("", include("facilitator.workspace.urls")),
    path("", include("facilitator.privacy.urls")),
    path("", include("facilitator.demo.urls")),
]

handler400 = "facilitator.pages.errors.bad_request"
handler403 = "facilitator.pages.errors.forbidden"
handler404 = "facilitator.pages.errors.not_found"
handler500 = "facilitator.pages.errors.our_fault"
