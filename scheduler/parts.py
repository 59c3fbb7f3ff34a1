"""From the configuration to the parts: what each package needs, made of its own settings."""

from __future__ import annotations

import sys
from importlib.metadata import version

from alerts.file import FileReceiver
from alerts.mail import MailReceiver
from alerts.receivers import Chat, Email, Receiver, ReceiverSettings, Webhook
from alerts.webhook import WebhookReceiver
from crawler.gate import Gate
from crawler.settings import NetworkSettings
from incidents.errors import DatelineError
from scheduler.clock import Clock
from scheduler.config import Config


def engine_settings(config: Config) -> NetworkSettings:
    """How the crawler is to behave, after the configuration."""
    network = config.network
    return NetworkSettings(
        contact=network.contact or "",
        delay=network.delay.total_seconds(),
        proxy=network.proxy.reveal() if network.proxy else None,
        version=version("dateline"),
    )


def build_receivers(config: Config, clock: Clock) -> dict[str, Receiver]:
    """The receivers by name. A webhook goes through the gate, with the permissions of receivers only."""
    gate = Gate.allowing(config.network.private_receivers)
    return {name: _receiver(settings, config, gate, clock) for name, settings in config.receivers.items()}


def _receiver(settings: ReceiverSettings, config: Config, gate: Gate, clock: Clock) -> Receiver:
    if isinstance(settings.to, Webhook):
        return WebhookReceiver(settings, gate, now=clock.now)
    if isinstance(settings.to, Email):
        assert config.smtp is not None, "the configuration refuses an email receiver without smtp"
        return MailReceiver(settings, config.smtp)
    if isinstance(settings.to, Chat):
        try:
            from alerts.chat import ChatReceiver
        except ImportError:
            raise DatelineError(
                f"receiver {settings.name}: chat needs the extra: pip install 'dateline[chat]'"
            ) from None
        return ChatReceiver(settings)
    return FileReceiver(settings, echo=_print_line)


def _print_line(line: str) -> None:
    """A file receiver is also told on the terminal, beside the log."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201
