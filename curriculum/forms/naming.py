"""The linter names fields as the file does; on the screen they have other names."""

import re

from django import forms
from django.utils.translation import gettext as _

from curriculum.models import Step

__all__ = ["on_screen"]

# A name of the file format, in the quotes of whichever language the sentence is in.
NAMED = re.compile(r"(?<=[“«])([a-z]+)(?: (\d+))?(?=[”»])")


def on_screen(sentence: str, form: type[forms.Form]) -> str:
    """The sentence with the labels of this form's fields, and the names of kinds, for those."""
    fields: dict[str, forms.Field] = form.base_fields
    labels = {name: field.label for name, field in fields.items()}
    kinds = {kind.value: kind.label for kind in Step.Kind}

    def said(found: re.Match[str]) -> str:
        name, number = found.groups()
        if number:
            return _("Question %(number)s") % {"number": number}
        return str(labels.get(name) or kinds.get(name) or name)

    return NAMED.sub(said, sentence)
