"""Begin a programme from nothing: its evenings have blocks whose minutes add up, and no words."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from curriculum.models import Activity, Curriculum, SessionPlan, Step
from facilitator.people.models import Person

__all__ = ["SHORTEST", "Outline", "begin", "laid_out"]

SHORTEST = 30  # minutes of a meeting for which the blocks below make sense
CLOSING = 8  # minutes, at least
KEPT = 0.7  # of its minutes, when a block is shortened as far as it goes
SHARES = {"open": 8, "agree": 12, "round": 20, "quiet": 9, "pairs": 13}
TRIMMED = {"open", "round", "quiet", "pairs"}


@dataclass(frozen=True)
class Outline:
    """What she says of a new programme before it has a word."""

    title: str
    language: str
    evenings: int
    minutes: int


@transaction.atomic
def begin(outline: Outline, *, by: Person, licence: str) -> Curriculum:
    """A draft of hers; the first evening and the last have room for the agreements."""
    programme: Curriculum = Curriculum.objects.create(
        key=Curriculum.objects.free_key(slugify(outline.title)), language=outline.language,
        title=outline.title, minutes=outline.minutes, author=by.name, licence=licence, owner=by,
    )  # fmt: skip
    with override(outline.language):
        made = [
            laid_out(
                programme, number, _("Evening %(number)d") % {"number": number},
                minutes=outline.minutes, agrees=number in {1, outline.evenings},
            )
            for number in range(1, outline.evenings + 1)
        ]  # fmt: skip
    SessionPlan.objects.bulk_create(plan for plan, _blocks in made)
    Activity.objects.bulk_create(block for _plan, blocks in made for block in blocks)
    return programme


def laid_out(
    programme: Curriculum, number: int, title: str, *, minutes: int, agrees: bool = False
) -> tuple[SessionPlan, list[Activity]]:
    """One plan and its blocks, not saved; they end with a closing and take exactly `minutes`."""
    plan = SessionPlan(
        curriculum=programme, number=number, language=programme.language, title=title,
        minutes=minutes,
    )  # fmt: skip
    with override(programme.language):
        names = {
            "open": _("Coming in"), "agree": _("How we look after each other"),
            "round": _("A round"), "quiet": _("On paper, each for herself"),
            "pairs": _("In twos"), "close": _("Closing"),
        }  # fmt: skip
    lengths = _lengths(minutes, [kind for kind in SHARES if agrees or kind != "agree"])
    return plan, [
        Activity(
            plan=plan, position=position, kind=Step.Kind(kind), title=names[kind], minutes=length,
            trim=int(length * KEPT) if kind in TRIMMED else None,
        )
        for position, (kind, length) in enumerate(lengths.items(), 1)
    ]  # fmt: skip


def _lengths(minutes: int, kinds: list[str]) -> dict[str, int]:
    """Minutes by kind, in the order in which they are run; the round takes what is left over."""
    closing = max(CLOSING, minutes // 9)
    whole = sum(SHARES[kind] for kind in kinds)
    lengths = {kind: (minutes - closing) * SHARES[kind] // whole for kind in kinds}
    lengths["round"] += minutes - closing - sum(lengths.values())
    return lengths | {"close": closing}
