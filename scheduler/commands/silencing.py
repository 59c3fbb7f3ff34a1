"""`silence` and `ack`: what need not be told for a while, and what a person has taken note of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import click

from incidents.article import rfc3339
from incidents.errors import DatelineError
from incidents.incident import Type
from incidents.watch import Reason
from scheduler.commands.naming import Names
from scheduler.commands.narrowing import coming
from scheduler.commands.options import (
    config_option,
    json_option,
    load_config,
    open_to_read,
    reason_given,
    show,
)
from scheduler.commands.suggesting import Suggesting
from scheduler.config.quantities import duration
from store.database import Database
from store.meta import Silence

# The option, the matcher's key, and what may stand there.
_MATCHERS = (
    ("receiver", "receivers", "Only what would go to this receiver."),
    ("watch", "watches", "Only what this watch wants."),
    ("incident", "incidents", "Only this incident, by its id."),
    ("group", "groups", "Only what is attributed to this group."),
    ("country", "countries", "Only in this country: RU, Russia."),
    ("place", "places", "Only in this place or division: Kaspiysk, Dagestan, RU-DA, RU/Dagestan."),
)


@click.group(cls=Suggesting)
def silence() -> None:
    """Keep quiet about something for a while: what matches is not sent, ever, and says why."""


def _matchers(command: Callable[..., Any]) -> Callable[..., Any]:
    types = click.Choice([str(kind) for kind in Type])
    command = click.option("--type", "types", multiple=True, type=types, help="Only this type.")(command)
    reasons = click.Choice(get_args(Reason))
    command = click.option("--reason", "reasons", multiple=True, type=reasons, help="Only such notices.")(
        command
    )
    for option, key, text in reversed(_MATCHERS):
        command = click.option(f"--{option}", key, multiple=True, help=text)(command)
    return command


@silence.command("add")
@config_option
@_matchers
@click.option("--for", "length", help="How long: '6 h', '3 days'.")
@click.option("--until", type=coming, help="Until when: '2d', 2026-03-01 or 2026-03-01T12:00, in UTC.")
@click.option(
    "--comment",
    required=True,
    callback=reason_given,
    help="Why; it stands beside all that is not sent.",
)
def add_silence(
    config_path: Path, length: str | None, until: datetime | None, comment: str, **matchers: tuple[str, ...]
) -> None:
    """Silence what fits every matcher given; of one matcher given several times, any.

    It holds from now on, in a running service too. What it keeps back is not sent when it ends.
    """
    now = datetime.now(UTC)
    matcher = {key: list(values) for key, values in matchers.items() if values}
    if not matcher:
        raise click.UsageError("name at least one matcher, such as --watch or --country")
    ends = _end(now, length, until)
    config = load_config(config_path)
    with Database.open(config.database, create=False) as db:
        matcher = _as_stored(Names(config, db), matcher)
        number = db.meta.add_silence(matcher, now, ends, comment)
    click.echo(f"silence {number}, until {rfc3339(ends)}: {_words(matcher)}")


def _end(now: datetime, length: str | None, until: datetime | None) -> datetime:
    if length is not None and until is None:
        return _after(now, length, "--for")
    if until is None or length is not None:
        raise click.UsageError("say when it ends, with --for or --until")
    if until <= now:
        raise click.BadParameter("is over already", param_hint="--until")
    return until.replace(microsecond=0)


def _after(now: datetime, length: str, option: str) -> datetime:
    try:
        return (now + duration(length)).replace(microsecond=0)
    except ValueError as error:
        raise click.BadParameter(f"{length!r} {error}", param_hint=option) from None


def _as_stored(names: Names, matcher: dict[str, list[str]]) -> dict[str, list[str]]:
    """The matcher with each name as notices have it."""
    lookups: dict[str, Callable[[str], str]] = {
        "receivers": names.receiver,
        "watches": names.watch,
        "incidents": names.incident,
        "groups": names.group,
        "countries": names.country,
        "places": names.place,
    }
    return {
        key: [lookups[key](value) for value in values] if key in lookups else values
        for key, values in matcher.items()
    }


def _words(matcher: dict[str, Any]) -> str:
    return "; ".join(f"{key}: {', '.join(values)}" for key, values in matcher.items())


@silence.command("list")
@config_option
@json_option
@click.option("--ended", is_flag=True, help="Also those that are over, or were ended.")
def list_silences(config_path: Path, as_json: bool, ended: bool) -> None:
    """List the silences that are in force."""
    now = datetime.now(UTC)
    with open_to_read(config_path) as db:
        found = db.meta.all_silences() if ended else db.meta.silences(now)
    columns = ("silence", *(("state",) if ended else ()), "until", "what", "comment")
    show((_row(silence, now) for silence in found), columns, as_json=as_json)


def _row(silence: Silence, now: datetime) -> dict[str, Any]:
    over = "ended early" if silence.ended else "over" if silence.ends <= now else "in force"
    return {
        "silence": silence.silence_id,
        "state": over,
        "from": rfc3339(silence.starts.replace(microsecond=0)),
        "until": rfc3339(silence.ends),
        "what": _words(silence.matcher),
        "comment": silence.comment,
        "matcher": silence.matcher,
    }


@silence.command("end")
@config_option
@click.argument("number", type=int)
def end_silence(config_path: Path, number: int) -> None:
    """End the silence NUMBER now; what it kept back stays unsent."""
    with Database.open(load_config(config_path).database, create=False) as db:
        if not db.meta.end_silence(number):
            raise DatelineError(
                f"there is no silence {number} in force; `dateline silence list --ended` lists all"
            )
    click.echo(f"silence {number} has ended")


@click.command()
@config_option
@click.option("--comment", default="", help="By whom, and what follows.")
@click.option("--silence-for", "length", help="Also tell nobody of its changes for so long: '2 days'.")
@click.argument("incident_id")
def ack(config_path: Path, comment: str, length: str | None, incident_id: str) -> None:
    """Note that somebody has read of INCIDENT_ID and deals with it; `explain incident` shows it."""
    now = datetime.now(UTC)
    ends = now if length is None else _after(now, length, "--silence-for")
    config = load_config(config_path)
    with Database.open(config.database, create=False) as db:
        incident_id = Names(config, db).incident(incident_id)
        with db.transaction():
            db.meta.acknowledge(incident_id, now, comment)
            if length is not None:
                db.meta.add_silence({"incidents": [incident_id]}, now, ends, comment or "acknowledged")
    silent = "" if length is None else f", and silent until {rfc3339(ends)}"
    click.echo(f"{incident_id} is acknowledged{silent}")


COMMANDS = (silence, ack)
