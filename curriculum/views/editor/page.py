"""The page of the editor, and the changes that it asks for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from curriculum.editing import Full, look
from curriculum.models import Activity, Frozen
from curriculum.views.editor import blocks, saving
from curriculum.views.editor.answering import refused, whole
from curriculum.views.editor.asked import Asked, Senseless, edition_seen, uuid
from curriculum.views.editor.place import Closed, Place, told
from curriculum.views.editor.sheet import chosen, detail, sheet
from facilitator.pages import say, show

__all__ = ["closed", "edition", "plan"]

ACTS: dict[str, Callable[[Asked], HttpResponse]] = {
    "minutes": blocks.minutes, "past": blocks.past, "add": blocks.add, "remove": blocks.remove,
    "undo": blocks.undo, "set": saving.save, "again": saving.again,
}  # fmt: skip


def plan(request: HttpRequest, place: Place) -> HttpResponse:
    """GET: the plan, `?block=` open beside it. POST: one change, named by `do`."""
    if request.method == "POST":
        return _change(request, place)
    held = look(told(place.plans, place.by))
    opened = uuid(request.GET.get("block", ""))
    if getattr(request, "htmx", False):
        context = sheet(place, held)
        context |= detail(held, chosen(held, opened), context["found"])
        return show(request, "curriculum/editor/detail.html", context)
    return whole(request, place, held, opened=opened, bar=blocks.lately(place, held))


def _change(request: HttpRequest, place: Place) -> HttpResponse:
    name, *words = request.POST.get("do", "").split(":")
    asked = Asked(request, place, tuple(words), timezone.now())
    try:
        if not place.open:
            raise Closed(place.closed)
        if name not in ACTS:
            raise Senseless
        return ACTS[name](asked)
    except Senseless:
        note = _("This page could not be understood. Nothing was changed.")
        return refused(request, place, asked.look(), words=note, opened=asked.opened)
    except Activity.DoesNotExist:
        note = _("That block is not in the plan any more: somebody has just removed it.")
        return refused(request, place, asked.look(), words=note, opened=asked.opened)
    except Full as why:
        return refused(request, place, asked.look(), words=str(why), opened=asked.opened)
    except (Closed, Frozen) as why:
        return closed(request, place, str(why))


def closed(request: HttpRequest, place: Place, why: str) -> HttpResponse:
    """The plan may not be changed any more: the page as it is read, and why. 409."""
    if getattr(request, "htmx", False):
        return HttpResponse(why, status=409, content_type="text/plain; charset=utf-8")
    return whole(request, place, look(told(place.plans, place.by)), status=409, note=why)


def edition(request: HttpRequest, place: Place) -> HttpResponse:
    """204 while the plan is still the edition that she saw; else its blocks, and who changed it."""
    saw = edition_seen(request)
    if place.plans.values_list("edition", flat=True).get() <= saw:
        return HttpResponse(status=204)
    held = look(told(place.plans, place.by, saw))
    opened = uuid(request.GET.get("open", ""))
    context = sheet(place, held, with_detail=opened is not None)
    if opened is not None:
        context |= detail(held, chosen(held, opened), context["found"])
    return say(show(request, "curriculum/editor/changed.html", context), str(context["note"]))
