"""The bare page: signed in, eight queries, two templates, about 3.4 kB. The yardstick of P1.

Plain Django without our middleware, tags and rooms. It is kept tiny and is never tuned.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.bare.settings")

import django
from django.core.wsgi import get_wsgi_application

django.setup()

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from facilitator.people.models import Person
from groups.models import Group, Meeting, Membership, Reply


def bare(request: HttpRequest) -> HttpResponse:
    """Two queries for the session and the person, six for the page."""
    person = request.user
    groups = list(Group.objects.filter(memberships__person=person))
    context = {
        "person": person,
        "groups": groups,
        "meetings": list(Meeting.objects.filter(group__in=groups).select_related("plan")[:12]),
        "members": list(Membership.objects.filter(group__in=groups).select_related("person")[:12]),
        "replies": list(Reply.objects.filter(membership__person=person)[:12]),
        "people": Person.objects.filter(memberships__group__in=groups).count(),
        "count": Meeting.objects.filter(group__in=groups).count(),
    }
    return render(request, "page.html", context)


urlpatterns = [path("bare/", bare)]
application = get_wsgi_application()
