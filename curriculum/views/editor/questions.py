"""The questions of a plan: add one, change it, move it, take it out."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from curriculum import editing
from curriculum.editing import Held, Overtaken
from curriculum.forms.texts import PromptForm
from curriculum.views.editor.asked import Asked, Senseless, number
from curriculum.views.editor.findings import Found
from curriculum.views.editor.sheet import Theirs, digest
from facilitator.pages.saying import clock24

__all__ = ["ONE", "WRITTEN", "Elsewhere", "Row", "change", "new", "rows", "stands"]

ONE = "question"  # the words of one that is there
WRITTEN = {ONE, "ask"}  # come with words
MOVED = {"up": -1, "down": 1}
ABOUT = "questions"


class Elsewhere(Exception):
    """The questions are not any more as the page showed them; the words say who and when.

    `first`: somebody else has changed the words of the same question.
    """

    def __init__(self, words: str, first: Overtaken | None = None) -> None:
        super().__init__(words)
        self.first = first


@dataclass(frozen=True)
class Row:
    """One question with its form; `stands` names it, and changes with its words."""

    number: int
    stands: str
    form: PromptForm
    found: list[Found]
    first: bool
    last: bool
    theirs: Theirs | None = None

    @property
    def name(self) -> str:
        """Of its marks on the page."""
        return f"q{self.number}"


def change(asked: Asked, name: str, text: str) -> tuple[Held, int]:
    """`ask` a new one, or `question`, `up`, `down`, `drop` the one that stands there; its place."""
    if name not in {"drop", *WRITTEN, *MOVED}:
        raise Senseless
    one = name == ONE

    def about(held: Held) -> str:
        return f"{ONE} {_place(asked, name, _texts(held))}" if one else ABOUT

    try:
        with asked.changing(about, saw=asked.saw, goes_on=one) as held:
            texts, place = _changed(asked, name, _texts(held), text)
            editing.set_prompts(held, texts)
    except Overtaken as first:
        words = _("%(who)s changed the questions at %(time)s. They are as you see them now; your "
                  "own words are still in their field.")  # fmt: skip
        said = words % {"who": first.by.name, "time": clock24(first.at)}
        raise Elsewhere(said, first if one else None) from first
    return held, place


def _texts(held: Held) -> list[str]:
    return [each.text for each in held.prompts]


def _changed(asked: Asked, name: str, texts: list[str], text: str) -> tuple[list[str], int]:
    if name == "ask":
        return (texts if text in texts else [*texts, text]), len(texts)
    at = _place(asked, name, texts)
    if name == ONE and texts[at : at + 1] == [text]:
        return texts, at  # sent twice
    if [digest(each) for each in texts[at : at + 1]] != [_named(asked)[1]]:
        raise Elsewhere(_("The questions are not any more as you saw them. Nothing was changed."))
    if name == ONE:
        texts[at] = text
    elif name == "drop":
        texts.pop(at)
    else:
        to = min(len(texts) - 1, max(0, at + MOVED[name]))
        texts.insert(to, texts.pop(at))
    return texts, at


def _place(asked: Asked, name: str, texts: list[str]) -> int:
    """Where the question stands that she means; one that she writes at may have been moved."""
    at, words = _named(asked)
    places = [place for place, each in enumerate(texts) if digest(each) == words]
    return places[0] if name == ONE and places and at not in places else at


def _named(asked: Asked) -> tuple[int, str]:
    """The place of the question that she means, as her page shows it, and what tells its words."""
    at, _dash, words = asked.request.POST.get("stands", "").partition("-")
    place = number(at)
    if place is None:
        raise Senseless
    return place, words


def stands(place: int, text: str) -> str:
    """This question with these words: a page that shows others does not mean this one.

    It has no row's id: the questions of a plan that is copied get new ones.
    """
    return f"{place}-{digest(text)}"


def rows(held: Held, marks: list[Found], said: dict[str, Any]) -> list[Row]:
    """The questions in their order, each with its form; hers, where it could not be saved."""
    kept, hers, first = said.get("asked_form"), said.get("asked_for", ""), said.get("overtaken")
    found = []
    for at, text in enumerate(_texts(held)):
        name, theirs = stands(at, text), None
        form = PromptForm(initial={"text": text}, auto_id=f"q{at + 1}_%s")
        if first is not None and hers.startswith(f"{at}-"):
            theirs = Theirs("text", "", text, first.by.name, first.at)
        if kept is not None and (theirs or name == hers):
            form = kept
        form["text"].label = _("Question %(number)s") % {
            "number": at + 1
        }  # also when it is checked
        here = [one for one in marks if one.field == f"prompt {at + 1}"]
        found.append(Row(at + 1, name, form, here, at == 0, at + 1 == len(held.prompts), theirs))
    return found


def new(said: dict[str, Any], shown: list[Row]) -> PromptForm:
    """The form of one question more; with her words, when their own place is gone."""
    kept = said.get("asked_form")
    if kept is None or any(row.form is kept for row in shown):
        return PromptForm(auto_id="new_%s")
    hers: PromptForm = kept
    return hers
