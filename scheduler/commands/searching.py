"""`search`: articles by the words in them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from incidents.errors import DatabaseRefused, StorageFailed
from scheduler.commands.listing import article_rows
from scheduler.commands.narrowing import SINCE, check_order, moment
from scheduler.commands.options import config_option, json_option, limit_option, load_config, show
from scheduler.commands.telling import warn
from store.database import Database

BATCH = 500


@click.command()
@config_option
@json_option
@limit_option
@click.option("--since", type=moment, help=f"First seen since then: {SINCE}.")
@click.option("--until", type=moment, help="First seen before then.")
@click.argument("words", nargs=-1, required=True)
def search(
    config_path: Path,
    as_json: bool,
    limit: int,
    since: datetime | None,
    until: datetime | None,
    words: tuple[str, ...],
) -> None:
    """List the articles that hold all WORDS, newest first.

    "several words" in quotes are a phrase, and word* finds all that begin so. Anything else is just a word.
    """
    check_order(since, until, "since", "until")
    path = load_config(config_path).database
    _catch_up(path)
    with Database.open(path, read_only=True) as db:
        found = db.search.find(_query(words), since=since, until=until, limit=limit)
        rows = list(article_rows(db, found))
    show(rows, ("id", "published", "outcome", "source", "title", "incident_ids"), as_json=as_json)


def _query(words: tuple[str, ...]) -> str:
    """What was typed; an argument of several words was in quotes, and is a phrase."""
    return " ".join(f'"{word}"' if " " in word.strip() and '"' not in word else word for word in words)


def _catch_up(path: Path) -> None:
    """Index what was stored since the service last did; where that cannot be, search what is indexed."""
    try:
        with Database.open(path, create=False) as db:
            while db.search.index(BATCH):
                pass
    except (DatabaseRefused, StorageFailed) as error:
        warn(f"the newest articles may be missing: {error}")


COMMANDS = (search,)
