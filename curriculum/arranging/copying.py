"""Copy a published programme: the next version of her own, or a programme of her own."""

from django.db import transaction

from curriculum.models import Curriculum
from curriculum.revising import fork, revise
from facilitator.people.models import Person

__all__ = ["copy", "is_her_own"]


def is_her_own(programme: Curriculum, person: Person) -> bool:
    """Whether its next version is hers to write. What is built in belongs to nobody."""
    return programme.owner_id is not None and (
        programme.owner_id == person.pk or person.coordinates
    )


@transaction.atomic
def copy(programme: Curriculum, *, by: Person) -> tuple[Curriculum, bool]:
    """The draft in which she goes on with a published programme, and whether it is new.

    Who presses twice gets the same draft twice: she waits here until the first one is there.
    """
    Curriculum.objects.select_for_update().get(pk=programme.pk)
    open_still = Curriculum.objects.filter(published_at__isnull=True)
    if is_her_own(programme, by):
        begun = open_still.filter(key=programme.key, language=programme.language).first()
        return (begun, False) if begun else (revise(programme), True)
    begun = open_still.filter(owner=by, forked_from=programme).first()
    return (begun, False) if begun else (fork(programme, by=by), True)
