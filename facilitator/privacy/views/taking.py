"""Get my pages: all that is hers, in one file, for her alone."""

from itertools import chain

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from facilitator.pages import show
from facilitator.people.asking import asker
from facilitator.people.drawer import key_just_shown
from facilitator.privacy.taking import pieces, sections
from facilitator.trace.models import record

FILE = "pages.zip"  # says nothing of what it is, or of where it is from


@require_http_methods(["GET", "HEAD", "POST"])
@key_just_shown
@sensitive_variables()
def take(request: HttpRequest) -> HttpResponseBase:
    """GET says what is in it; POST is the file, sent as it is made."""
    if request.method != "POST":
        return show(request, "privacy/take.html", {"parts": [one.title for one in sections()]})
    person, now = asker(request), timezone.now()
    made = pieces(person, now)
    begun = next(made)  # what is wrong now is said on a page, and not half-way through a file
    record(
        verb="took", kind="everything", subject=person.pk, now=now, actor=person.pk,
        owner=person.pk,
    )  # fmt: skip
    return StreamingHttpResponse(
        chain([begun], made),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{FILE}"'},
    )
