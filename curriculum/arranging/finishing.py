"""Publish a draft, or delete it: of two who decide at once, the first one did."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from curriculum import importing
from curriculum.arranging.holding import hold
from curriculum.models import Curriculum, Frozen
from curriculum.models.curriculum import CurriculumQuerySet
from curriculum.using import used
from facilitator.people.models import Person

__all__ = ["InUse", "delete", "publish"]


class InUse(Exception):
    """A programme that groups use is not deleted; `groups` says how many they are."""

    def __init__(self, groups: int) -> None:
        super().__init__(groups)
        self.groups = groups


@transaction.atomic
def publish(
    drafts: CurriculumQuerySet, programme_id: UUID, *, by: Person, now: datetime
) -> Curriculum:
    """Freeze one of these. Refused with what is wrong; Curriculum.DoesNotExist: it is none."""
    held = hold(drafts, programme_id)
    importing.publish(held.programme, now=now, by=by)
    return held.programme


def delete(programmes: CurriculumQuerySet, programme_id: UUID) -> None:
    """Delete one of these, with its plans. InUse; Frozen: it is published, so it stays."""
    try:
        with transaction.atomic():
            held = hold(programmes, programme_id)
            if held.programme.published_at is not None:
                raise Frozen
            held.programme.delete()
    except (Frozen, ProtectedError) as refused:
        groups = used([programme_id]).get(programme_id, 0)
        if groups or isinstance(refused, ProtectedError):
            raise InUse(groups) from None
        raise
