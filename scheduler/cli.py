"""The commands, put together. What Dateline itself reports is one message and an exit code."""

from __future__ import annotations

import sys

import click

from incidents.errors import ConfigError, DatabaseBusy, DatabaseRefused, DatelineError, StorageFailed
from scheduler.commands import (
    correcting,
    explaining,
    exporting,
    listing,
    outbox,
    planning,
    reading,
    searching,
    service,
    silencing,
    starting,
)

EXIT_CODES: tuple[tuple[type[DatelineError], int], ...] = (
    (ConfigError, 2),
    (DatabaseBusy, 73),
    (DatabaseRefused, 74),
    (StorageFailed, 75),
    (DatelineError, 2),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline", prog_name="dateline")
def dateline() -> None:
    """Watch the news for incidents, and alert once for each."""


for command in (
    *service.COMMANDS,
    *reading.COMMANDS,
    *listing.COMMANDS,
    *outbox.COMMANDS,
    *explaining.COMMANDS,
    *exporting.COMMANDS,
    *planning.COMMANDS,
    *searching.COMMANDS,
    *silencing.COMMANDS,
    *starting.COMMANDS,
):
    dateline.add_command(command)
for command in correcting.SUBCOMMANDS:
    listing.incidents.add_command(command)


def main() -> None:
    """Run the command line; what Dateline itself reports is one clear message and an exit code."""
    try:
        dateline(prog_name="dateline")
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(next(code for kind, code in EXIT_CODES if isinstance(error, kind)))
