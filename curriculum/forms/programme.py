"""A new programme, and what one says of itself."""

from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from curriculum.arranging import MOST
from curriculum.arranging.beginning import SHORTEST
from curriculum.checking.about import LONGEST, SHORTEST_MEETING
from curriculum.forms import fields
from curriculum.models import Curriculum
from curriculum.revising import shares_alike
from facilitator.pages.languages import named

__all__ = ["NewForm", "TextsForm"]

LANGUAGES = sorted(
    ((code, said["name_local"].capitalize()) for code, said in LANG_INFO.items()
     if "name_local" in said and len(code) <= LONGEST["language"]),
    key=lambda one: one[1],
)  # fmt: skip
LICENCE = _("What others may do with it, such as CC BY-SA 4.0.")


class NewForm(forms.Form):
    """A programme from nothing."""

    title = fields.line(
        LONGEST["title"], label=_("Title"), required=_("Enter a title for the programme")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        error_messages={
            "required": _("Choose its language"),
            "invalid_choice": _("Choose its language"),
        },
    )
    evenings = forms.IntegerField(
        label=_("How many evenings"),
        help_text=_("You can add and take out evenings later."),
        min_value=1,
        max_value=MOST - 2,
        error_messages={
            "required": _("Enter how many evenings it has"),
            "invalid": _("Enter the number of evenings in figures, such as 8"),
            "min_value": _("A programme has at least one evening"),
            "max_value": _("A programme has at most %(limit_value)d evenings"),
        },
    )
    minutes = fields.minutes(label=_("Minutes of one evening"), least=SHORTEST)
    licence = fields.line(
        LONGEST["licence"], label=_("Licence"), required=_("Enter a licence"), hint=LICENCE
    )


class TextsForm(forms.Form):
    """What a draft says of itself; of two who change it at once, neither loses a word.

    The fields carry what she saw. A text that somebody else has changed since is shown to her and
    is not written over unless she sends hers again.
    """

    title = fields.line(
        LONGEST["title"], label=_("Title"), required=_("Enter a title for the programme")
    )
    subtitle = fields.line(LONGEST["subtitle"], label=_("Subtitle"), required="")
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,  # who does not say it leaves it
        help_text=_("All its evenings follow, but for those that are in another language."),
        error_messages={"invalid_choice": _("Choose its language")},
    )
    author = fields.line(LONGEST["author"], label=_("Author"), required=_("Enter who wrote it"))
    licence = fields.line(
        LONGEST["licence"], label=_("Licence"), required=_("Enter a licence"), hint=LICENCE
    )
    attribution = fields.text(
        label=_("Whom to thank"), rows=2, hint=_("What it builds on, and who gave you something.")
    )
    minutes = fields.minutes(label=_("Minutes of one evening"), least=SHORTEST_MEETING)
    agreements = fields.text(
        label=_("Agreements"), rows=5, hint=_("What a group may start from. A line - for each.")
    )
    guide = fields.text(label=_("Guide"), rows=9, hint=_("For those who lead. No member sees it."))

    def __init__(self, data: Any = None, *, programme: Curriculum) -> None:
        self.programme = programme
        self.now = {name: getattr(programme, name) for name in self.base_fields}
        super().__init__(data, initial=self.now)
        self._offer_languages()
        for field in self.fields.values():
            field.show_hidden_initial = True
        if programme.forked_from and shares_alike(programme.forked_from.licence):
            self.fields["licence"].disabled = True
            self.fields["licence"].help_text = _("It stays as it came: what is made from it is "
                                                 "shared alike.")  # fmt: skip

    def _offer_languages(self) -> None:
        """Those of the house, and its own; a translation is in the language it was made for."""
        if self.programme.translation_of:
            del self.fields["language"]
            return
        codes = dict.fromkeys([*dict(settings.LANGUAGES), self.programme.language])
        choosing: Any = self.fields["language"]
        choosing.choices = [(code, named(code)) for code in codes]

    def clean_language(self) -> str:
        """One that is free: neither this version nor somebody else has it under this key."""
        it = self.programme
        language: str = self.cleaned_data["language"] or it.language
        there = Curriculum.objects.filter(key=it.key, language=language).exclude(pk=it.pk)
        if (
            language != it.language
            and there.exclude(owner=it.owner, version__lt=it.version).exists()
        ):
            raise ValidationError(_("There is one of it in this language already"))
        return language

    def clean_attribution(self) -> str:
        """Whoever made it from something goes on saying from what."""
        words: str = self.cleaned_data["attribution"]
        made_from = self.programme.forked_from
        if made_from and not (made_from.title in words and made_from.author in words):
            raise ValidationError(
                _("Keep the words that name “%(title)s” and its author, %(author)s"),
                params={"title": made_from.title, "author": made_from.author},
            )
        return words

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.changed_data:
            saw = self[name].field.to_python(self.data.get(self.add_initial_prefix(name), ""))
            if name in cleaned and self.now[name] not in {saw, cleaned[name]}:
                self._show(name)
        return cleaned

    def _show(self, name: str) -> None:
        """Say what stands there now; sending it once more is meant."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_initial_prefix(name)] = self.now[name]  # type: ignore[index]  # a copy
        words = _(
            "Somebody else has changed this meanwhile: “%(now)s”. Send it again to keep yours"
        )
        self.add_error(name, ValidationError(words, params={"now": self.now[name]}))

    def changes(self) -> dict[str, Any]:
        """What she changed, and nothing that she only saw."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
