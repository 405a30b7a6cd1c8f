"""What she fills in to take her chair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facilitator.people.forms import fields
from facilitator.people.forms.keys import KeyForm
from facilitator.people.models import Person
from facilitator.people.names import check_name
from groups.models import Agreement


def _tick(label: Any, **kwargs: Any) -> forms.BooleanField:
    return forms.BooleanField(
        label=label, widget=forms.CheckboxInput(attrs={"class": "tick"}), **kwargs
    )


class PlaceForm(forms.Form):
    """What a group asks of everybody who joins it; for the house it asks nothing.

    `agreement` is the newest version, or None; the id of the one she read comes back with the form.
    """

    def __init__(self, *args: Any, agreement: Agreement | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        if agreement is None:
            return
        self.fields["read"] = forms.UUIDField(widget=forms.HiddenInput, initial=agreement.pk)
        self.fields["agreed"] = _tick(
            _("I have read this, and I agree"),
            error_messages={"required": _("Tick the box if you agree to this")},
        )
        self.fields["seen"] = _tick(
            _("Other members may see my first name"),
            required=False,
            help_text=_("You can change this at any time. Whoever leads the group sees it."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.agreement and "read" in cleaned and cleaned["read"] != self.agreement.pk:
            self.data = {**self.data.dict(), "read": str(self.agreement.pk)}  # type: ignore[attr-defined]  # a QueryDict
            self.add_error(
                None, _("The agreement has changed since you opened this page. Please read it.")
            )
        return cleaned


class JoinForm(PlaceForm, KeyForm):
    """Somebody new: the name she is called by, and her first key."""

    name = forms.CharField(
        label=_("The name you are called by"),
        max_length=60,
        help_text=_("A first name is enough. It need not be the one in your passport."),
        validators=[check_name],
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={
            "required": _("Enter the name you want to be called by"),
            "max_length": _("The name is longer than %(limit_value)d characters"),
        },
    )

    def __init__(
        self, *args: Any, agreement: Agreement | None, request: Any, person: Person, **kwargs: Any
    ) -> None:
        super().__init__(*args, agreement=agreement, request=request, person=person, **kwargs)
        self.order_fields(["read", "agreed", "name", "seen", "own_device", "password"])


class AddressForm(forms.Form):
    """Her address, typed from paper."""

    email = fields.address(autocomplete="email")


class CodeForm(forms.Form):
    """The six figures that were mailed to it."""

    code = fields.mailed_code()
