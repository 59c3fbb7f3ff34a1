"""The demo's mail server: takes every mail, on loopback, and hands it on."""

from __future__ import annotations

import socket
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope


class _Take:
    def __init__(self, on_mail: Callable[[EmailMessage], None]) -> None:
        self._on_mail = on_mail

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        body = content if isinstance(content, bytes) else (content or "").encode()
        self._on_mail(message_from_bytes(body, policy=policy.default))
        return "250 taken"


def mail_server(on_mail: Callable[[EmailMessage], None]) -> Controller:
    """A server on a free port of loopback, not yet started; `port` of the result tells which."""
    with socket.socket() as probe:  # aiosmtpd cannot choose one itself
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Controller(_Take(on_mail), hostname="127.0.0.1", port=port)
