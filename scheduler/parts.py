"""From the configuration to the parts: what each package needs, made of its own settings."""

from __future__ import annotations

import sys
import uuid
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version

import structlog

from alerts.chat import ChatReceiver
from alerts.delivery import Delivery
from alerts.file import FileReceiver
from alerts.mail import MailReceiver
from alerts.receivers import Chat, Email, Receiver, ReceiverSettings, Webhook
from alerts.webhook import WebhookReceiver
from crawler.engine import Engine
from crawler.gate import Gate
from crawler.settings import NetworkSettings
from scheduler.accounts import StoredAccounts
from scheduler.adopting import require_spiders
from scheduler.clock import Clock
from scheduler.collect import Collector
from scheduler.config import Config
from scheduler.outage import Outage
from scheduler.outbox import StoredOutbox
from scheduler.pipeline import Pipeline
from scheduler.timing import Timed
from scheduler.workers import Limits, Workers
from scheduler.writer import Writer
from store.database import Database
from store.sources import SourceRow
from web.standing import Timing

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """All that follows from one configuration. A reload builds another, and keeps what did not change."""

    config: Config
    engine: Engine
    workers: Workers
    collector: Collector
    delivery: Delivery


def build(
    config: Config,
    database: Database,
    writer: Writer,
    clock: Clock,
    outage: Outage[SourceRow],
    timings: dict[str, Timing],
    old: Parts | None = None,
) -> Parts:
    """The parts for `config`, none of them started. Raise DatelineError, with nothing changed."""
    require_spiders(config)
    receivers = {
        name: Timed(receiver, timings.setdefault(name, Timing()))
        for name, receiver in build_receivers(config, clock).items()
    }
    engine = old.engine if old and _same_network(old.config, config) else _engine(config)
    workers = old.workers if old and _same_knowledge(old.config, config) else _workers(config)
    redact = config.secrets.redact
    pipeline = Pipeline(database, config.watches, config.groups, config.max_age)
    delivery = Delivery(
        StoredOutbox(database, writer, redact),
        receivers,
        clock.now,
        uuid.uuid4().hex,  # one for each: what another left in flight is taken up again
        log,
        owner=config.service.owner,
        accounts=StoredAccounts(database, writer),
    )
    collector = Collector(
        config.addresses(), engine, workers, writer, database, pipeline, clock, outage, redact
    )
    return Parts(config, engine, workers, collector, delivery)


def _same_network(one: Config, other: Config) -> bool:
    return engine_settings(one) == engine_settings(other) and (
        one.network.private_sources == other.network.private_sources
    )


def _same_knowledge(one: Config, other: Config) -> bool:
    return (one.groups, one.languages) == (other.groups, other.languages)


def _engine(config: Config) -> Engine:
    return Engine(engine_settings(config), Gate.allowing(config.network.private_sources))


def _workers(config: Config) -> Workers:
    return Workers(config.groups, config.languages, limits=Limits())


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
        return ChatReceiver(settings)
    return FileReceiver(settings, echo=_print_line)


def _print_line(line: str) -> None:
    """A file receiver is also told on the terminal, beside the log."""
    with suppress(OSError, ValueError):  # the terminal may be gone; the file is what counts
        print(line, file=sys.stderr, flush=True)  # noqa: T201
