"""`sources add` and `sources import`: from an address or an OPML list to lines for the configuration.

It writes no file: what it prints is YAML, with what the source would collect beside it as comments.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click
from click.core import ParameterSource

from crawler.engine import Engine
from crawler.gate import Gate
from crawler.responses import Failure, Response
from crawler.settings import NetworkSettings
from crawler.sources import Source
from incidents.article import rfc3339
from incidents.errors import DatelineError
from incidents.text import normalise_title
from scheduler.commands.listing import own_config_option
from scheduler.config import Config, load

if TYPE_CHECKING:
    from crawler.discovery import Offer

PREVIEWED = 5


@click.command("add")
@own_config_option
@click.argument("target")
@click.pass_context
def add(ctx: click.Context, /, own_config: Path | None, target: str) -> None:
    """Find what TARGET offers and print it as YAML to paste, with a preview of what it would collect.

    TARGET is the address of a site, a page or a feed, or an OPML file. Nothing is written; what is found
    beside the best is printed as comments.
    """
    config = _config(ctx, own_config)
    if not target.startswith(("http://", "https://")):
        if not Path(target).exists():
            raise click.UsageError(f"{target!r} is neither an http(s) address nor a file")
        _print_opml(Path(target), config)
        return
    found = asyncio.run(_discover(target, config))
    if isinstance(found, Failure):
        raise DatelineError(f"{target}: {found.text}")
    if not found:
        raise DatelineError(
            f"{target}: no feed, no sitemap and no links to articles were found; name a page that lists "
            "articles as a `section` with `follow`, or write a spider (docs/sources.md)"
        )
    for line in offer_lines(found, config.sources if config else ()):
        click.echo(line)


@click.command("import")
@own_config_option
@click.argument("opml", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_context
def import_opml(ctx: click.Context, /, own_config: Path | None, opml: Path) -> None:
    """Print the feeds of an OPML file as YAML to paste."""
    _print_opml(opml, _config(ctx, own_config))


def _config(ctx: click.Context, own: Path | None) -> Config | None:
    """The configuration, for its network settings and what it has already; None where there is none yet."""
    path: Path = own or ctx.obj
    parent = ctx.parent.get_parameter_source("config_path") if ctx.parent else None
    named = own is not None or parent is ParameterSource.COMMANDLINE
    # A configuration that lacks a source is what this command is for: its warnings are `check`'s to tell.
    return load(path, secrets=False, environ=os.environ) if named or path.exists() else None


async def _discover(url: str, config: Config | None) -> list[Offer] | Failure:
    from crawler.discovery import discover
    from scheduler.parts import engine_settings

    network = engine_settings(config) if config else NetworkSettings()
    private = config.network.private_sources if config else ()
    engine = Engine(network, Gate.allowing(private))
    origin = Source("", "section", url)  # permissions hold for the address that was given, and no other

    async def fetch(asked: str) -> Response | Failure:
        return await engine.fetch(asked, origin=origin)

    await engine.start()
    try:
        return await discover(url, fetch)
    finally:
        await engine.stop()


def offer_lines(offers: Sequence[Offer], configured: Iterable[Source]) -> Iterator[str]:
    """The offers as lines of YAML: the best to paste, the others as comments, each with a preview."""
    known = list(configured)
    names = {one.name for one in known}
    yield "sources:"
    for number, offer in enumerate(offers):
        listing = offer.listing
        named = Source(
            normalise_title(offer.title) or urlsplit(offer.url).hostname or offer.url,
            offer.kind,
            offer.url,
            listing.language,
        )
        already = next((one.name for one in known if one.url == offer.url), None)
        if already is not None:
            yield f"  # {already} has this address already"
        free = already is None and number == 0
        named = _renamed(named, names)
        names.add(named.name)
        yield ("  - " if free else "  # - ") + flow(named)
        yield f"    # lists {listing.total} now" + (":" if listing.entries else "")
        for entry in listing.entries[:PREVIEWED]:
            day = rfc3339(entry.published and entry.published.replace(microsecond=0)) or "no date"
            yield f"    #   {day}  {entry.title or entry.url}"


def _print_opml(path: Path, config: Config | None) -> None:
    from crawler.discovery import read_opml

    try:
        found = read_opml(path.read_bytes())
    except OSError as error:
        raise DatelineError(f"{path}: cannot be read ({error.strerror})") from None
    if not found:
        raise DatelineError(f"{path}: no feed is named in it; an OPML list has outlines with an xmlUrl")
    for line in opml_lines(found, config.sources if config else ()):
        click.echo(line)


def opml_lines(found: Iterable[Source], configured: Iterable[Source]) -> Iterator[str]:
    """The feeds of a list as lines of YAML; those that are configured already as comments."""
    known = list(configured)
    urls, names = {one.url for one in known}, {one.name for one in known}
    yield "sources:"
    for source in found:
        if source.url in urls:
            yield f"  # {source.url} is configured already"
            continue
        named = _renamed(source, names)
        names.add(named.name)
        yield f"  - {flow(named)}"


def _renamed(source: Source, taken: set[str]) -> Source:
    """The source under a name that no other has."""
    tries = (source.name, *(f"{source.name} {number}" for number in range(2, len(taken) + 3)))
    name = next(name for name in tries if name not in taken)
    return Source(name, source.kind, source.url, source.language)


def flow(source: Source) -> str:
    """One source as a mapping in YAML's flow style; strings quoted: a title stays a title."""
    # `${` would be a reference to the environment
    address, name = source.url.replace("${", "$%7B"), source.name.replace("${", "$ {")
    fields = {"name": name, source.kind: address, "language": source.language}
    return "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in fields.items() if value) + "}"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


SUBCOMMANDS = (add, import_opml)
