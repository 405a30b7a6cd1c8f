"""What the pages of the editor show of a plan: one context for page, parts and refusals."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curriculum.arranging import is_her_own
from curriculum.editing import Held, Overtaken
from curriculum.forms.block import BlockForm, values
from curriculum.laying import Block, lay
from curriculum.models import Activity
from curriculum.views.editor.findings import Found, found_in
from curriculum.views.editor.place import Place
from facilitator.pages.saying import clock24

__all__ = ["Theirs", "chosen", "detail", "digest", "may_change", "sheet", "spots", "too"]

SHORT = 4  # letters of an id that tell the blocks of a plan apart, nearly always


@dataclass(frozen=True)
class Row:
    """A block in the list. `id`, `above` and `below` are what the page knows the blocks by."""

    on: Block
    found: list[Found]
    spot: str
    id: UUID
    above: UUID | None
    below: UUID | None


@dataclass(frozen=True)
class Theirs:
    """What somebody else wrote at the same place while she wrote."""

    field: str
    label: Any
    words: str
    who: str
    at: datetime


def too(first: Overtaken) -> str:
    """What is said at a field that somebody else has changed since she saw it."""
    words = _("%(who)s has changed this too, at %(time)s")
    return words % {"who": first.by.name, "time": clock24(first.at)}


def sheet(place: Place, held: Held, **said: Any) -> dict[str, Any]:
    """The context of every part of the editor; `said` comes from the change that was made."""
    plan = held.plan
    open_ = may_change(place, held)
    found = found_in(held) if open_ else []
    laid = lay(held.blocks, *place.clocked(plan))
    return {
        **place.context, **place.says(held),
        "place": place, "open": open_, "plan": plan, "held": held, "laid": laid,
        "rows": _rows(held, laid.blocks, found),
        "found": found, "keeps_out": sum(one.keeps_out for one in found),
        "start": laid.starts.hour * 60 + laid.starts.minute,
        "hers": not open_ and _may_go_on(place, held), "note": _others(plan), "lines": _lines(),
        **said,
    }  # fmt: skip


def _rows(held: Held, blocks: list[Block], found: list[Found]) -> list[Row]:
    spot, ids = spots(held), [held.origin(block) for block in held.blocks]
    of = [[one for one in found if one.block == each.activity.pk] for each in blocks]
    near = zip(ids, [None, *ids[:-1]], [*ids[1:], None], strict=True)
    return [
        Row(each, marks, spot[each.activity.pk], *around)
        for each, marks, around in zip(blocks, of, near, strict=True)
    ]


def spots(held: Held) -> dict[UUID, str]:
    """What the elements of each block are called on a page, which says it many times.

    It is the beginning of the id that the page knows it by, as long as it must be.
    """
    ids = {block.pk: held.origin(block).hex for block in held.blocks}
    enough = (n for n in range(SHORT, 32) if len({one[:n] for one in ids.values()}) == len(ids))
    size = next(enough, 32)
    return {pk: one[:size] for pk, one in ids.items()}


def may_change(place: Place, held: Held) -> bool:
    """Whether the page has its controls. A meeting's plan is copied by the first change."""
    of = held.plan.curriculum
    return place.open and (place.copies or of is None or of.published_at is None)


def _may_go_on(place: Place, held: Held) -> bool:
    """Whether the next version of what is published is hers to write."""
    of = held.plan.curriculum
    return of is not None and is_her_own(of, place.by)


def _others(plan: Any) -> str:
    """Who else changed it since she saw it."""
    who = getattr(plan, "others", None)
    return _("%(who)s changed this plan just now.") % {"who": who} if who else ""


def _lines() -> dict[str, str]:
    """The sentences about the sum, for a page that adds up before the answer is there."""
    return {
        f"{name}-{many}": words % {"count": "#"}
        for many, n in (("one", 1), ("many", 2))
        for name, words in (
            ("spare", ngettext("%(count)s minute to spare.", "%(count)s minutes to spare.", n)),
            (
                "over",
                ngettext("Take %(count)s from somewhere.", "Take %(count)s from somewhere.", n),
            ),
        )
    }


def chosen(held: Held, wanted: UUID | None) -> Activity | None:
    """The block that she opened, by its id now or before the copy, if it is still there."""
    try:
        return held.block(wanted) if wanted else None
    except Activity.DoesNotExist:
        return None


def detail(
    held: Held, block: Activity | None, found: list[Found], *, form: BlockForm | None = None,
    theirs: list[Theirs] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The form of one block, each field with what the linter and others say of it."""
    if block is None:
        return {"chosen": None}
    form = form or BlockForm(initial=values(block), block=block)
    others = {one.field: one for one in theirs or []}
    return {
        "chosen": block,
        "known": held.origin(block),
        "spot": spots(held)[block.pk],
        "form": form,
        "fields": [
            (
                field,
                [one for one in found if (one.block, one.field) == (block.pk, field.name)],
                others.get(field.name),
                digest(getattr(block, field.name)),
            )
            for field in form
        ],
    }


def digest(value: object) -> str:
    """Short, and different for different words: what she found in a field when she opened it."""
    written = "" if value is None else str(value)
    return sha256(written.encode("utf-8", "replace")).hexdigest()[:16]
