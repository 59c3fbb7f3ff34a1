"""A mail server and a web server on loopback, in a thread, that note what they took and may misbehave.

They are the ledger: nothing here asks the sender what it believes.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple


class Receipt(NamedTuple):
    """One message as taken: by whom, about which incident, under which id, and its bytes."""

    recipient: str
    incident: str
    message_id: str
    payload: bytes


@dataclass
class Sinks:
    """`refuse` and `answer` are asked for each recipient and each request; None takes it."""

    refuse: Callable[[str], str | None] = lambda recipient: None
    answer: Callable[[int], bytes | None] = lambda count: None
    end_of_mail: Callable[[int], str | None] = lambda count: None
    receipts: list[Receipt] = field(default_factory=list)
    mail_port: int = 0
    hook_port: int = 0
    requests: int = 0
    mails: int = 0

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
        servers = [
            self._loop.run_until_complete(asyncio.start_server(serve, "127.0.0.1", 0, limit=2**22))
            for serve in (self._mail, self._hook)
        ]
        self.mail_port, self.hook_port = (s.sockets[0].getsockname()[1] for s in servers)
        ready.set()
        self._loop.run_forever()
        for server in servers:
            server.close()
        sessions = asyncio.all_tasks(self._loop)
        for session in sessions:
            session.cancel()
        self._loop.run_until_complete(asyncio.gather(*sessions, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _mail(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._mail_session(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _mail_session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipients: list[str] = []
        writer.write(b"220 mx.example\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            reply = "250 ok"
            if word == b"RCPT":
                address = re.search(rb"<(.*?)>", line)[1].decode()  # type: ignore[index]
                reply = self.refuse(address) or reply
                recipients += [address] if reply.startswith("250") else []
            elif word == b"DATA":
                writer.write(b"354 go on\r\n")
                payload = await reader.readuntil(b"\r\n.\r\n")
                self.mails += 1
                said = self.end_of_mail(self.mails)
                if said is None or said == "drop":
                    self._take_mail(recipients, payload)
                if said == "drop":
                    return
                recipients, reply = [], said or "250 taken"
            elif word in (b"MAIL", b"RSET", b"EHLO"):
                recipients = []
            writer.write(reply.encode() + b"\r\n")
            if word == b"QUIT":
                return

    def _take_mail(self, recipients: list[str], payload: bytes) -> None:
        message_id = re.search(rb"(?im)^Message-ID:\s*(\S+)", payload)[1].decode()  # type: ignore[index]
        incident = re.search(rb"Incident ([\w-]+)", payload)[1].decode()  # type: ignore[index]
        self.receipts += [Receipt(to, incident, message_id, payload) for to in recipients]

    async def _hook(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                size = int(re.search(r"(?i)content-length: *(\d+)", head)[1])  # type: ignore[index]
                body = await reader.readexactly(size)
                self.requests += 1
                said = self.answer(self.requests)
                if said is None or not said:
                    name = re.search(r"(?i)webhook-id: *(\S+)", head)[1]  # type: ignore[index]
                    incident = "i" + re.search(rb'"notice_id":\s*"n(\d+)', body)[1].decode()  # type: ignore[index]
                    self.receipts.append(Receipt("hook", incident, name, body))
                if said == b"":
                    return
                writer.write(said or b"HTTP/1.1 204 No Content\r\n\r\n")
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
