"""Fetch a programme or a plan through the person who asks, or 404: one answer for all strangers."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from curriculum.models import Curriculum, LibraryActivity, SessionPlan
from curriculum.models.curriculum import CurriculumQuerySet
from curriculum.models.library_activity import LibraryActivityQuerySet
from curriculum.models.session_plan import SessionPlanQuerySet
from facilitator.pages.hats import Hats
from facilitator.people.models import Person

__all__ = [
    "blocks",
    "draft",
    "draft_plan",
    "draft_plans",
    "drafts",
    "must_lead",
    "programme",
    "programme_plan",
    "readable",
]


def must_lead(person: Person) -> None:
    """404 for whoever neither leads nor coordinates: the library is for those who do."""
    if not (person.coordinates or Hats(person).leads):
        raise Http404


def readable(person: Person) -> CurriculumQuerySet:
    """What she may read: published programmes, her own drafts; everything as a coordinator."""
    found: CurriculumQuerySet = Curriculum.objects.for_person(person)
    return found


def drafts(person: Person) -> CurriculumQuerySet:
    """What she may change: her own drafts; every draft as a coordinator."""
    return readable(person).drafts_of(person)


def draft_plans(person: Person) -> SessionPlanQuerySet:
    """The plans that she may change."""
    found: SessionPlanQuerySet = SessionPlan.objects.filter(curriculum__in=drafts(person))
    return found


def blocks(person: Person) -> LibraryActivityQuerySet:
    """The starter set and the blocks that she kept; none for whoever does not lead."""
    must_lead(person)
    found: LibraryActivityQuerySet = LibraryActivity.objects.for_person(person)
    return found


def programme(person: Person, programme_id: UUID) -> Curriculum:
    """A programme she may read."""
    return get_object_or_404(readable(person).select_related("owner"), pk=programme_id)


def draft(person: Person, programme_id: UUID) -> Curriculum:
    """A programme she may change."""
    return get_object_or_404(drafts(person).select_related("owner"), pk=programme_id)


def programme_plan(person: Person, programme_id: UUID, number: int) -> SessionPlan:
    """A plan of a programme she may read."""
    plans = SessionPlan.objects.filter(curriculum__in=readable(person))
    rows = plans.select_related("curriculum")
    return get_object_or_404(rows, curriculum_id=programme_id, number=number)


def draft_plan(person: Person, programme_id: UUID, number: int) -> SessionPlan:
    """A plan she may change."""
    rows = draft_plans(person).select_related("curriculum")
    return get_object_or_404(rows, curriculum_id=programme_id, number=number)
