"""Two versions of a programme, or a copy and its original: what is different, in words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from curriculum import access
from curriculum.comparing import compare
from curriculum.importing import draft_of
from curriculum.models import Curriculum
from curriculum.views.programme import kin
from facilitator.pages import show
from facilitator.people.asking import asker


@dataclass(frozen=True)
class Changed:
    """One plan, with None the programme itself, and what is different there."""

    number: int | None
    part: str
    title: str
    phrases: tuple[str, ...]


@require_GET
def programme_compare(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Beside `with`: another version, the original, or a copy; at first the one before it."""
    person = asker(request)
    found = access.programme(person, programme_id)
    others = kin(found, person)
    beside = _chosen(others, request.GET.get("with", "")) or _first(found, others)
    context = {
        "programme": found, "others": others, "beside": beside,
        "changed": _changed(beside, found) if beside else [],
    }  # fmt: skip
    return show(request, "curriculum/compare.html", context)


def _chosen(others: list[Curriculum], wanted: str) -> Curriculum | None:
    return next((each for each in others if str(each.pk) == wanted), None)


def _first(found: Curriculum, others: list[Curriculum]) -> Curriculum | None:
    """The version before it in its language; else what it was made from; else any."""
    earlier = [
        each
        for each in others
        if (each.key, each.language) == (found.key, found.language) and each.version < found.version
    ]
    if earlier:
        return max(earlier, key=lambda each: each.version)
    made_from = (each for each in others if each.pk == found.forked_from_id)
    return next(made_from, others[0] if others else None)


def _changed(old: Curriculum, new: Curriculum) -> list[Changed]:
    before, after = draft_of(old), draft_of(new)
    parts: dict[Any, str] = {plan.number: plan.part for plan in (*before.plans, *after.plans)}
    return [
        Changed(each.number, parts.get(each.number, ""), each.title, each.phrases)
        for each in compare(before, after)
    ]
