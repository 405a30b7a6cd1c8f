"""A published curriculum is copied, not changed: its next version, or a programme of her own."""

import re
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from curriculum.models import Activity, Curriculum, Prompt, SessionPlan
from facilitator.people.models import Person

__all__ = ["credit", "fork", "revise", "shares_alike"]

M = TypeVar("M", bound=models.Model)
SHARE_ALIKE = re.compile(r"(?<![a-z])(sa|[al]?gpl|share[- ]?alike)(?![a-z])", re.IGNORECASE)


@transaction.atomic
def revise(curriculum: Curriculum) -> Curriculum:
    """A draft with everything that is in `curriculum`, numbered after its newest version.

    Nothing of `curriculum` changes, and the groups that began with it stay with it.
    """
    same = Curriculum.objects.filter(key=curriculum.key, language=curriculum.language)
    newest = same.aggregate(models.Max("version"))["version__max"]
    return _copy(curriculum, version=newest + 1)


@transaction.atomic
def fork(curriculum: Curriculum, *, by: Person) -> Curriculum:
    """A draft of her own with everything that is in `curriculum`, under a key of its own.

    Whom it is from stays said in words, and the licence stays: she may give away no more than she
    was given.
    """
    return _copy(
        curriculum, key=Curriculum.objects.free_key(curriculum.key), version=1, owner_id=by.pk,
        forked_from_id=curriculum.pk, translation_of="", author=by.name,
        attribution=_thanks(curriculum),
    )  # fmt: skip


def shares_alike(licence: str) -> bool:
    """Whether what is made from something under this licence must stand under it, too."""
    return bool(SHARE_ALIKE.search(licence))


def credit(curriculum: Curriculum) -> str:
    """Names it, its author and its licence, in its own language."""
    with override(curriculum.language):
        return _("Made from “%(title)s” by %(author)s, %(licence)s.") % {
            "title": curriculum.title, "author": curriculum.author, "licence": curriculum.licence,
        }  # fmt: skip


def _thanks(curriculum: Curriculum) -> str:
    """Its own attribution, and one sentence more."""
    return f"{curriculum.attribution} {credit(curriculum)}".strip()


def _copy(curriculum: Curriculum, **changed: Any) -> Curriculum:
    """A draft with the same plans, blocks and questions."""
    draft = copied(curriculum, **changed, published_at=None, published_by_id=None)
    draft.save(force_insert=True)
    old = curriculum.plans.all()
    plans = {plan.pk: copied(plan, curriculum_id=draft.pk, edition=1) for plan in old}
    SessionPlan.objects.bulk_create(plans.values())
    for rows in (Activity, Prompt):
        below: Any = rows.objects.filter(plan__in=plans)
        rows.objects.bulk_create(copied(row, plan_id=plans[row.plan_id].pk) for row in below)
    return draft


def copied(row: M, **changed: Any) -> M:
    """A new row, not saved, with the same values but for its id and what is `changed`."""
    names = [each.attname for each in row._meta.concrete_fields if not each.primary_key]
    return type(row)(**{name: getattr(row, name) for name in names} | changed)
