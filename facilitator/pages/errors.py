"""Pages for when something is wrong, and what an error report may say."""

from collections.abc import ItemsView
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.debug import SafeExceptionReporterFilter


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from elsewhere, or from before a sign-in in another tab."""
    return render(request, "403_csrf.html", status=403)


class QuietReporterFilter(SafeExceptionReporterFilter):
    """No POST and no local variables in any error report: they may be somebody's writing."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> ItemsView[str, Any]:
        return {}.items()
