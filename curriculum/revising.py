"""A published curriculum is copied, not changed: the copy is the next version, and a draft."""

from typing import Any, TypeVar

from django.db import models, transaction

from curriculum.models import Activity, Curriculum, Prompt, SessionPlan

__all__ = ["revise"]

M = TypeVar("M", bound=models.Model)


@transaction.atomic
def revise(curriculum: Curriculum) -> Curriculum:
    """A draft with everything that is in `curriculum`, numbered after its newest version.

    Nothing of `curriculum` changes, and the groups that began with it stay with it.
    """
    same = Curriculum.objects.filter(key=curriculum.key, language=curriculum.language)
    newest = same.aggregate(models.Max("version"))["version__max"]
    draft = copied(curriculum, version=newest + 1, published_at=None, published_by_id=None)
    draft.save(force_insert=True)
    plans = {plan.pk: copied(plan, curriculum_id=draft.pk) for plan in curriculum.plans.all()}
    SessionPlan.objects.bulk_create(plans.values())
    for rows in (Activity, Prompt):
        below: Any = rows.objects.filter(plan__in=plans)
        rows.objects.bulk_create(copied(row, plan_id=plans[row.plan_id].pk) for row in below)
    return draft


def copied(row: M, **changed: Any) -> M:
    """A new row, not saved, with the same values but for its id and what is `changed`."""
    names = [each.attname for each in row._meta.concrete_fields if not each.primary_key]
    return type(row)(**{name: getattr(row, name) for name in names} | changed)
