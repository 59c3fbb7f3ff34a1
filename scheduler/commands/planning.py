"""`backtest`: what a changed configuration would have alerted on what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from scheduler.backtest import Backtest, Comparison, difference_line
from scheduler.commands.narrowing import SINCE, moment
from scheduler.commands.options import json_option, load_config, print_json, show
from scheduler.commands.telling import warn
from scheduler.config import Config
from store.database import Database

PRESENT = Path("config.yaml")


class Bar:
    """A progress bar on standard error, one for each part of the work."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, what: str, total: int) -> None:
        self._task = self._progress.add_task(what, total=total)

    def step(self) -> None:
        assert self._task is not None, "begin() comes first"
        self._progress.advance(self._task)


@contextmanager
def _bar() -> Iterator[Bar]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)


@click.command()
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The changed configuration.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Compare with this configuration. Without it, with config.yaml where that is another one for the "
    "same database; else with the notices that were planned.",
)
@click.option("--since", type=moment, help=f"Only articles first seen since then: {SINCE}.")
@click.option("--same", is_flag=True, help="List also the alerts that stay as they are.")
@json_option
def backtest(
    config_path: Path, against: Path | None, since: datetime | None, same: bool, as_json: bool
) -> None:
    """Plan again, with a changed configuration, over what is stored: which alerts it adds and loses.

    What joined what stays as it was decided; only for changed groups articles are read again. Nothing is
    written or sent.
    """
    new = load_config(config_path, tell=warn)
    present = against or _present(config_path, new)
    old = load_config(present) if present else None
    with Database.open(new.database, read_only=True) as db, _bar() as bar:
        comparison = Backtest(db, since, bar).compare(new, old)
    if as_json:
        for difference in comparison.differences:
            print_json(difference_line(difference))
    else:
        _tell(comparison, same)
    click.echo(_summary(comparison, present), err=as_json)


def _present(path: Path, new: Config) -> Path | None:
    """The configuration in use, if it stands where it usually does and is for the same database."""
    if not PRESENT.is_file() or PRESENT.resolve() == path.resolve():
        return None
    return PRESENT if load_config(PRESENT).database == new.database else None


def _tell(comparison: Comparison, same: bool) -> None:
    shown = [
        difference_line(difference)
        for difference in comparison.differences
        if same or difference.kind != "same"
    ]
    show(
        ({**line, "at": line["at"][:16].replace("T", " ")} for line in shown),
        ("change", "at", "reason", "receiver", "incident_id", "subject", "why"),
        as_json=False,
    )


def _summary(comparison: Comparison, present: Path | None) -> str:
    counts = ", ".join(f"{kind} {comparison.count(kind)}" for kind in ("adds", "loses", "same"))
    notes = [f"compared with {present or 'the notices that were planned'}", f"{comparison.articles} articles"]
    if comparison.reread:
        notes.append(f"{comparison.reread} read again for changed groups")
    if comparison.left_out:
        notes.append(f"{comparison.left_out} incidents left out, whose first reports are not stored any more")
    return f"{counts} ({'; '.join(notes)})"


COMMANDS = (backtest,)
