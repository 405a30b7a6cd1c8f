"""One block of a plan."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from curriculum.forms import fields
from curriculum.models import Activity, Step

__all__ = ["BlockForm"]

KINDS = [
    (Step.Kind.OPEN, _("Opening: coming in")),
    (Step.Kind.AGREE, _("Agreements: how we look after each other")),
    (Step.Kind.ROUND, _("Round: one person at a time")),
    (Step.Kind.INPUT, _("Listening: you speak")),
    (Step.Kind.QUIET, _("Alone, on paper")),
    (Step.Kind.PAIRS, _("In twos")),
    (Step.Kind.GROUP, _("All together")),
    (Step.Kind.REST, _("Rest")),
    (Step.Kind.CLOSE, _("Closing: never cut short")),
]
ROLES = [
    (Step.Role.LEAD, _("The facilitator")),
    (Step.Role.CO, _("The co-facilitator")),
]
CHOOSE = {"required": _("Choose one of these"), "invalid_choice": _("Choose one of these")}


class BlockForm(forms.Form):
    """What a block says and how long it takes."""

    title = fields.line(160, label=_("Name"), required=_("Enter a name for the block"))
    minutes = fields.minutes(label=_("Minutes"))
    trim = fields.minutes(
        label=_("Shortest"),
        least=0,
        required=False,
        hint=_("In minutes. Empty: its length is fixed. 0: it may be left out."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, error_messages=CHOOSE)
    role = forms.ChoiceField(label=_("Led by"), choices=ROLES, error_messages=CHOOSE)
    words = fields.text(
        label=_("Say this"), rows=4, hint=_("Shown large on the night. Write it the way you speak.")
    )
    notes = fields.text(label=_("Notes for you"))
    materials = fields.text(label=_("To have ready"), rows=2)
    shorten = fields.text(label=_("How to shorten it"), rows=2)
    stall = fields.text(label=_("What to do when it stalls"), rows=2)

    def __init__(self, data: Any = None, *, block: Activity | None = None, **kwargs: Any) -> None:
        self.block = block
        super().__init__(data, **kwargs)

    def clean_trim(self) -> int | None:
        """The shortest is shorter than the block."""
        trim: int | None = self.cleaned_data["trim"]
        longest = self.cleaned_data.get("minutes") or (self.block.minutes if self.block else None)
        if trim is not None and longest is not None and trim >= longest:
            raise ValidationError(
                _("Enter fewer minutes than the block takes, or leave it empty"), code="trim"
            )
        return trim


def values(block: Activity) -> dict[str, Any]:
    """What the form shows of a block."""
    return {name: getattr(block, name) for name in Step.SAYS}
