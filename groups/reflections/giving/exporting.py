"""What of this she can take along: what she gave, and her part in what was given to her."""

from typing import Any

from django.views.decorators.debug import sensitive_variables

from facilitator.people.models import Person
from groups.reflections.giving.sealing import Opener, or_cannot_open
from groups.reflections.giving.seeing import given
from groups.reflections.models import Addressee, Share

__all__ = ["given_for_export", "received_for_export"]


@sensitive_variables()
def given_for_export(person: Person) -> list[dict[str, Any]]:
    """All that she gave, with its words, who can read it, and the answers as she sees them."""
    ids = Share.objects.by(person).order_by("given_at").values_list("pk", flat=True)
    return [_given(person, pk) for pk in ids]


@sensitive_variables()
def _given(person: Person, pk: Any) -> dict[str, Any]:
    one = given(person, pk)
    return {
        "given_at": one.given_at,
        "group": one.group,
        "as_a_card": one.is_card,
        "with_my_name": one.named,
        "words": one.card.words if one.card else None,
        "to": [
            {
                "name": reader.name,
                "opened_at": None if one.is_card else reader.opened_at,
                "answer": reader.answer or None,
            }
            for reader in one.readers
        ],
    }  # fmt: skip


@sensitive_variables()
def received_for_export(person: Person) -> list[dict[str, Any]]:
    """That things were given to her, and her own answers; never the words of somebody else."""
    rows = Addressee.objects.filter(person=person).select_related("share", "answer")
    with or_cannot_open():
        opener = Opener()
        return [_received(row, opener) for row in rows.order_by("share__given_at", "pk")]


@sensitive_variables()
def _received(row: Addressee, opener: Opener) -> dict[str, Any]:
    said = getattr(row, "answer", None)
    return {
        "given_at": row.share.given_at,
        "opened_at": row.opened_at,
        "my_answer": opener.answer_or_none(said, row.share) if said else None,
    }
