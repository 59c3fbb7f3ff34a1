"""`read`, `extract`, `replay`: articles in, articles and incidents out; nothing is sent."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from incidents.article import Draft, draft_from_dict, draft_to_dict, host
from incidents.errors import BadInput, DatelineError
from incidents.incident import incident_to_dict
from incidents.presets import groups as preset_groups
from incidents.watch import Group
from scheduler.commands.options import load_config, print_json

LANGUAGES = ("en", "ru", "uk")


@dataclass
class Lines:
    """Articles from JSON Lines files, packed with gzip or not; a bad line is told on standard error, counted,
    and left out.
    """

    paths: tuple[str, ...]
    bad: int = 0

    def __iter__(self) -> Iterator[Draft]:
        for path in self.paths or ("-",):
            yield from self._read(path)

    def _read(self, path: str) -> Iterator[Draft]:
        if path == "-":
            yield from self._parse("standard input", io.TextIOWrapper(sys.stdin.buffer, "utf-8", "replace"))
            return
        unpacked = gzip.open if path.endswith(".gz") else open
        try:
            with unpacked(path, "rt", encoding="utf-8", errors="replace") as lines:
                yield from self._parse(path, lines)
        except (OSError, EOFError, zlib.error) as error:
            why = getattr(error, "strerror", None) or error
            raise click.UsageError(f"{path}: cannot be read ({why})") from None

    def _parse(self, name: str, lines: Iterable[str]) -> Iterator[Draft]:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield draft_from_dict(_json(line))
            except BadInput as fault:
                self.bad += 1
                click.echo(f"{name}:{number}: {fault}; the line is left out", err=True)

    def finish(self) -> None:
        """Exit with 1 if any line was bad."""
        if self.bad:
            sys.exit(1)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _json(line: str) -> Any:
    try:
        return json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"no JSON ({str(error)[:80]})") from None


def _scope(config_path: Path | None) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """The groups and languages of a configuration, or without one those of the presets."""
    if config_path is None:
        return preset_groups(), LANGUAGES
    config = load_config(config_path)
    return config.groups, config.languages


optional_config = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Take groups, languages and watches from this configuration.",
)


@click.command()
@optional_config
@click.argument("paths", nargs=-1)
def extract(config_path: Path | None, paths: tuple[str, ...]) -> None:
    """Print the incidents that articles tell of.

    PATHS are files of articles, one JSON object a line, packed as .gz or not; `-`, or none, is standard
    input. One line is printed for each article, in order. It needs no database and no network.
    """
    from scheduler.reader import Reader

    groups, languages = _scope(config_path)
    reader, lines = Reader(groups, languages), Lines(paths)
    for draft in lines:
        known, found = reader.extract(draft)
        print_json(
            {
                "id": known.id,
                "url": known.url,
                "language": known.language,
                "incidents": [incident_to_dict(incident) for incident in found],
            }
        )
    lines.finish()


@click.command()
@optional_config
@click.option(
    "--db", type=click.Path(path_type=Path), help="Keep the result in this database, not in memory."
)
@click.option(
    "--incidents", "incidents_path", type=click.Path(path_type=Path), help="Write all incidents here."
)
@click.option("--articles", "articles_path", type=click.Path(path_type=Path), help="Write each outcome here.")
@click.argument("paths", nargs=-1)
def replay(
    config_path: Path | None,
    db: Path | None,
    incidents_path: Path | None,
    articles_path: Path | None,
    paths: tuple[str, ...],
) -> None:
    """Run recorded articles through the service's own pipeline, and print the notices.

    PATHS are files of articles, one JSON object a line; `-`, or none, is standard input. They are taken
    in the order of `published`, with the clock at each one's time. Nothing is sent, primed, held or grouped.
    Without --config everything violent is watched. The account is on standard error.
    """
    from scheduler.replay import Replay

    lines = Lines(paths)
    run = Replay(load_config(config_path) if config_path else None, db)
    run.play(lines, print_json)
    if incidents_path:
        _write(incidents_path, run.incidents())
    if articles_path:
        _write(articles_path, run.articles)
    click.echo(run.account(), err=True)
    lines.finish()


def _write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    try:
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    except OSError as error:
        raise DatelineError(f"{path}: cannot be written ({error.strerror})") from None


@click.command()
@click.option("--url", help="Where FILE was served; it makes links absolute.")
@click.option("--list", "listed", type=click.Path(path_type=Path), help='JSON lines {"file", "url"} to read.')
@click.argument("target", required=False)
def read(url: str | None, listed: Path | None, target: str | None) -> None:
    """Print the article found in a page: TARGET is its URL, or an HTML file."""
    if (target is None) == (listed is None):
        raise click.UsageError("give either a URL or an HTML file, or --list FILE")
    if listed is not None:
        sys.exit(_read_list(listed))
    assert target is not None
    if target.startswith(("http://", "https://")):
        body, where, kind = asyncio.run(_fetch(target))
    else:
        body, where, kind = _file(Path(target)), url or Path(target).absolute().as_uri(), None
    article = _article(body, where, kind)
    if isinstance(article, str):
        raise DatelineError(f"{target}: {article}")
    print_json(draft_to_dict(article))


def _read_list(listed: Path) -> int:
    """Print a line for each page of a list, in order; 1 if one could not be read.

    Such a page is told on standard error, and its line has neither title nor text.
    """
    bad = 0
    with listed.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = _json(line)
                name, url = str(record["file"]), str(record["url"])
            except (BadInput, KeyError, TypeError) as error:
                bad = 1
                click.echo(f'{listed}:{number}: not {{"file", "url"}} ({error}); it is left out', err=True)
                continue
            try:
                article = _article(_listed_file(listed, name), url, None)
            except DatelineError as error:
                article = str(error)
            if isinstance(article, str):
                bad = 1
                click.echo(f"{listed}:{number}: {article}", err=True)
                article = Draft(url, title="", text="", source=host(url))
            print_json(draft_to_dict(article))
    return bad


def _listed_file(listed: Path, name: str) -> bytes:
    """A file of a list: beside the list, or else from where we are."""
    beside = listed.parent / name
    return _file(beside if beside.exists() else Path(name))


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DatelineError(f"{path}: cannot be read ({error.strerror})") from None


def _article(body: bytes, url: str, content_type: str | None) -> Draft | str:
    """The article in a page, or why there is none."""
    from crawler.pages import parse_page
    from incidents.text import normalise_draft

    page = parse_page(body, url, content_type)
    return normalise_draft(page, datetime.now(UTC)) if isinstance(page, Draft) else page.reason


async def _fetch(url: str) -> tuple[bytes, str, str | None]:
    # The crawler takes longer to import than `extract` takes for a page of articles.
    from crawler.engine import Engine
    from crawler.gate import Gate
    from crawler.responses import Failure
    from crawler.settings import NetworkSettings

    engine = Engine(NetworkSettings(), Gate())
    await engine.start()
    try:
        answer = await engine.fetch(url)
    finally:
        await engine.stop()
    if isinstance(answer, Failure):
        raise DatelineError(f"{url}: {answer.text}")
    return answer.body, answer.url, answer.content_type


COMMANDS = (read, extract, replay)
