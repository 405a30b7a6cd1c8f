"""The house's addresses, and one page that shows every part at once."""

import copy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from facilitator.pages import say, show
from facilitator.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.pages.forms_to_look_at import Everything

__all__ = ["handler400", "handler403", "handler404", "handler500"]

MARKS = [
    {"state": state, "label": ""}
    for state in ("came", "came", "apologies", "absent", "coming", "unheard", "later", "later")
]
SEATS = [
    {"state": state, "label": f"{state} chair"}
    for state in ("lead", "done", "lit", "wait", "pass", "away", "coming", "plain")
]
SHOWN = {
    "marks": MARKS,
    "seats": SEATS,
    "links": [("/", "Something quieter")],
    "words": [("heavy", "Heavy"), ("mixed", "Mixed"), ("lighter", "Lighter"), ("own", "My own")],
    "text": "## A title\n\nA *line* with <script>alert(1)</script>, [a link](https://example.org)"
    "\n\n* one\n* two",
}


def templates() -> list[dict[str, Any]]:
    """The TEMPLATES setting with this folder's own templates."""
    ours = copy.deepcopy(settings.TEMPLATES)
    ours[0]["DIRS"] = [*ours[0]["DIRS"], Path(__file__).parent / "templates"]
    return ours


@login_not_required
def every_part(request: HttpRequest) -> HttpResponse:
    if "say" in request.GET:
        return say(HttpResponse(""), "Ruth will know that you are coming.")
    form = Everything(request.POST if request.method == "POST" else None)
    wrong = request.method == "POST" and not form.is_valid()
    context = {**SHOWN, "form": form}
    return show(request, "every_part.html", context, part="form", status=422 if wrong else 200)


urlpatterns = [*urlpatterns, path("every/part/", every_part)]
