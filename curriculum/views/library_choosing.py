"""Choose a block from the library and put it into a plan that may be changed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from curriculum import access
from curriculum.collecting import says
from curriculum.editing import Full, Held, add_block, look
from curriculum.forms.library import FindForm
from curriculum.models import Activity, Frozen, LibraryActivity
from curriculum.views.editor import Closed, Place
from curriculum.views.editor.answering import done
from curriculum.views.editor.asked import Asked, uuid
from curriculum.views.library_blocks import page
from curriculum.views.plan import at_seen
from facilitator.pages import show
from facilitator.people.asking import asker


@require_http_methods(["GET", "POST"])
def library_choose(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """Into a plan of a draft: the one that her page showed, wherever it stands by now."""
    access.draft(asker(request), programme_id)
    return at_seen(choose, request, programme_id, number)


def choose(request: HttpRequest, place: Place) -> HttpResponse:
    """GET finds, as the library does; POST `block`, and `after` (a block's id), puts one in.

    SessionPlan.DoesNotExist goes through, as from the editor.
    """
    blocks = access.blocks(asker(request))
    if not place.open:
        messages.info(request, str(place.closed))
    elif request.method == "POST":
        chosen = get_object_or_404(blocks, pk=uuid(request.POST.get("block", "")))
        return put_in(request, place, chosen)
    else:
        held = look(place.plans)
        form = FindForm(request.GET, blocks=blocks, language=held.plan.language.split("-")[0])
        context = {
            **place.context, "place": place, "plan": held.plan, "steps": held.blocks,
            **page(request, form, saw=held.plan.seen),
        }  # fmt: skip
        return show(request, "curriculum/choose.html", context)
    return HttpResponse(status=303, headers={"Location": place.addresses.page})


def put_in(request: HttpRequest, place: Place, chosen: LibraryActivity) -> HttpResponse:
    """A copy of the block, behind the one she named, or before the closing; then she is at it."""
    after, said = uuid(request.POST.get("after", "")), {"title": chosen.title}
    asked = Asked(request, place, (), timezone.now())
    try:
        with asked.changing("new") as held:
            values: dict[str, Any] = says(chosen)
            put = add_block(held, behind(held, after), **values)
    except (Closed, Frozen, Full) as why:
        messages.info(request, str(why))
        return HttpResponse(status=303, headers={"Location": place.addresses.page})
    words = _("“%(title)s” is in the plan.") % said
    messages.success(request, words)
    return done(request, place, held, opened=put.pk, at=put.pk, words=words)


def behind(held: Held, after: UUID | None) -> int | None:
    """The place behind this block; None where she named none, or it is gone."""
    try:
        return None if after is None else held.blocks.index(held.block(after)) + 1
    except Activity.DoesNotExist:
        return None
