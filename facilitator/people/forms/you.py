"""Forms of her own page: what she is called, her language and clock, how pages look, her keys."""

import zoneinfo
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facilitator.people import passkeys
from facilitator.people.forms import fields
from facilitator.people.models import Person
from facilitator.people.names import check_name

AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
         "Pacific")  # fmt: skip


def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every place with a clock of its own, by part of the world."""
    found: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in sorted(zoneinfo.available_timezones()):
        area, _slash, place = name.partition("/")
        if area in found:
            found[area].append((name, place.replace("_", " ").replace("/", ", ")))
    return [*found.items(), ("UTC", [("UTC", "UTC")])]


def choose(words: Any) -> dict[str, Any]:
    """One sentence, whether nothing was chosen or something that is not offered."""
    return {"required": words, "invalid_choice": words}


class NameForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """The name she is called by."""

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = ["name"]
        labels: ClassVar[dict[str, Any]] = {"name": _("The name you are called by")}
        help_texts: ClassVar[dict[str, Any]] = {"name": _("As you want your group to say it.")}
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {"required": _("Enter the name you are called by")}
        }
        widgets: ClassVar[dict[str, Any]] = {
            "name": forms.TextInput(attrs={"autocomplete": "given-name"})
        }

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        check_name(name)
        return name


class LanguageForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Her language and her clock."""

    time_zone = forms.ChoiceField(
        label=_("Where your clock is"),
        choices=zones,
        error_messages={"invalid_choice": _("Choose a time zone from the list.")},
    )

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = ["language", "time_zone"]
        labels: ClassVar[dict[str, Any]] = {"language": _("Language")}
        error_messages: ClassVar[dict[str, Any]] = {"language": choose(_("Choose a language"))}


class LookForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Text size, light or dark."""

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = ["text_size", "theme"]
        labels: ClassVar[dict[str, Any]] = {
            "text_size": _("Text size"),
            "theme": _("Light or dark"),
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "text_size": choose(_("Choose a size for the text")),
            "theme": choose(_("Choose light, dark, or as on this device")),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "text_size": forms.RadioSelect,
            "theme": forms.RadioSelect,
        }


class PasswordForm(forms.Form):
    """A new password; the present one is asked for where only it opened the drawer."""

    current = fields.password(label=_("The password you have now"))
    password = fields.password(label=_("New password"), new=True)

    def __init__(self, *args: Any, person: Person, ask_current: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not ask_current:
            del self.fields["current"]

    def clean_current(self) -> str:
        current: str = self.cleaned_data["current"]
        if not self.person.check_password(current):
            raise ValidationError(_("That is not the password you have now."), code="current")
        return current

    def clean_password(self) -> str:
        chosen: str = self.cleaned_data["password"]
        validate_password(chosen, self.person)
        return chosen


class PasskeyNameForm(forms.Form):
    """What she calls a passkey."""

    name = forms.CharField(
        label=_("A name for it"),
        max_length=passkeys.NAME_MAX,
        help_text=_("For instance the device it is on."),
        error_messages={"required": _("Enter a name for this passkey")},
    )


class NewPasskeyForm(PasskeyNameForm):
    """A passkey that her device has just made."""

    credential = fields.credential()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["credential"] = passkeys.check_creation(cleaned.get("credential"))
        return cleaned


class AppCodeForm(forms.Form):
    """The first code of an authenticator app."""

    code = forms.CharField(
        label=_("The code that the app shows"),
        max_length=20,
        help_text=_("Six figures."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the code that the app shows")},
    )


class AddressForm(forms.Form):
    """A new address; it counts once its code was entered."""

    email = fields.address(label=_("Your new email address"), autocomplete="email")
