"""A real SMTP server that keeps every mail as a file, for the demo's mail page and the tests."""

import asyncio
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session


class Keep:
    """Writes each message to `folder`, named so that the newest sorts last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: "SMTP", session: "Session", envelope: "Envelope"
    ) -> str:
        """Keep it, and say so."""
        target = self.folder / f"{time.time_ns():020d}.eml"
        part = target.with_suffix(".part")
        to = ", ".join(envelope.rcpt_tos)
        content = envelope.original_content or b""
        await asyncio.to_thread(part.write_bytes, f"X-Envelope-To: {to}\r\n".encode() + content)
        part.rename(target)
        return "250 Kept"


def sink(port: int, folder: Path) -> Controller:
    """A started server on 127.0.0.1:`port` (0 picks a free one)."""
    controller = Controller(Keep(folder), hostname="127.0.0.1", port=port)
    controller.start()
    return controller


if __name__ == "__main__":  # python -m facilitator.demo.mail_sink PORT FOLDER
    last = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, last)  # before the server's thread begins
    running = sink(int(sys.argv[1]), Path(sys.argv[2]))
    signal.sigwait(last)
    running.stop()
