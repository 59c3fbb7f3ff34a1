"""A loopback server that answers with exactly the bytes it was given, and a trap that must never be visited."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

REASONS = {200: b"OK", 301: b"Moved", 302: b"Found", 307: b"Again"}


@dataclass
class RawServer:
    """`answers` maps a path to the bytes of a whole response. `heads` are the requests as they came."""

    answers: dict[str, bytes] = field(default_factory=dict)
    heads: list[bytes] = field(default_factory=list)
    port: int = 0

    async def start(self) -> RawServer:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def stop(self) -> None:
        self._server.close()
        await asyncio.sleep(0)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def give(
        self, path: str, body: bytes, kind: bytes, status: int = 200, headers: tuple[bytes, ...] = ()
    ) -> str:
        """Answer `path` with that body; `headers` are whole lines, whatever is in them. The URL to ask."""
        lines = (
            b"HTTP/1.1 %d %s" % (status, REASONS[status]),
            b"Content-Type: " + kind,
            b"Content-Length: %d" % len(body),
            *headers,
        )
        self.answers[path] = b"\r\n".join(lines) + b"\r\n\r\n" + body
        return self.url(path)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                path = head.split(b" ", 2)[1].decode("latin-1")
                answer = self.answers.get(path)
                writer.write(answer or b"HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
        writer.close()
