"""What stands around the blocks of a plan: its texts and its questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curriculum.checking.about import SHORTEST_MEETING
from curriculum.forms import fields

__all__ = ["PromptForm", "TextsForm"]


class TextsForm(forms.Form):
    """The plan's own texts."""

    title = fields.line(120, label=_("Title"), required=_("Enter a title for this plan"))
    minutes = fields.minutes(label=_("Length in minutes"), least=SHORTEST_MEETING)
    theme = fields.text(label=_("Theme"), rows=2)
    aim = fields.text(label=_("Aim"), rows=2)
    caution = fields.text(label=_("Take care"), hint=_("For those who lead. No member sees it."))
    page = fields.text(
        label=_("The page to read"),
        rows=9,
        hint=_(
            "For members: about four minutes, in plain words. An empty line begins a paragraph."
        ),
    )
    practice = fields.text(
        label=_("The practice"), rows=2, hint=_("One small thing to try before the next time.")
    )
    handout = fields.text(label=_("Hand-out"), rows=3, hint=_("On paper, where there is one."))


class PromptForm(forms.Form):
    """One question."""

    text = fields.text(label=_("Question"), rows=2, required=_("Enter the question"))
