"""The texts around the blocks of a plan, and its questions."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from curriculum import editing
from curriculum.editing import TEXTS, Held, Overtaken, look
from curriculum.forms.texts import PromptForm, TextsForm
from curriculum.models import Frozen
from curriculum.views.editor import questions
from curriculum.views.editor.asked import Asked, Senseless
from curriculum.views.editor.place import Closed, Place, told
from curriculum.views.editor.sheet import Theirs, digest, sheet, too
from facilitator.pages import say, show

__all__ = ["texts"]


def texts(request: HttpRequest, place: Place) -> HttpResponse:
    """GET: every text with its field. POST: the texts that she touched, or one question."""
    if request.method != "POST":
        return _page(request, place, look(told(place.plans, place.by)))
    name, *words = request.POST.get("do", "").split(":")
    asked = Asked(request, place, tuple(words), timezone.now())
    try:
        if not place.open:
            raise Closed(place.closed)
        if name == "texts":
            return _save(asked)
        return _ask(asked, name)
    except Senseless:
        note = _("This page could not be understood. Nothing was changed.")
        return _page(request, place, asked.look(), note=note, status=422)
    except (Closed, Frozen) as why:
        return _page(request, place, look(told(place.plans, place.by)), note=str(why), status=409)


def _ask(asked: Asked, name: str) -> HttpResponse:
    """One question: added, changed, moved or taken out."""
    form = PromptForm(asked.request.POST) if name in questions.WRITTEN else None
    said: dict[str, Any] = {
        "asked_form": form, "asked_for": asked.request.POST.get("stands", ""),
    }  # fmt: skip
    if form is not None and not form.is_valid():
        return _page(asked.request, asked.place, asked.look(), status=422, **said)
    try:
        held, at = questions.change(asked, name, form.cleaned_data["text"] if form else "")
    except (questions.Elsewhere, editing.Full) as why:
        first = getattr(why, "first", None)
        said |= {"overtaken": first} if first else {"note": str(why)}
        if form is not None and first:
            form.add_error("text", too(first))
        return _page(asked.request, asked.place, asked.look(), status=422, **said)
    if name == questions.ONE and getattr(asked.request, "htmx", False):
        return _kept_question(asked, held, at)
    return _done(asked, "questions")


def _kept_question(asked: Asked, held: Held, at: int) -> HttpResponse:
    """The part of the page that is about the question which she wrote, where her page has it."""
    context = _context(asked.place, held)
    shown = int(asked.request.POST["stands"].partition("-")[0])
    context["row"] = replace(context["questions"][at], number=shown + 1)
    return say(show(asked.request, "curriculum/editor/question_saved.html", context), _("Saved"))


def _save(asked: Asked) -> HttpResponse:
    """The texts that she touched, each a change of its own."""
    held, theirs = asked.look(), list[Theirs]()
    form = TextsForm(asked.request.POST)
    for name in _touched(asked, form):
        held = _save_text(asked, held, form, name, theirs)
    if form.errors:
        return _page(asked.request, asked.place, held, form=_kept(asked, form, held), theirs=theirs,
                     status=422)  # fmt: skip
    if getattr(asked.request, "htmx", False):
        context = _context(asked.place, held)
        return say(show(asked.request, "curriculum/editor/texts_saved.html", context), _("Saved"))
    return _done(asked, "main")


def _touched(asked: Asked, form: TextsForm) -> list[str]:
    post, names = asked.request.POST, []
    for name in TEXTS:
        written = post.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
        was = {digest(written), digest(written.strip())}
        if name in post and post.get(f"was_{name}") not in was:
            names.append(name)
    for name in set(form.errors) - set(names):
        del form.errors[name]
    return names


def _save_text(
    asked: Asked, held: Held, form: TextsForm, name: str, theirs: list[Theirs]
) -> Held:  # fmt: skip
    if name not in form.cleaned_data or getattr(held.plan, name) == form.cleaned_data[name]:
        return held
    try:
        with asked.changing(f"text {name}", saw=asked.saw, goes_on=True) as changed:
            editing.set_texts(changed, **{name: form.cleaned_data[name]})
    except Overtaken as first:
        form.add_error(name, too(first))
        written = str(getattr(first.held.plan, name))
        theirs.append(Theirs(name, form.fields[name].label, written, first.by.name, first.at))
        return first.held
    return changed


def _kept(asked: Asked, form: TextsForm, held: Held) -> TextsForm:
    """What was typed stays where it could not be saved; elsewhere stands what is saved."""
    data = asked.request.POST.copy()
    for name in TEXTS:
        if name not in form.errors:
            data[name] = getattr(held.plan, name)
    form.data = data
    return form


def _done(asked: Asked, at: str) -> HttpResponse:
    there = f"{asked.place.addresses.texts}#{at}"
    return HttpResponse(status=303, headers={"Location": there})


def _page(
    request: HttpRequest, place: Place, held: Held, *, status: int = 200, **said: Any
) -> HttpResponse:
    context = _context(place, held, **said)
    return show(request, "curriculum/editor/texts.html", context, status=status)


def _context(
    place: Place, held: Held, *, form: TextsForm | None = None,
    theirs: list[Theirs] | None = None, **said: Any,
) -> dict[str, Any]:  # fmt: skip
    """Every field with what the linter and others say of it, and the questions."""
    context = sheet(place, held, **said)
    form = form or TextsForm(initial={name: getattr(held.plan, name) for name in TEXTS})
    marks = [one for one in context["found"] if one.block is None]
    others = {one.field: one for one in theirs or []}
    asks = questions.rows(held, marks, said)
    context |= {
        "form": said.get("asked_form") or form,
        "fields": [
            (
                field,
                [one for one in marks if one.field == field.name],
                others.get(field.name),
                digest(getattr(held.plan, field.name)),
            )
            for field in form
        ],
        "questions": asks,
        "new_question": questions.new(said, asks),
        "asks": {"name": "prompts", "found": [one for one in marks if one.field == "prompts"]},
    }  # fmt: skip
    return context
