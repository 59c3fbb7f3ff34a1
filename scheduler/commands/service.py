"""`run`, `reload`, `backup`, `check`, `demo`: the service itself."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import structlog

from incidents.errors import ConfigError, DatelineError
from scheduler.clock import SystemClock
from scheduler.commands.options import config_option, load_config
from scheduler.commands.telling import warn
from scheduler.config import Config
from scheduler.logs import configure, hide
from store.database import Database
from store.opening import Lock

_DATABASE = re.compile(r"""^database:\s*["']?([^"'#\n]*[^"'#\s])""", re.MULTILINE)
RELOAD_PATIENCE = 120.0  # seconds; priming a new watch in a large database takes its time


@click.command()
@config_option
@click.option("--once", is_flag=True, help="Poll every source now, work until nothing is pending, then stop.")
@click.option(
    "--after-restore",
    is_flag=True,
    help="The database is a restored backup: what the sources list by now counts as seen, and what waited to "
    "be sent is put aside. Give it once.",
)
@click.option(
    "--log",
    "style",
    type=click.Choice(("auto", "console", "json")),
    default="auto",
    help="How the log looks; auto: console on a terminal, JSON elsewhere.",
)
def run(config_path: Path, once: bool, after_restore: bool, style: str) -> None:
    """Run the service until it is told to stop (SIGTERM or Ctrl-C). SIGHUP reloads the configuration."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until there is something to reload
    configure(style, sys.stderr)
    log = structlog.get_logger(__name__)
    config = load_config(
        config_path, secrets=True, tell=lambda text: log.warning("in the configuration", warning=text)
    )
    hide(config.secrets.redact)
    with Database.open(config.database, exclusive=True) as database:
        if after_restore:
            forget(database, SystemClock().now())
        _serve(config, database, once=once)


def _serve(config: Config, database: Database, *, once: bool) -> None:
    from scheduler.daemon import Daemon
    from scheduler.summary import summary

    async def serve() -> Daemon:
        daemon = Daemon(config, database, SystemClock(), os.environ)
        await daemon.run(once=once)
        return daemon

    try:
        daemon = asyncio.run(serve())
    except DatelineError:
        raise
    except Exception:  # its traceback goes through the log, which hides secrets
        structlog.get_logger(__name__).exception("the service ended by a fault of its own")
        sys.exit(70)
    if once:
        click.echo(summary(daemon.tally, database))


def forget(database: Database, now: datetime) -> None:
    """Make a restored copy ready to run: what is listed by now counts as seen, what waited is put aside."""
    beat = database.meta.instant("beat")
    with database.transaction():
        done = database.after_restore(now)
        database.meta.set("restored", beat.isoformat() if beat else now.isoformat())
    click.echo(
        f"restored: {done.sources} sources prime again; {done.messages} messages and {done.notices} notices "
        "are put aside (`dateline outbox list`)",
        err=True,
    )


@click.command()
@config_option
def reload(config_path: Path) -> None:
    """Make the running service read its configuration anew: applied whole, or not at all.

    Exit status 2 when it is refused, with every problem; the old configuration then stays in force.
    """
    database = _database_of(config_path)
    holder = None if database is None else Lock(database).holder()
    if database is None or holder is None:
        database = load_config(config_path).database  # what is wrong with it comes first
        raise DatelineError(
            f"no service runs on {database}; `dateline run` starts one. If `database` is what was changed: a"
            " running service keeps its database, so put the old one back, or restart the service"
        )
    with Database.open(database, read_only=True) as db:
        before = db.meta.get("last_reload")
        os.kill(holder, signal.SIGHUP)
        record = _answer(db, before)
    if not record["applied"]:
        raise ConfigError(record["problems"])
    click.echo(f"reloaded by process {holder}")
    for receiver, messages, notices in record["held"]:
        click.echo(
            f"held for {receiver!r}, which is not named any more: {messages} messages, {notices} notices"
        )


def _database_of(config_path: Path) -> Path | None:
    """The database that a configuration names, also one that is wrong otherwise: the service that runs on it
    is to judge, and its log to tell."""
    try:
        return load_config(config_path, tell=warn).database
    except ConfigError:
        with suppress(OSError, UnicodeDecodeError):
            named = _DATABASE.search(config_path.read_text(encoding="utf-8"))
            return config_path.absolute().parent / Path(named[1]).expanduser() if named else None
    return None


def _answer(db: Database, before: str | None) -> dict[str, Any]:
    """What the service wrote about its reload, once it did."""
    deadline = time.monotonic() + RELOAD_PATIENCE
    while time.monotonic() < deadline:
        now = db.meta.get("last_reload")
        if now is not None and now != before:
            return dict(json.loads(now))
        time.sleep(0.1)
    raise DatelineError("the service did not answer; its log says more")


@click.command()
@config_option
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Into this directory instead.")
def backup(config_path: Path, to: Path | None) -> None:
    """Copy the database now, beside a running service too, and check the copy.

    Without --to it goes where `service.backup` says, and old copies beyond its `keep` are removed.
    """
    from scheduler.backup import back_up

    config = load_config(config_path)
    wanted = config.service.backup
    if to is None and wanted is None:
        raise click.UsageError("say where, with --to or with service.backup in the configuration")
    directory = to if to is not None or wanted is None else wanted.to
    assert directory is not None
    keep = wanted.keep if wanted is not None and to is None else None
    made = back_up(config.database, directory, keep, datetime.now(UTC))
    click.echo(f"{made}: {made.stat().st_size} bytes, checked")


@click.command()
@config_option
@click.option("--live", is_flag=True, help="Also ask every source, and send a test through every receiver.")
def check(config_path: Path, live: bool) -> None:
    """Check the configuration: every problem with its line and what to do."""
    from scheduler.adopting import require_spiders
    from scheduler.surroundings import require_surroundings

    config = load_config(config_path, secrets=True)
    require_spiders(config)
    require_surroundings(config)
    click.echo(
        f"{config_path}: good. {len(config.sources)} sources, {len(config.watches)} watches, "
        f"{len(config.groups)} groups, {len(config.receivers)} receivers; database {config.database}"
    )
    if live:
        sys.exit(asyncio.run(_try(config)))


async def _try(config: Config) -> int:
    from scheduler.live import try_receivers, try_sources

    failed = 0
    for tries in (try_sources(config), try_receivers(config, SystemClock())):
        async for tried in tries:
            failed += not tried.works
            answer = config.secrets.redact(tried.answer)
            click.echo(f"{'good' if tried.works else 'FAULT'}  {tried.name}: {answer}")
    return 1 if failed else 0


@click.command()
@click.option(
    "--keep", type=click.Path(path_type=Path), help="Keep the database and the mails in this directory."
)
def demo(keep: Path | None) -> None:
    """Show it all: an invented news site, a mail server, a webhook and the service, on loopback.

    No network, no account; it takes about half a minute.
    """
    from scheduler.demo.show import show

    sys.exit(show(keep))


COMMANDS = (run, reload, backup, check, demo)
