"""What a command says beside its output: on standard error, each line by the program's name."""

from __future__ import annotations

import click


def say(text: str) -> None:
    """Why the command was not done."""
    for line in text.splitlines():
        click.echo(f"dateline: {line}", err=True)


def warn(text: str) -> None:
    """What does not keep the command from being done."""
    for line in text.splitlines():
        click.echo(f"dateline: warning: {line}", err=True)
