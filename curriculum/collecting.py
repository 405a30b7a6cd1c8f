"""Keep a block for use in any plan, and find it again."""

from datetime import datetime

from django.db import transaction

from curriculum.models import LibraryActivity, Step
from facilitator.people.models import Person

__all__ = ["keep", "says"]


def says(step: Step) -> dict[str, object]:
    """What a block says, and nothing of where it stands."""
    return {name: getattr(step, name) for name in Step.SAYS}


@transaction.atomic
def keep(step: Step, *, language: str, by: Person, now: datetime) -> tuple[LibraryActivity, bool]:
    """A copy in her library, and whether it is new: the very same block is kept once.

    Who presses twice waits at her own row until the first one is there.
    """
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    known = {"owner": by, "language": language, **says(step)}
    there = LibraryActivity.objects.filter(**known).first()
    if there is not None:
        return there, False
    return LibraryActivity.objects.create(kept_at=now, **known), True
