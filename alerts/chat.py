"""Chat (Slack, Telegram, Matrix, Teams, ntfy and others) through Apprise, the optional extra `chat`.

Apprise says only whether it worked, so every failure is temporary. It connects by itself: the address gate
does not cover it, and its addresses come from the config alone.
"""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import import_module
from typing import Any

from alerts import message
from alerts.receivers import Chat, Draft, Outgoing, ReceiverSettings, Reply, redact
from alerts.wording import one_line
from incidents.errors import DatelineError

BODY_LENGTH = 3500


class ChatReceiver:
    """Sends a subject and a short text to every address of the receiver; each is a recipient of its own."""

    width = 1
    deadline = 60.0

    def __init__(self, settings: ReceiverSettings) -> None:
        if not isinstance(settings.to, Chat):
            raise TypeError(f"receiver {settings.name!r} is no chat")
        self.settings = settings
        self._urls = {f"{settings.name}/{index}": url for index, url in enumerate(settings.to.urls, 1)}
        self._apprise = _apprise()

    def recipients(self) -> tuple[str, ...]:
        """Numbered, as an address holds a token."""
        return tuple(self._urls)

    def compose(self, draft: Draft) -> tuple[str, bytes]:
        rendered = message.render(draft, self.settings.zone)
        text = rendered.text if len(rendered.text) <= BODY_LENGTH else rendered.text[: BODY_LENGTH - 1] + "…"
        return rendered.subject, message.as_json({"title": rendered.subject, "body": text}).encode()

    async def send(self, message: Outgoing) -> Reply:
        url = self._urls.get(message.recipient)
        if url is None:
            return Reply("permanent", f"the config has no {message.recipient} any more")
        client = self._apprise.Apprise()
        if not client.add(url.reveal()):
            return Reply("temporary", "this is no address that Apprise knows", whole=True)
        content = json.loads(message.payload)
        try:
            # Not its async_notify: it runs its own pool of threads on the loop's default executor.
            taken = await asyncio.to_thread(client.notify, title=content["title"], body=content["body"])
        except (OSError, TypeError, ValueError) as problem:
            return Reply("temporary", one_line(redact(str(problem), url), 500), whole=True)
        if taken:
            return Reply("done", "taken")
        return Reply("temporary", "the service did not take it", whole=True)

    async def close(self) -> None:
        """Nothing is kept open."""


def _apprise() -> Any:
    try:
        return import_module("apprise")
    except ImportError:
        how = f"{sys.executable} -m pip install apprise"
        raise DatelineError(f"chat receivers need Apprise, which is not installed; run: {how}") from None
