"""Whether she comes, and a line for whoever leads."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Reply


class ReplyForm(forms.Form):
    """One of three answers; the note is optional. `seen`: the start that stood on the page."""

    answer = forms.ChoiceField(
        label=_("Will you be there?"),
        choices=Reply.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the three answers"),
            "invalid_choice": _("Choose one of the three answers"),
        },
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("A line for her"),
        required=False,
        max_length=300,
        error_messages={"max_length": _("The line is longer than %(limit_value)d characters")},
    )
