"""From settings to receivers: the one place that knows which class serves which kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from alerts.chat import ChatReceiver
from alerts.file import Echo, FileReceiver
from alerts.mail import MailReceiver
from alerts.receivers import AddressGate, Chat, Email, File, Receiver, ReceiverSettings, SmtpSettings, Webhook
from alerts.webhook import WebhookReceiver


def open_receivers(
    settings: Iterable[ReceiverSettings],
    *,
    smtp: SmtpSettings | None,
    gate: AddressGate,
    echo: Echo | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> dict[str, Receiver]:
    """One receiver for each of the settings, by name; nothing is connected yet.

    Raises ValueError for an email receiver without `smtp`, a webhook secret that cannot sign or a chat
    without its extra, and OSError when the certificate authority's file cannot be read.
    """
    return {one.name: _open(one, smtp, gate, echo, now) for one in settings}


def _open(
    settings: ReceiverSettings,
    smtp: SmtpSettings | None,
    gate: AddressGate,
    echo: Echo | None,
    now: Callable[[], datetime],
) -> Receiver:
    match settings.to:
        case Email():
            if smtp is None:
                raise ValueError(f"receiver {settings.name!r} is for mail, and `smtp` is not configured")
            return MailReceiver(settings, smtp)
        case Webhook():
            return WebhookReceiver(settings, gate, now=now)
        case File():
            return FileReceiver(settings, echo)
        case Chat():
            return ChatReceiver(settings)
