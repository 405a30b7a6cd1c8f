"""A quick SMTP server that counts: `python -m bench.lib.smtp_sink PORT`; asked with the word COUNT.

COUNT answers "250 messages distinct" (by Message-ID). Nothing is kept but the ids.
"""

import asyncio
import sys

SEEN: list[bytes] = []


class Sink(asyncio.Protocol):
    """Just enough SMTP, with pipelined reads of one message at a time."""

    def __init__(self) -> None:
        self.buffer = b""
        self.in_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.out = transport
        self.out.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while self._message() if self.in_data else self._command():
            pass

    def _message(self) -> bool:
        end = self.buffer.find(b"\r\n.\r\n")
        if end < 0:
            return False
        message, self.buffer = self.buffer[:end], self.buffer[end + 5 :]
        head = message.partition(b"\r\n\r\n")[0].lower()
        SEEN.append(head.partition(b"message-id:")[2].split(b"\r\n")[0].strip())
        self.in_data = False
        self.out.write(b"250 taken\r\n")
        return True

    def _command(self) -> bool:
        line, found, rest = self.buffer.partition(b"\r\n")
        if not found:
            return False
        self.buffer = rest
        word = line[:4].upper()
        answer = b"250 ok\r\n"
        if word == b"DATA":
            self.in_data, answer = True, b"354 go on\r\n"
        elif word == b"COUN":
            answer = b"250 %d %d\r\n" % (len(SEEN), len(set(SEEN)))
        elif word == b"QUIT":
            answer = b"221 bye\r\n"
        self.out.write(answer)
        if word == b"QUIT":
            self.out.close()
        return True


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
