"""What a loaded config is: domain values, frozen, with every name resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from alerts.receivers import ReceiverSettings, Secret, SmtpSettings
from crawler.sources import Source
from incidents.watch import Group, Watch
from scheduler.config.secrets import Secrets


@dataclass(frozen=True, slots=True)
class Backup:
    """Where copies of the database go, and how many are kept."""

    to: Path
    keep: int


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """How the web is approached. The lists hold "host:port", an address, or a network ("10.1.0.0/16")."""

    contact: str | None
    delay: timedelta
    proxy: Secret | None
    private_sources: tuple[str, ...]
    private_receivers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """The service itself: whom it tells about itself, and how it is watched."""

    owner: str | None
    listen: tuple[str, int] | None
    silent_after: timedelta
    heartbeat_url: Secret | None
    backup: Backup | None


@dataclass(frozen=True, slots=True)
class Config:
    """A whole config. Paths are absolute; `keep_*` None is forever; `groups`: the config's, then the presets.

    `warnings` are faults that do not keep it from working; `secrets.redact` rids a text of every secret.
    """

    path: Path
    database: Path
    languages: tuple[str, ...]
    max_age: timedelta
    keep_articles: timedelta | None
    watches: tuple[Watch, ...]
    groups: tuple[Group, ...]
    sources: tuple[Source, ...]
    receivers: Mapping[str, ReceiverSettings]
    smtp: SmtpSettings | None
    network: NetworkSettings
    service: ServiceSettings
    warnings: tuple[str, ...] = ()
    secrets: Secrets = field(default=Secrets(), repr=False)

    def addresses(self) -> dict[str, Source]:
        """The sources by the address under which they are stored and shown.

        Of one with a secret in it that is the rest of it, and the source's name.
        """
        found = {}
        for source in self.sources:
            shown = self.secrets.redact(source.url)
            found[shown if shown == source.url else f"{shown}#{source.name}"] = source
        return found
