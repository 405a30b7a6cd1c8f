"""Hold a draft: until the transaction ends nobody else changes, publishes or deletes it."""

from dataclasses import dataclass
from uuid import UUID

from curriculum.models import Curriculum, SessionPlan
from curriculum.models.curriculum import CurriculumQuerySet

__all__ = ["Held", "hold"]


@dataclass
class Held:
    """A programme and its plans in the order of their numbers, locked."""

    programme: Curriculum
    plans: list[SessionPlan]

    def plan(self, plan_id: UUID) -> SessionPlan:
        """SessionPlan.DoesNotExist: it was taken out meanwhile, or never was in it."""
        for plan in self.plans:
            if plan.pk == plan_id:
                return plan
        raise SessionPlan.DoesNotExist


def hold(programmes: CurriculumQuerySet, programme_id: UUID) -> Held:
    """The programme, if it is among these still. Two queries, inside a transaction.

    Curriculum.DoesNotExist: it is not, or by the time she had it, it was not any more. First the
    programme, then its plans: whoever changes a plan waits here, or is waited for. Not its key:
    the database looks at that, by itself, when a changed plan is committed.
    """
    alone = programmes.select_for_update(of=("self",), no_key=True)
    found: Curriculum = alone.get(pk=programme_id)
    rows = SessionPlan.objects.select_for_update().filter(curriculum=found)
    return Held(found, sorted(rows.order_by("pk"), key=lambda plan: plan.number))
