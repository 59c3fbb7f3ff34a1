"""`export`: incidents and articles for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from incidents.article import draft_to_dict
from incidents.errors import DatelineError
from incidents.incident import known_to_dict
from scheduler import export as exports
from scheduler.commands.narrowing import (
    Chosen,
    article_options,
    chosen_articles,
    chosen_incidents,
    find_articles,
    find_incidents,
    incident_options,
    places_of,
)
from scheduler.commands.options import config_option, load_config
from scheduler.commands.suggesting import Suggesting
from store.database import Database


@click.group("export", cls=Suggesting)
def export() -> None:
    """Write incidents or articles for other programs.

    The CSV columns of incidents bear ACLED's names where they mean the same.
    """


def _format_option(help_text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(("jsonl", "csv", "geojson")),
        default="jsonl",
        show_default=True,
        help=help_text,
    )


output_option = click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file, not to the terminal.",
)


@export.command("incidents")
@config_option
@_format_option("jsonl: the stored incidents as they are; csv: one row each; geojson: one point each.")
@output_option
@incident_options
def export_incidents(config_path: Path, form: str, output: Path | None, **options: Any) -> None:
    """Write the incidents that are known, the last changed first."""
    config = load_config(config_path)
    with Database.open(config.database, read_only=True) as db:
        chosen = chosen_incidents(config, db, None, options)
        found = find_incidents(db, chosen)
        if form == "csv":
            pieces = exports.as_csv(map(exports.incident_row, found), exports.INCIDENT_COLUMNS)
        elif form == "geojson":
            pieces = exports.as_geojson(map(exports.incident_feature, found))
        else:
            pieces = exports.as_jsonl(map(known_to_dict, found))
        _write(pieces, output)


@export.command("articles")
@config_option
@_format_option("jsonl: articles that `replay` and `extract` read; csv, geojson: with what became of each.")
@output_option
@article_options
def export_articles(config_path: Path, form: str, output: Path | None, **options: Any) -> None:
    """Write the articles that were read, whatever became of them, newest first."""
    config = load_config(config_path)
    with Database.open(config.database, read_only=True) as db:
        chosen = chosen_articles(config, db, None, options)
        _write(_article_pieces(db, form, chosen), output)


def _article_pieces(db: Database, form: str, chosen: Chosen) -> Iterator[str]:
    found = find_articles(db, chosen)
    if form == "jsonl":
        return exports.as_jsonl(draft_to_dict(article.draft) for article in found)
    if form == "csv":
        rows = (exports.article_row(article, db.articles.incident_ids(article.id)) for article in found)
        return exports.as_csv(rows, exports.ARTICLE_COLUMNS)
    return exports.as_geojson(
        exports.article_feature(
            article,
            db.articles.incident_ids(article.id),
            next(iter(places_of(db, article)), None),
        )
        for article in found
    )


def _write(pieces: Iterable[str], output: Path | None) -> None:
    """To a file, which appears whole or not at all; else to standard output. Always UTF-8."""
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode())
        sys.stdout.buffer.flush()
        return
    half = output.with_name(output.name + ".part")
    try:
        with half.open("wb") as file:
            file.writelines(piece.encode() for piece in pieces)
        half.replace(output)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise DatelineError(f"{output}: cannot be written ({error.strerror})") from None


COMMANDS = (export,)
