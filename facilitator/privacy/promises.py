"""What the privacy page says: who can read what, and what is kept until when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from facilitator.keeping import NOT_PERSONAL, Until, declarations
from facilitator.people.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["READERS", "Row", "Term", "kept", "rows"]

Told = Callable[[Person, datetime], list[str]]

READERS = (_("Other members"), _("Your facilitators"), _("Coordinators"), _("Computer people"))
NO, YES, ON_PURPOSE = _("No"), _("Yes"), _("Only on purpose: see below")
CHOSEN = _("Only whoever you choose, if she chooses you")
LEADS_AND_CHOSEN = _("Only if she is the one, and chooses you")


@dataclass(frozen=True)
class Row:
    """One thing, and whether each of READERS can read it; at least as open as it truly is."""

    what: "_StrPromise"
    answers: "tuple[_StrPromise, _StrPromise, _StrPromise, _StrPromise]"

    @property
    def cells(self) -> "list[tuple[_StrPromise, _StrPromise]]":
        """(reader, answer), in the order of READERS."""
        return list(zip(READERS, self.answers, strict=True))


def rows() -> list[Row]:
    """Of everybody, then of those who lead; each from the most private to the least."""
    return [*_of_everybody(), *_of_those_who_lead()]


def _of_everybody() -> list[Row]:
    return [
        Row(_("What you write in your pages"), (NO, NO, NO, ON_PURPOSE)),
        Row(
            _("What you give away of them, until you take it back"),
            (_("Your group, a card"), _("Those whom you choose"), NO, ON_PURPOSE),
        ),
        *_at_the_ending(),
        Row(_("Whether you wrote, and when"), (NO, NO, NO, YES)),
        Row(_("Your own word for a tender day"), (NO, NO, NO, ON_PURPOSE)),
        Row(_("Which days are tender for you"), (NO, NO, NO, YES)),
        Row(
            _("That a week is tender for you, but not which day, and not why"),
            (NO, _("Only if you say so"), NO, YES),
        ),
        Row(_("When you were last here"), (NO, NO, NO, YES)),
        Row(_("A record of who changed what, without words"), (NO, NO, NO, YES)),
        Row(_("Whether you are coming, and the line you add"), (NO, YES, NO, YES)),
        Row(
            _("Which messages we sent you"),
            (NO, _("Yes, but none about your writing"), _("Only whether they arrive"), YES),
        ),
        Row(_("Your email address"), (NO, _("If she invited you by mail"), YES, YES)),
        Row(_("The name you are called by"), (_("If you say so when you join"), YES, YES, YES)),
    ]


def _at_the_ending() -> list[Row]:
    reached = _("How you can be reached after the ending, if you write it")
    return [
        Row(reached, (CHOSEN, LEADS_AND_CHOSEN, NO, ON_PURPOSE)),
        Row(_("Whom you would like to stay in touch with"), (CHOSEN, LEADS_AND_CHOSEN, NO, YES)),
        Row(_("What you choose for your pages at the end"), (NO, NO, NO, YES)),
    ]


def _of_those_who_lead() -> list[Row]:
    return [
        Row(_("If you lead: your own notes on a plan"), (NO, NO, NO, ON_PURPOSE)),
        Row(_("If you lead: the blocks in your own library"), (NO, NO, NO, YES)),
        Row(
            _("If you lead: who changed the plan of an evening, and how it was before"),
            (NO, _("Only whoever leads with you"), NO, YES),
        ),
        Row(
            _("If you lead: a draft of a programme, and what you changed in it"),
            (NO, NO, YES, YES),
        ),
    ]


@dataclass(frozen=True)
class Term:
    """Everything that is kept until the same end, and why each."""

    until: str
    reasons: list[str]
    dates: list[str] = field(default_factory=list)  # sentences, as she was told them


def kept(person: Person | None = None, *, now: datetime) -> list[Term]:
    """The declarations of every table, term by term; what says nothing of a person in one row.

    With the dates that `person` was told.
    """
    told = {_words(keeps.until): keeps.until.told for _label, keeps in declarations()}
    terms: dict[str, list[str]] = {}
    folded: dict[str, list[str]] = {}
    for _label, keeps in declarations():
        if keeps.until is NOT_PERSONAL:
            folded[str(NOT_PERSONAL.words)] = [str(_("programmes, plans, dates and the like"))]
        else:
            reasons = terms.setdefault(_words(keeps.until), [])
            reasons += [str(keeps.why)] if str(keeps.why) not in reasons else []
    return [
        Term(until, reasons, _dates(told.get(until, ""), person, now))
        for until, reasons in (terms | folded).items()
    ]


def _dates(name: str, person: Person | None, now: datetime) -> list[str]:
    if not name or person is None:
        return []
    told: Told = import_string(name)
    return told(person, now)


def _words(until: Until) -> str:
    return str(until.words)
