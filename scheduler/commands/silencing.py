"""`silence` and `ack`: what need not be told for a while, and what a person has taken note of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import click

from incidents.article import rfc3339
from incidents.errors import DatelineError
from incidents.incident import Type
from incidents.watch import Reason
from scheduler.commands.options import config_option, json_option, load_config, open_to_read, show
from scheduler.config import Config
from scheduler.config.quantities import duration
from store.database import Database
from store.meta import Silence

# The option, the matcher's key, and what may stand there.
_MATCHERS = (
    ("receiver", "receivers", "Only what would go to this receiver."),
    ("watch", "watches", "Only what this watch wants."),
    ("incident", "incidents", "Only this incident, by its id."),
    ("group", "groups", "Only what is attributed to this group."),
    ("country", "countries", "Only in this country, by its two letters."),
    ("place", "places", "Only in this place: its name, its first-level division, or that one's code."),
)


@click.group()
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
@click.option("--until", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]), help="UTC.")
@click.option("--comment", required=True, help="Why; it stands beside everything that is not sent.")
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
    _check_names(config, matcher)
    with Database.open(config.database, create=False) as db:
        for incident_id in matcher.get("incidents", ()):
            _existing(db, incident_id)
        number = db.meta.add_silence(matcher, now, ends, comment)
    click.echo(f"silence {number}, until {rfc3339(ends)}: {_words(matcher)}")


def _end(now: datetime, length: str | None, until: datetime | None) -> datetime:
    if (length is None) == (until is None):
        raise click.UsageError("say when it ends, with --for or --until")
    if length is not None:
        try:
            return (now + duration(length)).replace(microsecond=0)
        except ValueError as error:
            raise click.BadParameter(f"{length!r} {error}", param_hint="--for") from None
    assert until is not None
    ends = until.replace(tzinfo=UTC)
    if ends <= now:
        raise click.BadParameter("is over already", param_hint="--until")
    return ends


def _check_names(config: Config, matcher: dict[str, list[str]]) -> None:
    known = {"receivers": set(config.receivers), "watches": {watch.name for watch in config.watches}}
    for key, names in known.items():
        for name in matcher.get(key, ()):
            if name.casefold() not in {one.casefold() for one in names}:
                raise DatelineError(
                    f"no {key[:-1]} is called {name!r}; there are: {', '.join(sorted(names))}"
                )


def _existing(db: Database, incident_id: str) -> str:
    known = db.incidents.get(incident_id, follow=True)
    if known is None:
        raise DatelineError(f"there is no incident {incident_id}; `dateline incidents` lists them")
    return known.incident_id


def _words(matcher: dict[str, Any]) -> str:
    return "; ".join(f"{key}: {', '.join(values)}" for key, values in matcher.items())


@silence.command("list")
@config_option
@json_option
def list_silences(config_path: Path, as_json: bool) -> None:
    """List the silences that are in force."""
    with open_to_read(config_path) as db:
        found = db.meta.silences(datetime.now(UTC))
    show(map(_row, found), ("silence", "until", "what", "comment"), as_json=as_json)


def _row(silence: Silence) -> dict[str, Any]:
    return {
        "silence": silence.silence_id,
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
            raise DatelineError(f"there is no silence {number} in force; `dateline silence list` lists them")
    click.echo(f"silence {number} has ended")


@click.command()
@config_option
@click.option("--comment", default="", help="By whom, and what follows.")
@click.option("--silence-for", "length", help="Also tell nobody of its changes for so long: '2 days'.")
@click.argument("incident_id")
def ack(config_path: Path, comment: str, length: str | None, incident_id: str) -> None:
    """Note that somebody has read of INCIDENT_ID and deals with it; `explain incident` shows it."""
    now = datetime.now(UTC)
    ends = _end(now, length, None) if length else now + timedelta()
    with Database.open(load_config(config_path).database, create=False) as db:
        incident_id = _existing(db, incident_id)
        with db.transaction():
            db.meta.acknowledge(incident_id, now, comment)
            if length:
                db.meta.add_silence({"incidents": [incident_id]}, now, ends, comment or "acknowledged")
    click.echo(f"{incident_id} is acknowledged{f', and silent until {rfc3339(ends)}' if length else ''}")


COMMANDS = (silence, ack)
