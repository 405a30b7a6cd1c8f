"""Her words when the whole house is down: shown again without session, person or database.

The view keeps her words through every fault that it sees (gate.py). With the database gone it is
never reached: asking who she is fails before it. Whatever then stands as a bare error page is
replaced here by the editor with her words in it. Why this is harmless stands in docs/adr/0008.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.views.decorators.debug import sensitive_variables

from facilitator.pages.context import fixed
from facilitator.people.asking import asks_for_part
from groups.reflections.forms import PageForm
from groups.reflections.views.sheets import as_typed, named_in

log = logging.getLogger(__name__)

EDITORS = {
    **dict.fromkeys(("write", "page", "save_page"), "reflections/editor.html"),
    **dict.fromkeys(("new_letter", "letter", "save_letter"), "reflections/letters/editor.html"),
    "write_by_link": "reflections/by_link.html",
}
OTHER_SITES = {"cross-site", "same-site"}  # what a browser says of a form that is not ours


class WordsMiddleware:
    """Stands before everything that asks a database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 500 or request.method != "POST":
            return response
        editor = _editor(request)
        if editor is None or asks_for_part(request) or _from_elsewhere(request):
            return response
        try:
            return _again(request, editor) or response
        except Exception as error:  # the page that says it was our fault is there already
            log.error("words could not be shown again: %s", type(error).__name__)  # noqa: TRY400  a trace could hold what it says
            return response


def _editor(request: HttpRequest) -> ResolverMatch | None:
    """Where she was writing; None when it was anything else."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    return match if match.view_name in EDITORS else None


def _from_elsewhere(request: HttpRequest) -> bool:
    """A form on another site could put its own text on a page of ours; it gets the bare page."""
    return request.headers.get("Sec-Fetch-Site") in OTHER_SITES


@sensitive_variables()
def _again(request: HttpRequest, editor: ResolverMatch) -> HttpResponse | None:
    """The editor with every word still in it; None when there is no word. No context processor."""
    form = PageForm(request.POST)
    form.is_valid()
    if not form["words"].value():
        return None
    with translation.override(translation.get_language_from_request(request)):
        context = {**fixed(), **as_typed(request, form, "not_saved", named_in(editor))}
        context["csrf_token"] = get_token(request)
        return HttpResponse(render_to_string(EDITORS[editor.view_name], context), status=503)
