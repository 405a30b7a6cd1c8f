"""The activity library: blocks to use in any plan, the starter set and her own."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from curriculum import access
from curriculum.collecting import keep
from curriculum.editing import look
from curriculum.forms.library import FindForm, RenameForm
from curriculum.models import Activity, SessionPlan
from curriculum.views.editor import Place
from curriculum.views.editor.asked import uuid
from curriculum.views.going import go
from curriculum.views.plan import at_plan
from facilitator.pages import show
from facilitator.people.asking import asker

ROWS = 25


@require_GET
def library_blocks(request: HttpRequest) -> HttpResponse:
    """All that she may use, by kind, minutes and words."""
    form = FindForm(request.GET, blocks=access.blocks(asker(request)))
    return show(request, "curriculum/blocks.html", page(request, form))


@require_http_methods(["GET", "POST"])
def library_block(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """One block in full; one of her own can get another name here."""
    blocks = access.blocks(asker(request))
    if request.method == "POST":
        blocks = blocks.filter(owner=asker(request))
    block = get_object_or_404(blocks, pk=block_id)
    form = RenameForm(request.POST if request.method == "POST" else {"title": block.title})
    if request.method == "GET":
        return show(request, "curriculum/block.html", {"kept": block, "form": form})
    if not form.is_valid():
        return show(request, "curriculum/block.html", {"kept": block, "form": form}, status=422)
    blocks.filter(pk=block.pk).update(title=form.cleaned_data["title"])
    messages.success(request, _("It is saved."))
    return go("library_block", block_id=block.pk)


@require_POST
def library_block_delete(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """Take one of her own out of the library; plans that use it keep it."""
    own = access.blocks(asker(request)).filter(owner=asker(request))
    get_object_or_404(own, pk=block_id).delete()
    messages.success(request, _("It is deleted. Plans that use it keep it."))
    return go("library_blocks")


@require_POST
def library_keep(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """Keep a block of a plan that she reads in her own library: POST `block`.

    The block says which plan it is, also when the evenings were put in another order meanwhile.
    """
    person = asker(request)
    plans = SessionPlan.objects.filter(activities=uuid(request.POST.get("block", "")))
    moved = plans.filter(curriculum=programme_id).values_list("number", flat=True).first()
    number = number if moved is None else moved
    access.programme_plan(person, programme_id, number)
    return keep_from(request, at_plan(person, programme_id, number))


def keep_from(request: HttpRequest, place: Place) -> HttpResponse:
    """Keep a block of the plan at this place, and say so; she stays where she was."""
    held = look(place.plans)
    try:
        block = held.block(UUID(request.POST.get("block", "")))
    except (ValueError, Activity.DoesNotExist):
        raise Http404 from None
    there, new = keep(block, language=held.plan.language, by=asker(request), now=timezone.now())
    said = _("“%(title)s” is in your library.") if new else _("“%(title)s” was in your library.")
    messages.success(request, said % {"title": there.title})
    back = f"{place.addresses.page}?block={block.pk}#detail"
    return HttpResponse(status=303, headers={"Location": back})


def page(request: HttpRequest, form: FindForm, **more: str) -> dict[str, Any]:
    """The blocks that were found, a page of them, what was looked for kept in the addresses."""
    found = Paginator(form.found(), ROWS).get_page(request.GET.get("page"))
    said = {name: value for name, value in form.data.items() if value and name in form.fields}
    said |= more
    links = {"earlier": "", "later": ""}
    if found.has_previous():
        links["earlier"] = "?" + urlencode(said | {"page": found.previous_page_number()})
    if found.has_next():
        links["later"] = "?" + urlencode(said | {"page": found.next_page_number()})
    return {"form": form, "page": found, **links}
