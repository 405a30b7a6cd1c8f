"""Where a page leads after a form was sent."""

from django.http import HttpResponse
from django.urls import reverse


def go(name: str, **kwargs: object) -> HttpResponse:
    """303 to the page of that name: what was sent is done, look there."""
    return HttpResponse(status=303, headers={"Location": reverse(name, kwargs=kwargs)})
