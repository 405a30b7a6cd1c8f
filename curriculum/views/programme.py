"""One programme: what it is, its evenings, and a page of it as members read it."""

from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from curriculum import access
from curriculum.arranging import MOST, is_her_own
from curriculum.importing import write
from curriculum.models import Curriculum
from curriculum.using import used
from curriculum.views.programme_faults import Place, faults
from facilitator.pages import pdf, show
from facilitator.people.asking import asker
from facilitator.people.models import Person


@require_GET
def programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """What it is about, its agreements and guide, and its evenings with their minutes."""
    person = asker(request)
    found = access.programme(person, programme_id)
    return show(request, "curriculum/programme.html", told(found, person))


@require_GET
def programme_page(request: HttpRequest, programme_id: UUID, number: int) -> HttpResponse:
    """One evening exactly as a member will read it."""
    plan = access.programme_plan(asker(request), programme_id, number)
    prompts = list(plan.prompts.order_by("position"))
    context = {"plan": plan, "programme": plan.curriculum, "prompts": prompts}
    return show(request, "curriculum/page.html", context)


@require_GET
def programme_download(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The whole programme as one text file: its name is its key, and whatever is ASCII there."""
    found = access.programme(asker(request), programme_id)
    said = [slugify(words) for words in (found.key or found.title, found.language)]
    name = f"{said[0] or 'programme'}-{said[1]}-v{found.version}.md"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        write(found).encode(), content_type="text/markdown; charset=utf-8", headers=headers
    )


def told(found: Curriculum, person: Person) -> dict[str, Any]:
    """The page's context; what the linter finds is asked of a draft alone."""
    minutes = Sum("activities__minutes", default=0)
    plans = list(found.plans.order_by("number").annotate(total=minutes))
    draft = found.published_at is None
    places = faults(found, plans) if draft else [Place(None), *map(Place, plans)]
    mains = [plan for plan in plans if plan.part == "main"]
    return {
        "programme": found, "whole": places[0], "lines": places[1:], "draft": draft,
        "her_own": is_her_own(found, person), "uses": used([found.pk]).get(found.pk, 0),
        "others": kin(found, person), "evenings": len(mains),
        "errors": sum(place.errors for place in places),
        "parts": {plan.part for plan in plans}, "full": len(plans) >= MOST,
        "first": mains[:1], "last": mains[-1:], "pdf": pdf.available(),
    }  # fmt: skip


def kin(found: Curriculum, person: Person) -> list[Curriculum]:
    """Its other versions and languages, what it was made from, and what was made from it."""
    near = Q(key=found.key) | Q(pk=found.forked_from_id) | Q(forked_from=found)
    rows = access.readable(person).filter(near).exclude(pk=found.pk)
    return list(rows.order_by("key", "language", "-version")[:MOST])
