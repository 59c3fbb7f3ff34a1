"""The commands, put together. What Dateline itself reports is one message and an exit code."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from incidents.errors import ConfigError, DatabaseBusy, DatabaseRefused, DatelineError, StorageFailed
from scheduler.commands.suggesting import Suggesting
from scheduler.commands.telling import say

EXIT_CODES: tuple[tuple[type[DatelineError], int], ...] = (
    (ConfigError, 2),
    (DatabaseBusy, 73),
    (DatabaseRefused, 74),
    (StorageFailed, 75),
    (DatelineError, 2),
)

# The module of `scheduler.commands` in which each command lives. It is imported when the command is called:
# one command does not pay for what another one needs.
HOMES = {
    "run": "service",
    "reload": "service",
    "check": "service",
    "init": "starting",
    "demo": "service",
    "read": "reading",
    "extract": "reading",
    "replay": "reading",
    "backtest": "planning",
    "explain": "explaining",
    "incidents": "listing",
    "articles": "listing",
    "search": "searching",
    "sources": "listing",
    "outbox": "outbox",
    "silence": "silencing",
    "ack": "silencing",
    "test-alert": "outbox",
    "export": "exporting",
    "backup": "service",
}
SUBCOMMANDS = {"incidents": "correcting", "sources": "sourcing"}


class Commands(Suggesting):
    """Finds a command in its home."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in HOMES:
            return None
        commands = import_module(f"scheduler.commands.{HOMES[cmd_name]}").COMMANDS
        command: click.Command = next(command for command in commands if command.name == cmd_name)
        if cmd_name in SUBCOMMANDS and isinstance(command, click.Group):
            for subcommand in import_module(f"scheduler.commands.{SUBCOMMANDS[cmd_name]}").SUBCOMMANDS:
                command.add_command(subcommand)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline", prog_name="dateline")
def dateline() -> None:
    """Watch the news for incidents, and alert once for each."""


def main() -> None:
    """Run the command line; what Dateline itself reports is one clear message and an exit code."""
    try:
        dateline(prog_name="dateline")
    except DatelineError as error:
        say(str(error))
        sys.exit(next(code for kind, code in EXIT_CODES if isinstance(error, kind)))
