"""Forms about keys: the one chosen while joining, and the ones that open the drawer."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from facilitator.people import arriving, passkeys, recovery
from facilitator.people.drawer import By
from facilitator.people.forms import fields
from facilitator.people.models import Person


class KeyForm(forms.Form):
    """A first key: a password or a passkey. Joining adds its own fields in a subclass.

    `person` is `arriving.newcomer(request)`, or somebody saved. The passkey is checked last, when
    nothing else is wrong, so that a slip in another field does not cost her the passkey.
    """

    def __init__(self, *args: Any, request: HttpRequest, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.person = request, person
        self.fields["password"] = fields.password(label=_("Choose a password"), new=True)
        self.fields["password"].required = False
        self.fields["credential"] = fields.credential()
        self.fields["own_device"] = fields.own_device()

    @cached_property
    def options(self) -> str:
        """For the passkey button; a passkey that was made and not yet kept keeps its challenge."""
        if self.is_bound and self.data.get(self.add_prefix("credential"), "") not in {"", "null"}:
            return ""
        return arriving.begin_passkey(self.request, self.person)

    @property
    def method(self) -> Any:
        """For `arriving.sign_in`: which kind of key she chose."""
        return "mfa" if self.cleaned_data.get("credential") else "password"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        password, credential = cleaned.get("password"), cleaned.get("credential")
        if not password and not credential and "password" not in self.errors:
            self.add_error("password", _("Choose a password, or make a passkey"))
        if password:
            self._check_password(password)
        if credential and not self.errors:
            cleaned["credential"] = self._check_passkey(credential)
        return cleaned

    def give_key(self, person: Person) -> None:
        """Give her, saved by now, the key that was chosen. A password wins nothing twice."""
        if self.cleaned_data.get("credential"):
            arriving.finish_passkey(self.request, person, self.cleaned_data["credential"])
        if self.cleaned_data.get("password"):
            person.set_password(self.cleaned_data["password"])
            person.save(update_fields=["password"])

    def _check_password(self, password: str) -> None:
        her = Person(
            email=self.cleaned_data.get("email") or self.person.email,
            name=self.cleaned_data.get("name") or self.person.name,
        )
        try:
            validate_password(password, her)
        except ValidationError as fault:
            self.add_error("password", fault)

    def _check_passkey(self, credential: object) -> Any:
        try:
            return passkeys.check_creation(credential)
        except ValidationError as fault:
            # A spent challenge fits nothing: the button starts afresh.
            data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            data[self.add_prefix("credential")] = ""
            self.data = data
            self.add_error(None, fault)
            return None


class DrawerForm(forms.Form):
    """One of the keys that open her drawer; `by` says which one did."""

    password = fields.password(required=False)
    credential = fields.credential()
    recovery_code = forms.CharField(
        label=_("Your recovery code"),
        required=False,
        max_length=100,
        help_text=_("The one on paper, from when you joined. Capitals and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    by: By | None = None

    def __init__(self, *args: Any, person: Person, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.now = person, now

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned.get("credential"):
            self._by_passkey(cleaned["credential"])
        elif self.person.reset_at is None:  # else her password is not trusted yet, and paper is
            self._by_password(cleaned["password"])
        else:
            self._by_recovery(cleaned["recovery_code"])
        return cleaned

    def _by_passkey(self, credential: object) -> None:
        passkeys.check_use(self.person, credential)
        recovery.trust_again(self.person)
        self.by = "passkey"

    def _by_password(self, password: str) -> None:
        if not password:
            self.add_error("password", _("Enter your password"))
        elif not self.person.check_password(password):
            self.add_error("password", _("That is not your password. Please try again."))
        else:
            self.by = "password"

    def _by_recovery(self, code: str) -> None:
        if not code:
            self.add_error("recovery_code", _("Enter your recovery code"))
        elif recovery.read(code) is None:
            self.add_error(
                "recovery_code",
                _(
                    "A letter or a figure in this code is not right. "
                    "Please compare it with the paper."
                ),
            )
        elif not recovery.use(self.person, code, self.now):
            self.add_error("recovery_code", _("That is not your code, or it was used before."))
        else:
            self.by = "recovery"
