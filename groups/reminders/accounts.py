"""allauth's account adapter: sign-in mails are Reminder rows, written in the same commit.

The secret of a mail (its code, where it goes) is sealed in the row; the text is made when it is
sent. An address that nobody has gets the same answer, after the same work, and no mail.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import filter_users_by_email
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.debug import sensitive_variables

from facilitator import nudge
from facilitator.people import mailed_codes
from facilitator.people.models import Person
from groups.models.membership import LEADING, roles
from groups.reminders import secrets
from groups.reminders.kinds import kind
from groups.reminders.models import Look, Reminder

__all__ = ["AccountAdapter"]

KINDS = {
    "login_code": "sign_in_code",
    "password_reset_code": "reset_code",
    "email_confirmation": "address_code",
    "email_confirmation_signup": "address_code",
}
# What allauth would write to a stranger; we never do.
NEVER = ("unknown_account", "account_already_exists")
CODE_SENT = "account/messages/login_code_sent.txt"  # said to everybody who asks for a code
WRITTEN = "kept_chair_wrote_to_her"


class AccountAdapter(DefaultAccountAdapter):
    """Named by ACCOUNT_ADAPTER."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by herself: people are invited."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who looks after groups begins where she does it; everybody else at home."""
        person = request.user
        if not isinstance(person, Person):
            return reverse("home")
        if person.coordinates:
            return reverse("office")
        return reverse("desk" if person.leads or leads_only(person) else "home")

    def generate_login_code(self) -> str:
        """allauth keeps it in the session, where no code may stand: so it is a seed of one."""
        return mailed_codes.seed()

    generate_password_reset_code = generate_email_verification_code = generate_login_code

    @sensitive_variables()
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A row instead of a mail. `template_prefix` is allauth's name for what it would send."""
        name = template_prefix.rsplit("/", 1)[-1]
        if name in NEVER:
            return
        now = timezone.now()
        person = context.get("user") or _owner(email)
        if person is None:
            return
        said = {"to": email, "language": person.language or translation.get_language() or ""}
        if name in KINDS:
            row = _row(KINDS[name], person, now)
            said["code"] = mailed_codes.code_of(str(context["code"]))
        else:
            row = _row("security", person, now)
            said["what"] = name
        _save(row, said)
        if self.request is not None:
            setattr(self.request, WRITTEN, True)

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """What the page says next. An address that nobody has costs the same work as hers."""
        template = kwargs.get("message_template") or (args[1] if len(args) > 1 else "")
        if template == CODE_SENT and not getattr(request, WRITTEN, False):
            self.as_if_written()
        super().add_message(request, *args, **kwargs)

    def as_if_written(self) -> None:
        """The work of a mail, for an address that nobody has."""
        _as_if()

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Word that a key was changed, without the caller's address or browser."""
        to = email or EmailAddress.objects.get_primary_email(user) or user.email
        self.send_mail(template_prefix, to, {"user": user})


def leads_only(person: Person) -> bool:
    """Whether every chair she has now is one of those who lead; False when she has none."""
    found = roles(person)
    return bool(found) and found <= set(LEADING)


def _owner(email: str) -> Person | None:
    """Whose address it is, as allauth finds her when she signs in."""
    found = filter_users_by_email(email, is_active=True, prefer_verified=True)
    return found[0] if found else None


def _row(name: str, person: Person, now: datetime) -> Reminder:
    lasts = kind(name).lasts
    assert lasts is not None  # noqa: S101  every kind of this adapter lasts so long
    return Reminder(
        key=f"{name}:{uuid4()}", kind=name, person=person, due_at=now, expires_at=now + lasts
    )


@sensitive_variables()
def _save(row: Reminder, said: dict[str, str]) -> None:
    """Sealed, saved in the caller's commit, and looked at after it."""
    row.payload = secrets.seal({row.key: said})[row.key]
    row.save(force_insert=True)
    nudge.look("groups.reminders.tasks.send_due")


@sensitive_variables()
def _as_if() -> None:
    """The work of _save, for nobody: sealed and thrown away, a row that is committed, a nudge.

    The commit is what a clock could see; so one row, always the same, says when that was.
    """
    secrets.seal({f"sign_in_code:{uuid4()}": {"to": "x" * 24, "language": "en", "code": "x" * 6}})
    Look.objects.saw("nobody", timezone.now())
    nudge.look("groups.reminders.tasks.send_due")
