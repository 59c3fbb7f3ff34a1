"""A mail server and a web server on loopback, in a thread, that note what they took and may misbehave.

They are the ledger: nothing here asks the sender what it believes. A third line, `control`, tells them the hours
that have passed by the subject's clock, which may step; a server that is down by then does not listen at all.
"""

from __future__ import annotations

import asyncio
import json
import re
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import NamedTuple


class Receipt(NamedTuple):
    """One incident as told: to whom, under which id, the message's bytes, and at which hour."""

    recipient: str
    incident: str
    message_id: str
    payload: bytes
    hour: float


PHASES = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "body")
_USUAL = {"greeting": "220 mx.example", "DATA": "354 go on", "QUIT": "221 bye", "AUTH": "235 welcome"}


@dataclass
class Sinks:
    """What each is asked, None being "as usual": `refuse` for each recipient, `answer` for each request,
    `phase` for each step of a mail session and its number, `tls` for each session, `down` for each hour.

    `answer` is the response's bytes, b"" to take it and cut, or one of `reset` (cut, not taken), `hang`,
    `endless head`, or `endless` and a status. `phase` is the line to say, or `drop`, `take and drop`, `hang`,
    `endless` or `drip`. `tls` is the context to offer, False to offer none.
    """

    refuse: Callable[[str], str | None] = lambda recipient: None
    answer: Callable[[int], bytes | str | None] = lambda count: None
    phase: Callable[[str, int], str | None] = lambda phase, count: None
    tls: Callable[[int], ssl.SSLContext | bool | None] = lambda session: None
    down: Callable[[str, float], bool] = lambda server, hour: False
    receipts: list[Receipt] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    mail_port: int = 0
    hook_port: int = 0
    control_port: int = 0
    requests: int = 0
    mails: int = 0
    sessions: int = 0
    in_clear: int = 0
    hour: float = 0.0
    said: dict[str, int] = field(default_factory=dict)

    def start(self) -> Sinks:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(10)
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._servers: dict[str, asyncio.Server | None] = {}
        self._open: dict[str, set[asyncio.StreamWriter]] = {"mail": set(), "hook": set(), "control": set()}
        self._ports = {"mail": 0, "hook": 0, "control": 0}
        for name in self._ports:
            self._loop.run_until_complete(self._listen(name))
        self.mail_port, self.hook_port, self.control_port = self._ports.values()
        ready.set()
        self._loop.run_forever()
        for server in self._servers.values():
            if server is not None:
                server.close()
        sessions = asyncio.all_tasks(self._loop)
        for session in sessions:
            session.cancel()
        self._loop.run_until_complete(asyncio.gather(*sessions, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _listen(self, name: str) -> None:
        serve = {"mail": self._mail, "hook": self._hook, "control": self._control}[name]

        async def session(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._open[name].add(writer)
            try:
                await serve(reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
                pass
            finally:
                self._open[name].discard(writer)
                writer.close()

        server = await asyncio.start_server(session, "127.0.0.1", self._ports[name], limit=2**24)
        self._servers[name] = server
        self._ports[name] = server.sockets[0].getsockname()[1]

    async def _control(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """The subject says which hour it is; the servers are up or down before it hears "ok"."""
        while line := await reader.readline():
            self.hour = float(line)
            for name in ("mail", "hook"):
                server, down = self._servers[name], self.down(name, self.hour)
                if server is not None and down:
                    server.close()
                    self._servers[name] = None
                    for one in self._open[name]:
                        one.transport.abort()
                if server is None and not down:
                    await self._listen(name)
            writer.write(b"ok\n")

    # --- mail

    async def _mail(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.sessions += 1
        recipients: list[str] = []
        context, safe = self.tls(self.sessions), False
        if not await self._say("greeting", writer):
            return
        while line := await reader.readline():
            word = line[:8].split()[0].upper().decode()
            reply: str | None = None
            if word == "STARTTLS" and isinstance(context, ssl.SSLContext):
                writer.write(b"220 go on\r\n")
                await writer.start_tls(context)
                safe = True
                continue
            if word == "RCPT":
                address = re.search(rb"<(.*?)>", line)[1].decode()  # type: ignore[index]
                reply = self.refuse(address)
                recipients += [] if reply else [address]
            if word == "EHLO" and context is not None:
                offers = "STARTTLS" if isinstance(context, ssl.SSLContext) and not safe else "AUTH PLAIN"
                writer.write(b"250-mx.example\r\n")
                reply = f"250 {offers if context else 'SIZE'}"
            if not await self._say(word, writer, reply):
                return
            if word == "DATA" and not self._refused:
                payload = await reader.readuntil(b"\r\n.\r\n")
                self.in_clear += context is not None and not safe
                if not await self._end_of_mail(recipients, payload, writer):
                    return
            if word in ("MAIL", "RSET", "EHLO", "DATA"):
                recipients = []
            if word == "QUIT":
                return

    async def _end_of_mail(self, to: list[str], payload: bytes, writer: asyncio.StreamWriter) -> bool:
        self.mails += 1
        said = self.phase("body", self._count("body"))
        if said is None or said == "take and drop":
            self._take_mail(to, payload)
        return await self._say("body", writer, said or "250 taken")

    def _count(self, phase: str) -> int:
        self.said[phase] = self.said.get(phase, 0) + 1
        return self.said[phase]

    async def _say(self, phase: str, writer: asyncio.StreamWriter, reply: str | None = None) -> bool:
        """Answer; False when the session ends here."""
        said = reply or self.phase(phase, self._count(phase)) or _USUAL.get(phase, "250 ok")
        self._refused = said[0] in "45"
        if said in ("drop", "take and drop"):
            return False
        if said == "hang":
            await asyncio.sleep(3600)
        while said in ("endless", "drip"):
            writer.write(b"250-" + b"x" * (500 if said == "endless" else 1) + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0 if said == "endless" else 0.05)
        writer.write(said.encode() + b"\r\n")
        return not (phase == "greeting" and self._refused)

    def _take_mail(self, recipients: list[str], payload: bytes) -> None:
        mail = message_from_bytes(payload.removesuffix(b".\r\n"), policy=policy.default)
        part = mail.get_body(("plain",))
        text = str(part.get_content()) if part else ""
        found = {*re.findall(r"Incident (i\w+)", text), *(f"i{n}" for n in re.findall(r"Town (\d+),", text))}
        if str(mail["Subject"]).startswith("Dateline: "):
            found = set()
            self.told += [(to, str(mail["Subject"])) for to in recipients]
        self.receipts += [
            Receipt(to, one, str(mail["Message-ID"]), payload, self.hour)
            for to in recipients
            for one in found
        ]

    # --- web

    async def _hook(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            size = int(re.search(r"(?i)content-length: *(\d+)", head)[1])  # type: ignore[index]
            body = await reader.readexactly(size)
            self.requests += 1
            said = self.answer(self.requests)
            if said is None or said in (b"", "endless 200 OK"):
                self._take_post(re.search(r"(?i)webhook-id: *(\S+)", head)[1], body)  # type: ignore[index]
            if said == b"":
                return
            if said == "reset":
                writer.transport.abort()
                return
            if said == "hang":
                await asyncio.sleep(3600)
            if isinstance(said, str):
                await _without_end(writer, said.removeprefix("endless "))
                return
            writer.write(said or b"HTTP/1.1 204 No Content\r\n\r\n")

    def _take_post(self, name: str, body: bytes) -> None:
        told = json.loads(body)
        if "notice_id" not in told:
            self.told.append(("hook", told["subject"]))
            return
        self.receipts.append(Receipt("hook", told["incident"]["incident_id"], name, body, self.hour))


async def _without_end(writer: asyncio.StreamWriter, status: str) -> None:
    """A head that never ends, or a body, until the other side hangs up."""
    head = status == "head"
    writer.write(b"HTTP/1.1 200 OK\r\n" if head else f"HTTP/1.1 {status}\r\n\r\n".encode())
    while True:
        writer.write(b"X-More: " + b"x" * 900 + b"\r\n")
        await writer.drain()
