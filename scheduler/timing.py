"""How long receivers take: each attempt to send is measured, whatever comes of it."""

from __future__ import annotations

import time

from alerts.receivers import Draft, Outgoing, Receiver, ReceiverSettings, Reply
from web.standing import Timing


class Timed:
    """A receiver that is another one, with a watch on it."""

    def __init__(self, receiver: Receiver, timing: Timing) -> None:
        self._receiver, self._timing = receiver, timing

    @property
    def settings(self) -> ReceiverSettings:
        return self._receiver.settings

    @property
    def width(self) -> int:
        return self._receiver.width

    @property
    def deadline(self) -> float:
        return self._receiver.deadline

    def recipients(self) -> tuple[str, ...]:
        return self._receiver.recipients()

    def compose(self, draft: Draft) -> tuple[str, bytes]:
        return self._receiver.compose(draft)

    async def send(self, message: Outgoing) -> Reply:
        began = time.monotonic()
        try:
            return await self._receiver.send(message)
        finally:
            self._timing.add(time.monotonic() - began)

    async def close(self) -> None:
        await self._receiver.close()
