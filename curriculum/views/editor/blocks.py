"""Change the blocks of a plan from its page: longer, shorter, elsewhere, new, gone, and undone."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curriculum import editing
from curriculum.checking.about import LONGEST_MEETING
from curriculum.comparing import compare_plans
from curriculum.editing import Held, Overtaken
from curriculum.importing import read_plan
from curriculum.laying import lay
from curriculum.models import Activity, Change, Step
from curriculum.views.editor.answering import done, refused
from curriculum.views.editor.asked import Asked, at, number
from curriculum.views.editor.place import Place
from facilitator.pages.saying import clock24, in_words

__all__ = ["add", "lately", "minutes", "past", "remove", "undo"]

USUAL = 10  # minutes of a new block
LATELY = timedelta(minutes=1)


def minutes(asked: Asked) -> HttpResponse:
    """So many minutes for one block: `minutes:<block>:<minutes>`."""
    block_id = asked.id(0)
    wanted = number(asked.words[1]) if len(asked.words) > 1 else None
    if wanted is None or not 1 <= wanted <= LONGEST_MEETING:
        words = _("A block takes from 1 to %(most)d minutes.") % {"most": LONGEST_MEETING}
        return refused(asked.request, asked.place, asked.look(), words=words, opened=asked.opened)
    try:
        with asked.changing(at(block_id, "minutes"), saw=asked.saw) as held:
            block = held.block(block_id)
            editing.set_block(held, block, minutes=wanted)
    except Overtaken as first:
        return _beaten(asked, first, block_id, wanted)
    words = ngettext(
        "%(title)s, %(count)d minute.", "%(title)s, %(count)d minutes.", block.minutes
    ) % {"title": block.title, "count": block.minutes}  # fmt: skip
    return _answer(asked, held, f"{words} {_sum(asked, held)}", block=block)


def _beaten(asked: Asked, first: Overtaken, block_id: UUID, wanted: int) -> HttpResponse:
    block = first.held.block(block_id)
    words = _("%(who)s has just given “%(title)s” %(count)d minutes. You wanted %(wanted)d: choose "
              "again, if you still want it.") % {
        "who": first.by.name, "title": block.title, "count": block.minutes, "wanted": wanted,
    }  # fmt: skip
    return refused(asked.request, asked.place, first.held, words=words, opened=asked.opened)


def past(asked: Asked) -> HttpResponse:
    """A block changes sides with a neighbour: `past:<block>:<neighbour>`. A second time: nothing.

    The button says which way: `up` or `down` stands at the end.
    """
    block_id = asked.id(0)
    steps = partial(_steps, block_id=block_id, other_id=asked.id(1), way=asked.words[-1])
    with asked.changing(lambda held: _about_move(held, held.block(block_id), steps(held))) as held:
        block = held.block(block_id)
        place = editing.move_block(held, block, steps(held)) + 1
    words = _("%(title)s is now number %(place)s of %(count)s.") % {
        "title": block.title, "place": in_words(place), "count": in_words(len(held.blocks)),
    }  # fmt: skip
    return _answer(asked, held, words, block=block)


def _steps(held: Held, *, block_id: UUID, other_id: UUID, way: str) -> int:
    """How many places later she wants the block, or earlier; 0: it is there already."""
    here = held.blocks.index(held.block(block_id))
    try:
        there = held.blocks.index(held.block(other_id)) - here
    except Activity.DoesNotExist:
        there = -1 if way == "up" else 1  # the neighbour is gone: one place is meant
    return there if (there < 0) == (way == "up") else 0


def _about_move(held: Held, block: Activity, steps: int) -> str:
    before = held.blocks.index(block)
    return Change.about_move(block.pk, before, before + steps)


def add(asked: Asked) -> HttpResponse:
    """A new block before the closing; its form opens."""
    with asked.changing("new") as held:
        block = editing.add_block(held, kind=Step.Kind.GROUP, title=_("New block"), minutes=USUAL)
    laid = lay(held.blocks, *asked.place.clocked(held.plan))
    starts = next(each.starts for each in laid.blocks if each.activity is block)
    words = _("New block added at %(time)s") % {"time": clock24(starts)}
    return _answer(asked, held, words, block=block, opened=block.pk, focus="id_title")


def remove(asked: Asked) -> HttpResponse:
    """Take a block out: `remove:<block>`; first a word, when somebody has just worked at it."""
    block_id = asked.id(0)
    with asked.changing(at(block_id, "removed")) as held:
        block = held.block(block_id)
        who = _worked_at(held, block, asked)
        if who is None:
            place = held.blocks.index(block)
            editing.remove_block(held, block)
    if who is not None:
        words = _("%(who)s has just changed “%(title)s”. Look at it first; then you can still "
                  "remove it.") % {"who": who, "title": block.title}  # fmt: skip
        return refused(asked.request, asked.place, held, words=words, opened=block.pk)
    opened = asked.opened if asked.opened != block_id else None
    beside = held.blocks[min(place, len(held.blocks) - 1)] if held.blocks else None
    words = _("%(title)s removed.") % {"title": block.title}
    said = {"bar": words, "focus": "undo-bar"}
    words = _("%(words)s Undo available.") % {"words": words}
    return _answer(
        asked, held, words, block=beside, opened=opened or (beside and beside.pk), **said
    )


def _worked_at(held: Held, block: Activity, asked: Asked) -> str | None:
    """Who else changed something of this block since she saw it."""
    theirs = held.plan.changes.filter(
        edition__gt=asked.saw, about__startswith=str(block.pk), undone_at=None
    ).exclude(by=asked.place.by)
    found: str | None = theirs.values_list("by__name", flat=True).first()
    return found


def undo(asked: Asked) -> HttpResponse:
    """Take back the newest change, if it is still the one she means: `undo:<change>`."""
    asked_for, before = asked.id(0), asked.look()
    with transaction.atomic():
        plans = asked.place.own()
        undone = editing.undo(plans, None, by=asked.place.by, now=asked.now, only=asked_for)
        transaction.set_rollback(undone is None)  # what was copied for nothing is not kept
    held = asked.look()
    if undone is None:
        mine = Change.objects.filter(pk=asked_for, plan=held.plan, undone_at__isnull=False)
        words = _("That is undone already.") if mine.exists() else _(
            "Something else was changed after that. What changed says what, and by whom."
        )  # fmt: skip
        return refused(asked.request, asked.place, held, words=words, opened=asked.opened)
    changed = compare_plans(held.draft, before.draft, moved=undone.moved_to)
    phrases = ", ".join(changed) or _("nothing is different")
    words = _("Undone: %(what)s.") % {"what": phrases}
    return _answer(asked, held, words, note=words, calm=True)


def _answer(asked: Asked, held: Held, words: str, **said: Any) -> HttpResponse:
    block = said.pop("block", None)
    opened = said.pop("opened", asked.opened)
    return done(
        asked.request, asked.place, held, opened=opened, words=words,
        at=block.pk if block else None, with_detail=opened is not None, **said,
    )  # fmt: skip


def _sum(asked: Asked, held: Held) -> str:
    """ "91 of 90, you finish at 20.31." """
    laid = lay(held.blocks, *asked.place.clocked(held.plan))
    return _("%(total)d of %(minutes)d, you finish at %(time)s.") % {
        "total": laid.total, "minutes": laid.minutes, "time": clock24(laid.ends),
    }  # fmt: skip


def lately(place: Place, held: Held) -> str:
    """What she has just done, so that a page without a script can offer to undo it."""
    plan: Any = held.plan
    mine = plan.standing is not None and plan.standing_of == place.by.pk
    mine = mine and place.was_changed_here(plan)
    if not (place.open and mine) or timezone.now() - plan.changed_at > LATELY:
        return ""
    newest = plan.changes.get(pk=plan.standing)
    phrases = compare_plans(read_plan(newest.before), held.draft, moved=newest.moved_to)
    return ", ".join(phrases)
