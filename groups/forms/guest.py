"""Whom to ask: names and addresses, one on each line, or one at a time."""

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from facilitator.pages.forms import card
from facilitator.people.models import canonical, check_address
from facilitator.people.names import check_name
from groups.models import Invitation
from groups.models.membership import Role

MOST_GUESTS = 60
NAME_MAX = 60
GAPS = " \t,;<"  # what may stand between a name and an address


@dataclass(frozen=True)
class Guest:
    """One line: a name, an address, or both."""

    name: str
    email: str


class GuestsField(forms.CharField):
    """Lines of "Name, address". Cleans to a list of Guest, each address once."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Names and email addresses"))
        kwargs.setdefault(
            "help_text",
            _(
                "One on each line, such as: Annick Moreau, annick@post.example. "
                "You can leave this empty and share a joining link instead."
            ),
        )
        super().__init__(max_length=20_000, **kwargs)

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_GUESTS:
            raise ValidationError(
                _("Please write no more than %(most)d lines at once"), params={"most": MOST_GUESTS}
            )
        found: dict[str, Guest] = {}
        for number, line in enumerate(lines, 1):
            guest = _read(line, number)
            found.setdefault(canonical(guest.email) or f"{number}", guest)
        return list(found.values())


def _read(line: str, number: int) -> Guest:
    """ "Annick Moreau, annick@post.example", an address alone, or a name alone.

    Between the two may stand a comma, a semicolon or a space, as they come out of an address book
    or a letter; the address may stand in <brackets>.
    """
    text = line.rstrip(GAPS + ">")
    cut = max(text.rfind(gap) for gap in GAPS) + 1
    name, email = text[:cut].strip(GAPS), text[cut:]
    if "@" not in email:
        name, email = line, ""
    if len(name) > NAME_MAX:
        raise ValidationError(
            _("The name in line %(number)d is longer than %(most)d characters"),
            params={"number": number, "most": NAME_MAX},
        )
    try:
        check_name(name)
    except ValidationError:
        raise ValidationError(
            _("There is a hidden character in line %(number)d. Please type it by hand."),
            params={"number": number},
        ) from None
    if email or "@" in name:
        try:
            validate_email(email)
            check_address(email)
        except ValidationError:
            raise ValidationError(
                _("The address in line %(number)d is not complete"), params={"number": number}
            ) from None
    return Guest(name, email)


class InviteForm(forms.Form):
    """Ask one person in, by mail or with a link on paper. `key` becomes the invitation's id."""

    roles: Any = [
        (Role.MEMBER, card(_("As a member"), _("She takes one of the chairs."))),
        (Role.CO_FACILITATOR, card(_("To lead it with you"), _("She sees what you see."))),
    ]
    key = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=_("How is she joining?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you are asking her for"),
            "invalid_choice": _("Choose what you are asking her for"),
        },
    )
    name = forms.CharField(
        label=_("Her name"),
        required=False,
        max_length=NAME_MAX,
        help_text=_("So that you know whose invitation it is. She can choose another."),
        validators=[check_name],
        error_messages={"max_length": _("The name is longer than %(limit_value)d characters")},
    )
    email = forms.EmailField(
        label=_("Her email address"),
        required=False,
        max_length=254,
        help_text=_("Leave it empty for a link that you hand over on paper."),
        validators=[check_address],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": _("Enter an email address, like name@example.org"),
            "max_length": _("This address is too long"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = self.roles
        if not self.is_bound:
            self.initial = {"key": uuid.uuid4(), "role": self.roles[0][0], **self.initial}


class OfficeInviteForm(InviteForm):
    """Ask somebody to lead groups, or to look after all of them."""

    roles: Any = [
        (
            Invitation.Role.FACILITATOR,
            card(_("To lead groups"), _("She may start groups and lead them.")),
        ),
        (
            Invitation.Role.COORDINATOR,
            card(_("To coordinate"), _("She looks after all groups, as you do.")),
        ),
    ]
