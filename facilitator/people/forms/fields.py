"""Fields that several forms of this room share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facilitator.people.models import check_address

CREDENTIAL_MAX = 100_000  # letters of JSON
PASSWORD_MAX = 200  # characters; more would only make hashing slow


def own_device() -> forms.BooleanField:
    """ "Is this device only yours?" An empty box means No."""
    return forms.BooleanField(
        required=False,
        label=_("Yes, nobody else uses this device"),
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
        help_text=_(
            "Leave it empty on a shared or borrowed one: then you are signed out after "
            "30 minutes without use, and when the browser is closed."
        ),
    )


def address(*, label: Any = "", autocomplete: str = "username") -> forms.EmailField:
    """An address; the hidden characters that Django lets through are refused."""
    return forms.EmailField(
        label=label or _("Your email address"),
        max_length=254,
        validators=[check_address],
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address, like name@example.org"),
        },
    )


def password(*, label: Any = "", new: bool = False, **kwargs: Any) -> forms.CharField:
    """A password, never sent back to the page."""
    attrs: dict[str, Any] = {"autocomplete": "current-password"}
    if new:
        kwargs.setdefault(
            "help_text", _("At least 12 characters. Three or four words in a row do well.")
        )
        # static/js/show.js makes a button of these words.
        attrs = {"autocomplete": "new-password", "data-show": _("Show what I type"),
                 "data-hide": _("Hide what I type")}  # fmt: skip
    return forms.CharField(
        label=label or _("Password"),
        strip=False,
        max_length=PASSWORD_MAX,
        widget=forms.PasswordInput(attrs=attrs),
        error_messages={
            "required": _("Choose a password") if new else _("Enter your password"),
            "max_length": _("This is longer than %(limit_value)d characters."),
        },
        **kwargs,
    )


class _Code(forms.CharField):
    def to_python(self, value: Any) -> str:
        return "".join((super().to_python(value) or "").replace("-", " ").split())


def mailed_code() -> forms.CharField:
    """A code from a mail; spaces and dashes do no harm."""
    return _Code(
        label=_("The code from the mail"),
        max_length=40,
        help_text=_("Six figures. It works for 15 minutes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the code from the mail")},
    )


class _Credential(forms.JSONField):
    def prepare_value(self, value: Any) -> Any:
        """An empty field stays empty: JSON's "null" would pass for a passkey that was made."""
        return "" if value is None else super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > CREDENTIAL_MAX:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return super().to_python(value)
        except (RecursionError, ValueError) as fault:  # brackets in brackets; endless figures
            if isinstance(fault, ValidationError):
                raise
            raise ValidationError(self.error_messages["invalid"], code="invalid") from fault


def credential(*, required: bool = False) -> forms.JSONField:
    """What the browser says about a passkey; a script fills it in."""
    return _Credential(
        required=required,
        widget=forms.HiddenInput,
        error_messages={
            "invalid": _("That passkey did not work. Please try again."),
            "required": _("That passkey did not work. Please try again."),
        },
    )
