"""What may be changed of a group later."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from groups.forms import fields
from groups.models import Group


class GroupForm(forms.Form):
    """Name, place and chairs of a group; its dates move one by one."""

    name = fields.group_name()
    place = fields.place()
    directions = forms.CharField(
        label=_("How to get there"),
        help_text=_("Members see it. A door, a bell, a bus."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": _("The directions are longer than %(limit_value)d characters")
        },
    )
    capacity = fields.chairs()
    reminds_twice = forms.BooleanField(
        required=False,
        label=_("A second message, three hours before"),
        help_text=_("The first goes out two days before, at 9 in the morning."),
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.initial = {
            "name": group.name, "place": group.place, "directions": group.directions,
            "capacity": group.capacity, "reminds_twice": bool(group.reminds_twice_since),
        }  # fmt: skip

    def clean_capacity(self) -> int:
        wanted: int = self.cleaned_data["capacity"]
        if wanted < self.group.taken:
            raise ValidationError(
                ngettext(
                    "%(taken)d chair is taken, so there cannot be fewer",
                    "%(taken)d chairs are taken, so there cannot be fewer",
                    self.group.taken,
                ),
                params={"taken": self.group.taken},
            )
        return wanted

    def too_few(self) -> None:
        """A chair was taken while the page was open."""
        self.add_error("capacity", _("Somebody took a chair meanwhile. Please look again."))
