"""A draft into the database, whole or not at all, and a curriculum back into a draft."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from curriculum.checking import BlockDraft, Draft, Finding, PlanDraft, check, errors
from curriculum.importing.reading import read
from curriculum.importing.writing import write_text
from curriculum.models import Activity, Curriculum, Prompt, SessionPlan

__all__ = ["Refused", "draft_of", "publish", "store"]

NOT_COLUMNS = {"plans", "blocks", "prompts", "source", "faults"}


def columns(of: type[Draft | PlanDraft | BlockDraft]) -> list[str]:
    return [each.name for each in fields(of) if each.name not in NOT_COLUMNS]


CURRICULUM, PLAN, BLOCK = columns(Draft), columns(PlanDraft), columns(BlockDraft)


class Refused(Exception):
    """A draft that does not come in, with the findings that say where and why not."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def store(draft: Draft) -> tuple[Curriculum, bool]:
    """The curriculum of the draft, not published, and whether anything was written.

    The same text again changes nothing. Another text for a version that is not published takes its
    place; for a published one, and for a draft with errors, Refused, and nothing is written.
    """
    if wrong := errors(check(draft)):
        raise Refused(wrong)
    try:
        with transaction.atomic():
            there = Curriculum.objects.filter(
                key=draft.key, language=draft.language, version=draft.version or 0
            ).first()
            if there is None:
                return made(draft), True
            if write_text(draft_of(there)) == write_text(draft):
                return there, False
            return replaced(there, draft), True
    except IntegrityError:
        words = _("The same version came in from elsewhere at this moment. Try again.")
        raise Refused([at_version(draft, words)]) from None


def publish(curriculum: Curriculum, *, now: datetime, by: models.Model | None) -> None:
    """Freeze it, if it keeps the rules: else Refused, with the lines of its own exported text."""
    if wrong := errors(check(read(write_text(draft_of(curriculum))))):
        raise Refused(wrong)
    curriculum.publish(now=now, by=by)


def made(draft: Draft, **known: Any) -> Curriculum:
    """The rows of the draft."""
    curriculum = Curriculum.objects.create(**known, **values(draft, CURRICULUM))
    plans = SessionPlan.objects.bulk_create(
        SessionPlan(curriculum=curriculum, **values(plan, PLAN)) for plan in draft.plans
    )
    beside = list(zip(plans, draft.plans, strict=True))
    Activity.objects.bulk_create(
        Activity(plan=row, position=position, **values(block, BLOCK))
        for row, plan in beside
        for position, block in enumerate(plan.blocks, 1)
    )
    Prompt.objects.bulk_create(
        Prompt(plan=row, position=position, text=plain(text))
        for row, plan in beside
        for position, text in enumerate(plan.prompts, 1)
    )
    return curriculum


def replaced(there: Curriculum, draft: Draft) -> Curriculum:
    """The draft in the place of a curriculum that was not published yet."""
    if there.published_at:
        words = _("Version %(version)d of “%(key)s” (%(language)s) is published already, with "
                  "another text. Raise “version” to bring in this one.")  # fmt: skip
        raise Refused([at_version(draft, words)])
    known = there.pk  # deleting blanks it
    try:
        there.delete()
    except ProtectedError:
        words = _("Version %(version)d of “%(key)s” (%(language)s) is in use. Raise “version”.")
        raise Refused([at_version(draft, words)]) from None
    return made(draft, id=known)


def draft_of(curriculum: Curriculum) -> Draft:
    """The curriculum as a draft; it knows no file and no line."""
    rows = curriculum.plans.order_by("number").prefetch_related("activities", "prompts")
    plans = tuple(
        PlanDraft(
            **values(row, PLAN),
            blocks=tuple(BlockDraft(**values(it, BLOCK)) for it in in_order(row.activities)),
            prompts=tuple(plain(it.text) for it in in_order(row.prompts)),
        )
        for row in rows
    )
    return Draft(**values(curriculum, CURRICULUM), plans=plans)


def in_order(rows: Any) -> list[Any]:
    return sorted(rows.all(), key=lambda row: row.position)


def values(of: object, names: list[str]) -> dict[str, Any]:
    """These fields of a row or a draft, texts with plain line ends."""
    return {name: plain(getattr(of, name)) for name in names}


def plain(value: Any) -> Any:
    """A text with plain line ends, whichever browser it came from; anything else as it is."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def at_version(draft: Draft, words: str) -> Finding:
    source = draft.source
    said = words % {"version": draft.version, "key": draft.key, "language": draft.language}
    return Finding(source.file, source.line_of("version"), "version", said)
