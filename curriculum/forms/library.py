"""Look for a block, and give one of her own another name."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from curriculum.forms import fields
from curriculum.models import Step
from curriculum.models.library_activity import LibraryActivityQuerySet
from facilitator.pages.languages import named

__all__ = ["FindForm", "RenameForm"]

EVERY = "all"


class FindForm(forms.Form):
    """Kind, minutes at most, words, language. What makes no sense is as if it were not said."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    most = forms.IntegerField(
        label=_("Minutes, at most"), required=False, min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Words"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data: Any, *, blocks: LibraryActivityQuerySet, language: str = "") -> None:
        known = sorted(set(blocks.order_by().values_list("language", flat=True)))
        wanted = language or (get_language() or "en").split("-")[0]
        usual = wanted if wanted in known else EVERY
        said = {name: data[name] for name in data}
        if said.get("language") not in {EVERY, *known}:
            said["language"] = usual
        super().__init__(said)
        self.blocks = blocks
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", _("Every kind")), *Step.Kind.choices]
        languages: Any = self.fields["language"]
        languages.choices = [(EVERY, _("Every language")), *((code, named(code)) for code in known)]

    def found(self) -> LibraryActivityQuerySet:
        """The blocks that fit what could be understood."""
        self.full_clean()
        said, rows = self.cleaned_data, self.blocks
        if said.get("kind"):
            rows = rows.filter(kind=said["kind"])
        if said.get("most"):
            rows = rows.filter(minutes__lte=said["most"])
        if said["language"] != EVERY:
            rows = rows.filter(language=said["language"])
        for word in said.get("words", "").split():
            rows = rows.filter(
                Q(title__icontains=word) | Q(words__icontains=word) | Q(notes__icontains=word)
            )
        return rows


class RenameForm(forms.Form):
    """Another name for a block of her own."""

    title = fields.line(160, label=_("Name"), required=_("Enter a name for the block"))
