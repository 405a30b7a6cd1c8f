"""One day, and her own word for it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from groups.reflections.forms import utf8
from groups.reflections.tender import Day

__all__ = ["TenderForm"]

YEARS = 10  # as far ahead as one single day can be marked
LEAP = 2000  # a year that has every day
MOST_CHARS = 80


def _choice(label: Any, which: Any, said: Any, **more: Any) -> forms.TypedChoiceField:
    """A list to choose a number from; whatever else comes is answered with `said`."""
    return forms.TypedChoiceField(
        label=label, choices=which, coerce=int,
        error_messages={"required": said, "invalid_choice": said}, **more,
    )  # fmt: skip


class TenderForm(forms.Form):
    """A day and a month, of every year or of one."""

    day = _choice(
        _("Day"), [("", _("Choose")), *((n, str(n)) for n in range(1, 32))], _("Choose the day")
    )
    month = _choice(_("Month"), [("", _("Choose")), *MONTHS.items()], _("Choose the month"))
    year = _choice(
        _("Every year, or once"), (), _("Choose every year, or one of these"),
        required=False, empty_value=None,
    )  # fmt: skip
    words = forms.CharField(
        label=_("Your own word for it, if you like"),
        help_text=_("Locked with your key. Only you can open it."),
        required=False,
        max_length=MOST_CHARS,
        validators=[utf8],
        error_messages={"max_length": _("Write at most 80 characters")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, this_year: int) -> None:
        super().__init__(data)
        years = [(n, str(n)) for n in range(this_year, this_year + YEARS + 1)]
        self.fields["year"].choices = [("", _("Every year")), *years]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def when(self) -> Day:
        """The day that she means; only after is_valid()."""
        said = self.cleaned_data
        return Day(said["month"], said["day"], said["year"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not {"day", "month", "year"} <= said.keys():
            return said
        try:
            date(said["year"] or LEAP, said["month"], said["day"])
        except ValueError:
            self.add_error("day", _("There is no such day. Choose another day or month."))
        return said
