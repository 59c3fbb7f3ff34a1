"""Mail and web servers on loopback that misbehave as told, each with a ledger of what it received."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope

HOST = "127.0.0.1"


class OpenPorts:
    """A gate that lets loopback be reached on the given ports only."""

    def __init__(self, *ports: int) -> None:
        self.ports = set(ports)
        self.asked: list[tuple[str, int]] = []

    def check_address(self, ip: str, port: int) -> str | None:
        self.asked.append((ip, port))
        return None if port in self.ports and ip in ("127.0.0.1", "::1") else "not public"


@dataclass
class Mailbox:
    """What a mail server took, in order."""

    port: int = 0
    mails: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refuse: Callable[[str], str | None] = lambda address: None
    answer: str = "250 taken"
    sessions: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        refused = self.refuse(address)
        if refused is not None:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope: Envelope):
        if self.answer.startswith("250"):
            self.mails.append(envelope.content)
            self.recipients.append(envelope.rcpt_tos)
        return self.answer


@asynccontextmanager
async def mail_server(tls: ssl.SSLContext | None = None, **options: object) -> AsyncIterator[Mailbox]:
    """A real mail server; with `tls` it offers STARTTLS and requires it."""
    mailbox = Mailbox()

    def connected() -> SMTP:
        mailbox.sessions += 1
        return SMTP(
            mailbox, tls_context=tls, require_starttls=tls is not None, hostname="mx.example", **options
        )

    server = await asyncio.get_running_loop().create_server(connected, HOST, 0)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()
        await server.wait_closed()


PHASES = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "body")
_NORMAL = {
    "greeting": "220 mx.example",
    "EHLO": "250 mx.example",
    "HELO": "250 mx.example",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "body": "250 taken",
    "STARTTLS": "502 no",
    "RSET": "250 ok",
    "QUIT": "221 bye",
}


class ScriptedMail:
    """A mail server that in one phase answers as told.

    `script` maps a phase to an answer, or to `drop` (hang up), `hang` (never answer), `endless` (never stop).
    `bodies` are the messages whose last dot arrived, whatever was answered.
    """

    def __init__(self, **script: str) -> None:
        self.script = {**_NORMAL, **script}
        self.bodies: list[bytes] = []
        self.commands: list[str] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if await self._say("greeting", writer):
                await self._session(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            word = line.split()[0].decode().upper()
            self.commands.append(word)
            if not await self._say(word, writer):
                return
            if word == "DATA" and self.script["DATA"].startswith("354"):
                self.bodies.append(await reader.readuntil(b"\r\n.\r\n"))
                if not await self._say("body", writer):
                    return
            if word == "QUIT":
                return

    async def _say(self, phase: str, writer: asyncio.StreamWriter) -> bool:
        answer = self.script.get(phase, "250 ok")
        if answer == "drop":
            return False
        if answer == "hang":
            await asyncio.sleep(3600)
        while answer == "endless":
            writer.write(b"250-" + b"x" * 500 + b"\r\n")
            await writer.drain()
        writer.write(answer.encode() + b"\r\n")
        await writer.drain()
        return True


@asynccontextmanager
async def tcp_server(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[int]:
    """Any server on loopback; its port. What still runs at the end is cut off."""
    tasks: set[asyncio.Task[None]] = set()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(one, HOST, 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


@asynccontextmanager
async def scripted_mail(**script: str) -> AsyncIterator[ScriptedMail]:
    server = ScriptedMail(**script)
    async with tcp_server(server.serve) as port:
        server.port = port
        yield server


@dataclass
class Hook:
    """What a webhook server received: headers and bodies, in order; `answer` decides what it says."""

    url: str = ""
    port: int = 0
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((dict(request.headers), await request.read()))
        if self.answer is not None:
            return await self.answer(request)
        return web.Response(status=self.status, headers=self.headers)


@asynccontextmanager
async def web_server() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/{path:.*}", hook.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    hook.port = runner.addresses[0][1]
    hook.url = f"http://{HOST}:{hook.port}/alert"
    try:
        yield hook
    finally:
        await runner.cleanup()
