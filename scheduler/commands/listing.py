"""`incidents`, `articles`, `sources`: what is stored, as tables for people or JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from alerts.wording import headline
from crawler.sources import FetchState, standing
from incidents.article import Article, rfc3339
from incidents.errors import DatelineError
from incidents.incident import KnownIncident, known_to_dict
from scheduler.commands.narrowing import (
    article_options,
    chosen_articles,
    chosen_incidents,
    find_articles,
    find_incidents,
    incident_options,
)
from scheduler.commands.options import (
    config_option,
    json_option,
    limit_option,
    load_config,
    open_to_read,
    print_json,
    show,
)
from scheduler.commands.suggesting import Suggesting
from store.database import Database
from store.sources import SourceRow

ARTICLE_COLUMNS = ("id", "first_seen", "outcome", "source", "title", "reason", "notes")


@click.group(cls=Suggesting, invoke_without_command=True)
@config_option
@json_option
@limit_option
@incident_options
@click.pass_context
def incidents(ctx: click.Context, /, config_path: Path, as_json: bool, limit: int, **options: Any) -> None:
    """List the incidents that are known, last changed first."""
    ctx.obj = config_path
    if ctx.invoked_subcommand:
        return
    config = load_config(config_path)
    with Database.open(config.database, read_only=True) as db:
        found = list(find_incidents(db, chosen_incidents(config, db, limit, options)))
    if as_json:
        show(map(known_to_dict, found), (), as_json=True)
        return
    columns = ("incident", "day", "what", "status", "sure", "origins", "articles")
    show(map(_incident_row, found), columns, as_json=False)


def _incident_row(known: KnownIncident) -> dict[str, Any]:
    return {
        "incident": known.incident_id,
        "day": known.incident.date.start if known.incident.date else None,
        "what": headline(known.incident),
        "status": known.standing,
        "sure": f"{known.incident.confidence:.0%}",
        "origins": known.origins,
        "articles": len(known.reports),
    }


own_config_option = click.option(
    "--config",
    "own_config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The configuration, if not named before.",
)


@incidents.command("show")
@own_config_option
@click.argument("incident_id")
@click.pass_obj
def show_incident(config_path: Path, own_config: Path | None, incident_id: str) -> None:
    """Print one incident whole, as JSON."""
    with open_to_read(own_config or config_path) as db:
        known = db.incidents.get(incident_id)
    if known is None:
        raise DatelineError(f"there is no incident {incident_id}; `dateline incidents` lists them")
    print_json(known_to_dict(known))


@click.command()
@config_option
@json_option
@limit_option
@article_options
def articles(config_path: Path, as_json: bool, limit: int, **options: Any) -> None:
    """List the articles that were read, newest first, and what became of each."""
    config = load_config(config_path)
    with Database.open(config.database, read_only=True) as db:
        chosen = chosen_articles(config, db, limit, options)
        rows = list(article_rows(db, find_articles(db, chosen)))
        account = db.articles.account()
    show(rows, ARTICLE_COLUMNS, as_json=as_json)
    if not as_json:
        parts = ", ".join(f"{name} {count}" for name, count in account.items() if count and name != "read")
        click.echo(f"\n{account['read']} articles read: {parts}")


def article_rows(db: Database, found: Iterable[Article]) -> Iterator[dict[str, Any]]:
    """Articles as they are listed, each with its incidents."""
    for article in found:
        yield {**_article_row(article), "incident_ids": db.articles.incident_ids(article.id)}


def _article_row(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.draft.url,
        "title": article.draft.title,
        "source": article.draft.source,
        "published": rfc3339(article.draft.published),
        "first_seen": rfc3339(article.first_seen.replace(microsecond=0)),
        "outcome": str(article.outcome),
        "reason": article.reason,
        "notes": list(article.draft.notes),
    }


@click.group(cls=Suggesting, invoke_without_command=True)
@config_option
@json_option
@click.pass_context
def sources(ctx: click.Context, /, config_path: Path, as_json: bool) -> None:
    """List the sources: how each does, when it was last read, and when it is due."""
    ctx.obj = config_path
    if ctx.invoked_subcommand:
        return
    with open_to_read(config_path) as db:
        rows = [_source_row(row) for row in db.sources.all()]
    if not as_json:
        rows = [{**row, "note": row["fault"] or _moved(row["moved_to"])} for row in rows]
    show(rows, ("name", "status", "last_ok", "next_due", "failures", "note", "url"), as_json=as_json)


def _moved(address: str | None) -> str | None:
    return f"it has moved to {address}; put that into the configuration" if address else None


def _source_row(row: SourceRow) -> dict[str, Any]:
    state = FetchState.from_dict(row.state)
    known = standing(row.kind, state, datetime.now(UTC))
    return {
        "name": row.name,
        "url": row.url,
        "kind": row.kind,
        "status": known.state if row.active else "removed",
        "primed": row.primed,
        "last_poll": _whole(state.last_poll),
        "last_ok": _whole(state.last_ok),
        "next_due": _whole(row.next_due) if row.active else None,
        "failures": state.failures,
        "last_new": _whole(state.last_new),
        "fault": known.note or None,
        "moved_to": state.moved_to,
    }


def _whole(instant: datetime | None) -> str | None:
    return rfc3339(instant.replace(microsecond=0)) if instant else None


COMMANDS = (incidents, articles, sources)
