"""Save the fields of one block, each a change of its own; what cannot be saved stays before her."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from curriculum import editing
from curriculum.editing import Held, Overtaken, copied_id
from curriculum.forms.block import BlockForm, values
from curriculum.models import Activity, Step
from curriculum.views.editor.answering import DETAIL, done, whole
from curriculum.views.editor.asked import Asked, Senseless, at
from curriculum.views.editor.sheet import Theirs, detail, digest, sheet, too
from facilitator.pages import show

__all__ = ["again", "save"]


@dataclass
class Saving:
    """What became of the fields that she touched."""

    held: Held
    form: BlockForm
    theirs: list[Theirs] = field(default_factory=list)


def save(asked: Asked) -> HttpResponse:
    """Each field that she touched, of one block: `set:<block>`, the form beside it."""
    block_id = asked.id(0)
    held = asked.look()
    try:
        block = held.block(block_id)
    except Activity.DoesNotExist:
        return _gone(asked, held)
    saving = Saving(held, BlockForm(asked.request.POST, block=block))
    for name in touched(asked, saving.form):
        _save_field(asked, saving, block_id, name)
    block = saving.held.block(block_id)
    if saving.form.errors:
        return _kept(asked, saving, block)
    whole_form = "whole" in asked.request.POST  # it still shows what was wrong before
    return done(
        asked.request, asked.place, saving.held, opened=block.pk, at=block.pk,
        words=_("Saved"), with_detail=whole_form, with_marks=block.pk,
    )  # fmt: skip


def touched(asked: Asked, form: BlockForm) -> list[str]:
    """The fields that she changed; of the others nothing is said and nothing written.

    A script says which they are. Without it each field comes with a digest of what stood in it.
    """
    post = asked.request.POST
    said = post.get("touched")
    if said is not None:
        names = [name for name in Step.SAYS if name in said.split()]
    else:
        names = [name for name in Step.SAYS if name in post and _differs(post, name)]
    for name in set(form.errors) - set(names):
        del form.errors[name]
    return names


def _differs(post: Any, name: str) -> bool:
    written = post[name].replace("\r\n", "\n").replace("\r", "\n")
    return post.get(f"was_{name}") not in {digest(written), digest(written.strip())}


def _save_field(asked: Asked, saving: Saving, block_id: UUID, name: str) -> None:
    """One field. Overtaken: her words stay in it, and the other's stand beside it."""
    form = saving.form
    if name not in form.cleaned_data:
        return
    value = form.cleaned_data[name]
    block = saving.held.block(block_id)
    if getattr(block, name) == value:
        return
    try:
        with asked.changing(at(block_id, name), saw=asked.saw, goes_on=True) as held:
            editing.set_block(held, held.block(block_id), **{name: value})
        saving.held = held
    except Overtaken as first:
        saving.held = first.held
        theirs = first.held.block(block_id)
        label = form.fields[name].label
        form.add_error(name, too(first))
        written = shown(theirs, name)
        saving.theirs.append(Theirs(name, label, written, first.by.name, first.at))


def shown(block: Activity, name: str) -> str:
    """The value of a field in words."""
    if name in {"kind", "role"}:
        return str(getattr(block, f"get_{name}_display")())
    value = getattr(block, name)
    return "" if value is None else str(value)


def _kept(asked: Asked, saving: Saving, block: Activity) -> HttpResponse:
    """What was typed stays in the fields; in the others stands what is saved by now. 422."""
    form, said = saving.form, {"theirs": saving.theirs}
    data = asked.request.POST.copy()
    for name, value in values(block).items():
        if name not in form.errors:
            data[name] = "" if value is None else value
    form.data = data
    if not getattr(asked.request, "htmx", False):
        return whole(
            asked.request, asked.place, saving.held, opened=block.pk, status=422, form=form, **said
        )
    context = sheet(asked.place, saving.held)
    context |= detail(saving.held, block, context["found"], form=form, theirs=saving.theirs)
    context["quiet"] = "loud" not in asked.request.POST  # she is still typing: no summary takes her
    return _over_detail(show(asked.request, DETAIL, context, status=422))


def _gone(asked: Asked, held: Held) -> HttpResponse:
    """The block was taken out meanwhile: her words stay, and can become a block again. 422."""
    who = held.plan.changes.order_by("-edition").exclude(by=asked.place.by)
    gone = asked.id(0)
    its = Q(about__startswith=gone) | Q(about__startswith=copied_id(held.plan.pk, gone))
    removed = who.filter(its).select_related("by").first()
    return _still_gone(asked, BlockForm(asked.request.POST), held, removed=removed)


def _still_gone(asked: Asked, form: BlockForm, held: Held, **said: Any) -> HttpResponse:
    """Her words in the form of a block that is not in the plan. 422."""
    context = sheet(asked.place, held) | {
        "form": form, "gone": True, "chosen": None,
        "fields": [(each, [], None, "") for each in form], **said,
    }  # fmt: skip
    if not getattr(asked.request, "htmx", False):
        return show(asked.request, "curriculum/editor/page.html", context, status=422)
    return _over_detail(show(asked.request, DETAIL, context, status=422))


def _over_detail(response: HttpResponse) -> HttpResponse:
    response.headers["HX-Retarget"] = "#detail"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def again(asked: Asked) -> HttpResponse:
    """A block that somebody took out, put in again as she has it: `again`."""
    form = BlockForm(asked.request.POST)
    if set(form.fields) - set(asked.request.POST):
        raise Senseless
    if not form.is_valid():
        return _still_gone(asked, form, asked.look())
    try:
        with asked.changing("new") as held:
            block = editing.add_block(held, **form.cleaned_data)
    except editing.Full as full:
        form.add_error(None, str(full))
        return _still_gone(asked, form, asked.look())
    words = _("%(title)s is in the plan again.") % {"title": block.title}
    return done(
        asked.request, asked.place, held, opened=block.pk, at=block.pk, words=words,
        with_detail=True, focus="detail-heading",
    )  # fmt: skip
