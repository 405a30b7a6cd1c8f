"""Pages for paper: in the browser as they will be printed, and the same as a PDF file."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from facilitator.pages import pdf, show

__all__ = ["on_paper"]


def on_paper(
    request: HttpRequest, template: str, context: dict[str, Any], *, name: str,
    sizes: Sequence[str] = pdf.SIZES,
) -> HttpResponse:  # fmt: skip
    """The sheet on the screen; with ?as=pdf it is a file, of the first of `sizes` unless ?size=.

    `name` is the file's, without its ending. It stands in lists of downloads that others see: it
    names no group and no topic.
    """
    if "as" not in request.GET:
        return show(
            request, template, context | {"frame": "base.html", "files": _files(request, sizes)}
        )
    size = request.GET.get("size", sizes[0])
    if request.GET["as"] != "pdf" or size not in sizes or not pdf.available():
        raise Http404
    html = render_to_string(template, context | {"frame": "paper_file.html"}, request)
    answer = HttpResponse(pdf.written(html, size=size), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _files(request: HttpRequest, sizes: Sequence[str]) -> list[tuple[str, str]]:
    """The same sheet as a file, in each size; nothing where files cannot be written."""
    links = []
    for size in sizes if pdf.available() else ():
        asked = request.GET.copy()
        asked.update({"as": "pdf", "size": size})
        links.append((size.title(), f"?{asked.urlencode()}"))
    return links
