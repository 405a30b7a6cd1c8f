"""What every page knows: the site's name, who is asking, and how she likes to read."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from facilitator.pages.places import places


def site(request: HttpRequest) -> dict[str, object]:
    """The names that base.html prints; the bar and her choices are found when first asked for."""
    return {
        **fixed(),
        "places": SimpleLazyObject(lambda: places(request)),
        "comfort": SimpleLazyObject(lambda: comfort(request)),
        "signed_in": SimpleLazyObject(lambda: signed_in(request)),
    }


def fixed() -> dict[str, object]:
    """What is the same for everybody and known without a request; error pages have only this."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "ORGANISATION_NAME": settings.ORGANISATION_NAME,
        "DEMO": settings.DEMO,
        "QUICK_EXIT": settings.QUICK_EXIT,
    }


def signed_in(request: HttpRequest) -> bool:
    person = getattr(request, "user", None)
    return person is not None and bool(person.is_authenticated)


def comfort(request: HttpRequest) -> dict[str, str]:
    """Her theme and text size; empty where the device decides."""
    if not signed_in(request):
        return {"theme": "", "size": ""}
    person = request.user
    theme, size = getattr(person, "theme", "system"), getattr(person, "text_size", "usual")
    return {
        "theme": "" if theme == "system" else theme,
        "size": "" if size == "usual" else size,
    }
