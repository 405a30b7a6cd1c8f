"""Reading in order: the first page, and of each page the one before and the one after."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from facilitator.people.models import Person
from groups.reflections.models import Reflection

__all__ = ["Beside", "beside", "first"]


@dataclass(frozen=True, slots=True)
class Beside:
    """The pages begun before and after one."""

    earlier: UUID | None
    later: UUID | None


def first(person: Person) -> UUID | None:
    """The page that she began first; None where there is none."""
    pages = Reflection.objects.for_person(person).kept()
    found: UUID | None = pages.order_by("begun_at", "pk").values_list("pk", flat=True).first()
    return found


def beside(page: Reflection) -> Beside:
    """Two queries, whatever the number of pages."""
    hers = Reflection.objects.for_person(page.person).kept()
    at, same = page.begun_at, Q(begun_at=page.begun_at)
    earlier = hers.filter(Q(begun_at__lt=at) | same & Q(pk__lt=page.pk))
    later = hers.filter(Q(begun_at__gt=at) | same & Q(pk__gt=page.pk))
    return Beside(
        earlier.order_by("-begun_at", "-pk").values_list("pk", flat=True).first(),
        later.order_by("begun_at", "pk").values_list("pk", flat=True).first(),
    )
