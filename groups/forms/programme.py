"""Which published programme a group works through: cards, under the names of their languages."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, ngettext, override
from django.utils.translation import gettext_lazy as _

from curriculum.models import Curriculum, SessionPlan
from facilitator.pages import saying
from facilitator.pages.forms import card
from facilitator.pages.languages import said_in
from facilitator.pages.tags import sentence


class ProgrammeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # only stubs take one
    """One of the published programmes, as a card. A chosen one brings the heads of its plans."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Curriculum.objects.none(), empty_label=None, **kwargs)

    def offer(self, found: Sequence[Any]) -> None:
        """Show these. What is sent is asked of the database again: it may be gone by then."""
        self.queryset = Curriculum.objects.newest().prefetch_related(heads())
        self.choices = list(self._grouped(found))

    def _grouped(self, found: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        """Her language first; no headings where there is one language only."""
        languages = list(dict.fromkeys(each.language for each in found))
        for code in languages:
            cards = [(each.pk, _card(each)) for each in found if each.language == code]
            yield from [(language_name(code), cards)] if len(languages) > 1 else cards

    def to_python(self, value: Any) -> Any:
        """A draft, one of nobody and what is no id at all: all the same, not in the list."""
        try:
            return super().to_python(value)
        except ValidationError:
            code = "older" if _was_published(value) else "invalid_choice"
            raise ValidationError(self.error_messages[code], code=code) from None


def _was_published(value: Any) -> bool:
    try:
        return bool(Curriculum.objects.published().filter(pk=value).exists())
    except (ValueError, ValidationError):
        return False


def _card(programme: Any) -> str:
    count = saying.in_words(programme.evenings).capitalize()
    length = ngettext("%(count)s evening", "%(count)s evenings", programme.evenings) % {
        "count": count
    }
    each = ngettext("%(count)d minute each", "%(count)d minutes each", programme.minutes) % {
        "count": programme.minutes
    }
    title, subtitle = programme.title, sentence(programme.subtitle)
    said = each if _says_how_many(programme) else f"{length}, {each}"
    hint = format_html("{}. {}", said, said_in(subtitle, programme.language))
    return str(card(said_in(title, programme.language), hint))


def _says_how_many(programme: Any) -> bool:
    """Whether its subtitle begins with the number of evenings, in its own language."""
    with override(programme.language):
        count = saying.in_words(programme.evenings).capitalize()
    return bool(programme.subtitle.startswith(f"{count} "))


def heads() -> "Prefetch[Any]":
    """The plans of a programme, with no more of each than the dates need."""
    fields = ("curriculum", "number", "part", "title", "language", "minutes")
    return Prefetch("plans", SessionPlan.objects.only(*fields))


def programmes() -> list[Any]:
    """The newest version of each published one with the number of its evenings; one query."""
    found = Curriculum.objects.newest().fitting(get_language() or "en")
    return list(found.defer("agreements", "guide", "attribution"))


def language_name(code: str) -> str:
    """A language by its own name, said in it; one that Django does not know by its code."""
    for known in (code.lower(), code.lower().split("-")[0]):
        try:
            return said_in(capfirst(get_language_info(known)["name_local"]), code)
        except KeyError:
            continue
    return code


REPUBLISHED = _("There is a newer version of this programme by now. Choose it from the list")
