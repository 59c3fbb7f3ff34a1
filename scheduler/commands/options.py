"""Options and openings that several commands share."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scheduler.commands.telling import warn
from scheduler.config import Config, load
from store.database import Database

F = TypeVar("F", bound=Callable[..., Any])

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    default="config.yaml",
    show_default=True,
    help="The configuration.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
limit_option = click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many."
)


def reason_given(_ctx: click.Context, _option: click.Parameter, text: str) -> str:
    """A comment that says something."""
    if not text.strip():
        raise click.BadParameter("say why; it is what others will read of this")
    return text.strip()


def load_config(path: Path, *, secrets: bool = False, tell: Callable[[str], None] | None = None) -> Config:
    """The configuration. Secrets only for what sends, which is also what is to `tell` of warnings."""
    config = load(path, secrets=secrets, environ=os.environ)
    if tell is None and secrets:
        tell = warn
    if tell is not None:
        for warning in config.warnings:
            tell(warning)
    return config


def open_to_read(path: Path) -> Database:
    """The database of the configuration at `path`, to read beside a running service."""
    return Database.open(load_config(path).database, read_only=True)


def show(records: Iterable[dict[str, Any]], columns: Sequence[str], *, as_json: bool) -> None:
    """Records as JSON lines for programs, or as a table of `columns` for people."""
    if as_json:
        for record in records:
            print_json(record)
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for record in records:
        table.add_row(*(escape(_cell(record[column])) for column in columns))
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table if table.row_count else "nothing")


def print_json(record: dict[str, Any]) -> None:
    click.echo(json.dumps(record, ensure_ascii=False))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
