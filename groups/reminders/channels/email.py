"""Email: one errand becomes one message, handed over on one open SMTP connection."""

import hashlib
import hmac
import smtplib
from contextlib import suppress
from datetime import datetime
from email.utils import formataddr
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from groups.reminders.channels import (
    Errand,
    Later,
    NobodyThere,
    NotThisAddress,
    NotUs,
    Undelivered,
    links,
)
from groups.reminders.channels.letter import Letter, leads
from groups.reminders.channels.letters import write
from groups.reminders.channels.mime import Mail
from groups.reminders.kinds import kind

__all__ = ["Line", "message_id", "render"]

FOR_GOOD = 500  # below it an answer is "not now", from it on "no"


def message_id(key: str) -> str:
    """Equal in every attempt, and it says nothing: a function of the row's key."""
    mac = hmac.new(settings.SECRET_KEY.encode(), b"message|" + key.encode(), hashlib.sha256)
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{mac.hexdigest()[:32]}@{host}>"


def render(errand: Errand, now: datetime) -> Mail:
    """The message of an errand, in her language, as things stand at `now`."""
    language = errand.secret.get("language") or _language(errand)
    with translation.override(language):
        letter = write(errand, now)
        return _message(errand, letter, language)


def _language(errand: Errand) -> str:
    row = errand.row
    if row.person is not None:
        return row.person.language
    return row.invitation.language if row.invitation else settings.LANGUAGE_CODE


def _message(errand: Errand, letter: Letter, language: str) -> Mail:
    mutable = kind(errand.row.kind).mutable
    context = {
        "letter": letter,
        "language": language,
        "site_name": settings.SITE_NAME,
        "organisation": settings.ORGANISATION_NAME,
        "choices": links.choices(errand) if mutable else "",
    }
    headers = {
        "From": _sender(errand),
        "Message-ID": message_id(errand.row.key),
        "Auto-Submitted": "auto-generated",
    }
    if mutable:
        headers["List-Unsubscribe"] = f"<{links.stop(errand)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = Mail(
        subject=_one_line(letter.subject),
        body=render_to_string("mail/letter.txt", context).strip() + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[errand.to],
        headers=headers,
    )
    message.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    for method, file in letter.calendars:
        message.attach_calendar(method, file)
    return message


def _sender(errand: Errand) -> str:
    """A person at the site: "Ruth at Harbour Street"."""
    house = settings.ORGANISATION_NAME or settings.SITE_NAME
    name = leads(errand)
    if name != house:
        name = translation.gettext("{name} at {house}").format(name=name, house=house)
    return formataddr((_one_line(name), settings.DEFAULT_FROM_EMAIL))


def _one_line(words: str) -> str:
    """A header cannot be broken by what somebody is called."""
    return " ".join(words.split())


class Line:
    """One open connection for as long as the `with` lasts; opened at the first message."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hang_up()

    def open(self) -> None:
        """Connect, unless it is open. NobodyThere, NotUs: it did not work; nothing was sent."""
        if self._backend is not None:
            return
        backend = get_connection()
        try:
            backend.open()
        except smtplib.SMTPAuthenticationError as error:
            raise NotUs(str(error.smtp_code)) from None
        except smtplib.SMTPResponseException as error:
            raise NobodyThere(str(error.smtp_code)) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NobodyThere(type(error).__name__) from None
        self._backend = backend

    def hang_up(self) -> None:
        """Close, whatever the other end says."""
        backend, self._backend = self._backend, None
        if backend is not None:
            with suppress(OSError, smtplib.SMTPException):
                backend.close()

    def hand_over(self, message: Mail) -> None:
        """Returns when the other end took it. Raises Later, NotThisAddress, NotUs, NobodyThere."""
        self.open()
        assert self._backend is not None  # noqa: S101  open() raises otherwise
        try:
            self._backend.send_messages([message])
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up_if_broken(error)
            raise _undelivered(error) from None
        except (ValueError, UnicodeError) as error:  # an address that is none
            raise NotThisAddress(type(error).__name__) from None

    def _hang_up_if_broken(self, error: Exception) -> None:
        """After a 421 or a time-out the connection is of no more use; after a plain no it is."""
        connection = getattr(self._backend, "connection", None)
        answered = isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)
        if not answered or getattr(connection, "sock", None) is None:
            self.hang_up()


def _undelivered(error: Exception) -> Undelivered:
    """What an answer means: who refused, and for now or for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = min((answer[0] for answer in error.recipients.values()), default=550)
        return (NotThisAddress if code >= FOR_GOOD else Later)(str(code))
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code >= FOR_GOOD:
        return NotUs(str(error.smtp_code))
    if isinstance(error, smtplib.SMTPResponseException):
        refused = error.smtp_code >= FOR_GOOD
        return (NotThisAddress if refused else Later)(str(error.smtp_code))
    return Later(type(error).__name__)
