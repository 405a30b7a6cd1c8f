"""Answers of the editor: a part of the page for htmx, else the whole page or a way to it."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from curriculum.editing import Held
from curriculum.forms.block import BlockForm
from curriculum.views.editor.place import Place
from curriculum.views.editor.sheet import Theirs, chosen, detail, sheet, spots
from facilitator.pages import say, show

__all__ = ["done", "refused", "whole"]

PAGE, CHANGED, DETAIL = (
    f"curriculum/editor/{name}.html" for name in ("page", "changed", "refused_detail")
)


def whole(
    request: HttpRequest, place: Place, held: Held, *, opened: UUID | None = None,
    status: int = 200, form: BlockForm | None = None, theirs: list[Theirs] | None = None,
    **said: Any,
) -> HttpResponse:  # fmt: skip
    """The whole page, with the form of one block beside the list."""
    context = sheet(place, held, **said) | dict(place.more(held))
    block = chosen(held, opened)
    context |= detail(held, block, context["found"], form=form, theirs=theirs)
    return show(request, PAGE, context, status=status)


def done(
    request: HttpRequest, place: Place, held: Held, *, opened: UUID | None, words: Any,
    at: UUID | None = None, **said: Any,
) -> HttpResponse:  # fmt: skip
    """A change was made: `words` are spoken; the page shows `at`, a block."""
    if not getattr(request, "htmx", False):
        asked = urlencode({"block": str(opened)}) if opened else ""
        there = f"{place.addresses.page}?{asked}#{f'b-{spots(held)[at]}' if at else 'main'}"
        return HttpResponse(status=303, headers={"Location": there})
    context = sheet(place, held, **said)
    if said.get("with_detail"):
        context |= detail(held, chosen(held, opened), context["found"])
    elif said.get("with_marks"):
        context |= detail(held, held.block(said["with_marks"]), context["found"])
    response = show(request, CHANGED, context)
    response.headers["HX-Trigger"] = json.dumps({"say": str(words)} | _focus(said))
    return response


def _focus(said: dict[str, Any]) -> dict[str, str]:
    """Where the keyboard goes on, when it does not stay at the same button."""
    return {"goOn": said["focus"]} if "focus" in said else {}


def refused(
    request: HttpRequest, place: Place, held: Held, *, words: Any, opened: UUID | None = None,
    **said: Any,
) -> HttpResponse:  # fmt: skip
    """Nothing was changed, and why not; the page shows the plan as it stands now. 422."""
    if not getattr(request, "htmx", False):
        return whole(request, place, held, opened=opened, status=422, note=words, **said)
    context = sheet(place, held, note=words, with_detail=True, **said)
    context |= detail(held, chosen(held, opened), context["found"])
    return say(show(request, CHANGED, context, status=422), str(words))
