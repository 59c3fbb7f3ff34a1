"""`run`, `check`, `demo`: the service itself."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import click

from scheduler.clock import SystemClock
from scheduler.commands.options import config_option, load_config
from scheduler.logs import configure
from store.database import Database


@click.command()
@config_option
@click.option("--once", is_flag=True, help="Poll every source now, work until nothing is pending, then stop.")
@click.option(
    "--log",
    "style",
    type=click.Choice(("auto", "console", "json")),
    default="auto",
    help="How the log looks; auto: console on a terminal, JSON elsewhere.",
)
def run(config_path: Path, once: bool, style: str) -> None:
    """Run the service until it is told to stop (SIGTERM or Ctrl-C)."""
    from scheduler.daemon import Daemon
    from scheduler.summary import summary

    configure(style, sys.stderr)
    config = load_config(config_path, secrets=True)

    async def serve() -> Daemon:
        daemon = Daemon(config, database, SystemClock(), os.environ)
        await daemon.run(once=once)
        return daemon

    with Database.open(config.database, exclusive=True) as database:
        daemon = asyncio.run(serve())
        if once:
            click.echo(summary(daemon.tally, database))


@click.command()
@config_option
def check(config_path: Path) -> None:
    """Check the configuration: every problem with its line and what to do."""
    config = load_config(config_path, secrets=True)
    click.echo(
        f"{config_path}: good. {len(config.sources)} sources, {len(config.watches)} watches, "
        f"{len(config.groups)} groups, {len(config.receivers)} receivers; database {config.database}"
    )


@click.command()
@click.option(
    "--keep", type=click.Path(path_type=Path), help="Keep the database and the mails in this directory."
)
def demo(keep: Path | None) -> None:
    """Show it all: an invented news site, a mail server, a webhook and the service, on loopback.

    No network, no account; it takes under half a minute.
    """
    from scheduler.demo.show import show

    sys.exit(show(keep))


COMMANDS = (run, check, demo)
