"""A programme from a text file, or pasted."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["PASTED", "BringForm"]

PASTED = "pasted.md"  # the name of a text that came without a file


class Anything(forms.CharField):
    """Whatever was pasted, as it came: the importer says what is wrong with it, and where."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.validators = []


class BringForm(forms.Form):
    """One file, or its text. `accept` and `rename` answer what the page asked."""

    file = forms.FileField(
        label=_("A text file"),
        help_text=_("As it is downloaded here: one file, at most 1 MB."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".md,.txt,text/markdown,text/plain"}),
    )
    pasted = Anything(
        label=_("Or its text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("file") and not cleaned.get("pasted"):
            self.add_error("file", ValidationError(_("Choose a file, or paste its text below")))
        return cleaned

    def source(self) -> dict[str, bytes]:
        """What came, under its name."""
        upload = self.cleaned_data["file"]
        if upload:
            return {upload.name[:80]: upload.read()}
        return {PASTED: self.cleaned_data["pasted"].encode("utf-8", "surrogatepass")}
