"""A real SMTP server on a free port: keeps what it took, and answers as it is told."""

import email
import email.policy
import socket
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Sink:
    """`mails` in the order they came; `answers` maps a step to an answer, "" means take it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.sessions = 0
        self.on_rcpt: Callable[[str], str] = lambda address: ""
        self.on_mail: Callable[[str], str] = lambda address: ""
        self.on_data: Callable[[EmailMessage], str] = lambda mail: ""

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if refused := self.on_mail(address):
            return refused
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if refused := self.on_rcpt(address):
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        if refused := self.on_data(mail):
            return refused
        self.mails.append(mail)
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def text(self, at: int = -1) -> str:
        """The plain text of a mail."""
        body = self.mails[at].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def html(self, at: int = -1) -> str:
        body = self.mails[at].get_body(("html",))
        assert body is not None
        return str(body.get_content())

    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


def serve(sink: Sink) -> Controller:
    """Started; the caller stops it."""
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    return controller
