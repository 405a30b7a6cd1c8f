"""Bring in a draft that somebody wrote elsewhere: whole, hers, and under a key that is hers."""

from django.db import transaction

from curriculum.checking import Draft
from curriculum.importing import Taken, store
from curriculum.models import Curriculum
from curriculum.models.curriculum import CurriculumQuerySet
from facilitator.people.models import Person

__all__ = ["KeyTaken", "bring", "under_that_key"]


class KeyTaken(Exception):
    """Her programme would look like the next version of somebody else's."""


def under_that_key(draft: Draft, person: Person) -> CurriculumQuerySet:
    """The programmes of others that have the draft's key; a translation stands beside them."""
    theirs: CurriculumQuerySet = Curriculum.objects.filter(key=draft.key).exclude(owner=person)
    if draft.translation_of:
        theirs = theirs.filter(language=draft.language)
    return theirs


@transaction.atomic
def bring(draft: Draft, *, by: Person) -> tuple[Curriculum, bool]:
    """Her draft, and whether anything was written. Refused with what is wrong; KeyTaken.

    It takes the place of her draft of the same version; what that was made from stays known.
    """
    if under_that_key(draft, by).exists():
        raise KeyTaken
    version = draft.version or 0
    same = Curriculum.objects.filter(key=draft.key, language=draft.language, version=version)
    made_from = same.values_list("forked_from", flat=True).first()
    try:
        made, written = store(draft, owner=by)
    except Taken:
        if under_that_key(draft, by).exists():  # somebody else's came in at this moment
            raise KeyTaken from None
        raise
    if written:
        same.filter(pk=made.pk).update(forked_from=made_from)
    return made, written
