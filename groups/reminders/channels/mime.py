"""The message of a letter, written out quickly: most of a mail's time goes into its MIME.

What is written is what Django writes, but for the boundaries between the parts.
"""

import hashlib
import re
from email._policybase import Compat32
from email.message import EmailMessage
from functools import lru_cache
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import SafeMIMEText

__all__ = ["Mail"]

SHORT = 78  # letters of a header that needs no folding


class Plain(Compat32):
    """Headers that are short and ASCII go as they are; the others are folded as ever."""

    def fold_binary(self, name: str, value: str) -> bytes:
        line = f"{name}: {value}"
        if len(line) <= SHORT and line.isascii() and line.isprintable():
            return (line + self.linesep).encode("ascii")
        return super().fold_binary(name, value)


PLAIN = Plain()
PLAIN_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*", re.ASCII)


class Mail(EmailMultiAlternatives):
    """A message whose headers hold its From and its Message-ID."""

    def recipients(self) -> list[str]:
        """As pairs where that is safe: Django takes both, and needs no parser for a pair."""
        return [_pair(each) for each in super().recipients()]

    def attach_calendar(self, method: str, file: bytes) -> None:
        """An evening as a file; equal ones are encoded once."""
        self.attach(_calendar(method, file))

    def message(self, **options: Any) -> EmailMessage:
        """The parts and headers; the boundaries are a function of the Message-ID.

        Nobody can write one into a letter: the Message-ID is a MAC. So no text is searched for it.
        """
        message = super().message(**options)
        message.policy = PLAIN
        seed = hashlib.sha256(b"boundary|" + self.extra_headers["Message-ID"].encode()).hexdigest()
        for number, part in enumerate(each for each in message.walk() if each.is_multipart()):
            part.set_boundary(f"={number}={seed[:24]}=")
        return message


def _pair(address: str) -> str:
    plain = PLAIN_ADDRESS.fullmatch(address)
    return ("", address) if plain else address  # type: ignore[return-value]  # see recipients()


@lru_cache(maxsize=256)
def _calendar(method: str, file: bytes) -> SafeMIMEText:
    """The attachment, which several messages may hold: sending one does not change it."""
    part = SafeMIMEText(file.decode(), "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="evening.ics")
    return part
