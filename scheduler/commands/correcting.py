"""`incidents merge` and `incidents retract`: what a person knows better."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from scheduler.commands.listing import own_config_option
from scheduler.commands.options import load_config, reason_given
from scheduler.corrections import Corrector, Retracted
from scheduler.merging import Merged
from store.database import Database

Done = TypeVar("Done", Merged, Retracted)

comment_option = click.option(
    "--comment", required=True, callback=reason_given, help="Why; it is kept in the incident's history."
)


def _correct(config_path: Path, act: Callable[[Corrector, datetime], Done]) -> Done:
    config = load_config(config_path)
    with Database.open(config.database, create=False) as db:
        return act(Corrector(db, config.watches, config.receivers), datetime.now(UTC))


@click.command("merge")
@own_config_option
@comment_option
@click.argument("incident_id")
@click.argument("into")
@click.pass_obj
def merge_incidents(
    config_path: Path, own_config: Path | None, comment: str, incident_id: str, into: str
) -> None:
    """Say that INCIDENT_ID and INTO are one incident.

    The older of the two survives with the reports and history of both; the other id stays and points to it.
    Receivers that were told of the one that goes are told, where their watch lists `merged` in alert_on.
    """
    done = _correct(
        own_config or config_path, lambda corrector, now: corrector.merge(incident_id, into, comment, now)
    )
    click.echo(f"{done.gone.incident_id} is merged into {done.known.incident_id}, the older; {_told(done)}")


@click.command("retract")
@own_config_option
@comment_option
@click.argument("incident_id")
@click.pass_obj
def retract_incident(config_path: Path, own_config: Path | None, comment: str, incident_id: str) -> None:
    """Say that INCIDENT_ID did not happen, or is no incident.

    It stays stored, with its id and history; later reports join it silently. Whoever was told of it is told
    that it is retracted.
    """
    done = _correct(
        own_config or config_path, lambda corrector, now: corrector.retract(incident_id, comment, now)
    )
    click.echo(f"{done.known.incident_id} is retracted; {_told(done)}")


def _told(done: Merged | Retracted) -> str:
    receivers = ", ".join(notice.receiver for notice in done.notices)
    return f"to be told: {receivers}" if receivers else "nobody is to be told"


SUBCOMMANDS = (merge_incidents, retract_incident)
