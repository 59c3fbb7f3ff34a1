"""The user's own spiders that a configuration names: found beside it, and refused before anything runs."""

from __future__ import annotations

from crawler.adoption import find_spider, importable
from incidents.errors import ConfigError
from scheduler.config import Config


def require_spiders(config: Config) -> None:
    """Import each spider. Raise ConfigError with what is wrong with any."""
    spiders = [source for source in config.sources if source.kind == "spider"]
    if not spiders:
        return
    importable(config.path.parent.resolve())
    found = [(source, find_spider(source.url)) for source in spiders]
    problems = [
        f"{config.path.name}: source {source.name!r}: spider {source.url}: {fault}"
        for source, fault in found
        if isinstance(fault, str)
    ]
    if problems:
        raise ConfigError(problems)
