"""Forms of this room: a reply to one evening, and what may be written to a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from facilitator.pages.forms import card
from groups.models import Reply
from groups.reminders.choosing import OFFERED, Choice
from groups.reminders.kinds import KINDS
from groups.reminders.models import Preference

__all__ = ["ChoicesForm", "ReplyForm"]

Level = Preference.Level
LEVELS = [
    (
        Level.USUAL,
        card(_("Usual"), _("The day, the hour and the place. Never what the group is about.")),
    ),
    (Level.QUIET, card(_("Very quiet"), _("“A note from Ruth”, and a link. Nothing else."))),
    (
        Level.NONE,
        card(
            _("None"),
            _("Nothing from your group, not even when an evening moves. Codes still come."),
        ),
    ),
]


class ReplyForm(forms.Form):
    """What she says beforehand about one evening. `seen`: the start that stood on the page."""

    answer = forms.ChoiceField(
        label=_("Will you come?"),
        choices=Reply.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three")},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("A line with it, if you like"),
        help_text=_("You do not have to give a reason."),
        max_length=300,
        required=False,
    )


class ChoicesForm(forms.Form):
    """How much a mail says, and which may come."""

    level = forms.ChoiceField(
        label=_("How much a mail says"),
        choices=LEVELS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how much a mail says")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What may come"),
        choices=[(name, KINDS[name].words) for name in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    question = forms.BooleanField(
        label=_("Tell me once, between two evenings, that a question waits"),
        help_text=_("The mail never holds the question. It does not come when you have written."),
        required=False,
    )

    @staticmethod
    def initial_of(chosen: Preference) -> dict[str, object]:
        """What the form shows before she changes it."""
        return {
            "level": chosen.level,
            "kinds": [name for name in OFFERED if name not in chosen.muted],
            "question": chosen.question_since is not None,
        }

    def choice(self) -> Choice:
        """What a valid form says."""
        said = self.cleaned_data
        return Choice(level=said["level"], kinds=said["kinds"], question=said["question"])
