"""Which incidents and articles: the options that `incidents`, `articles`, `export` and `search` share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

import click

from incidents import presets
from incidents.article import Article, Outcome
from incidents.errors import DatelineError
from incidents.incident import KnownIncident, Place, Type
from incidents.matching import lies_in
from incidents.watch import Region
from scheduler.commands.naming import Names
from scheduler.config import Config
from scheduler.config.places import Places
from scheduler.config.quantities import duration
from store.articles import ArticleFilter
from store.database import Database
from store.incidents import IncidentFilter

F = TypeVar("F", bound=Callable[..., Any])


def moment(text: str) -> datetime:
    """An instant: "90d" or "90 days" before now (a bare number counts days), a day, or RFC 3339."""
    try:
        return _moment(text.strip(), datetime.now(UTC), -1)
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"{text!r} is no time; write 90d, 12h, 2026-03-01 or 2026-03-01T12:00Z"
        ) from None


def coming(text: str) -> datetime:
    """An instant to come: as `moment`, but that "2d" is so long after now."""
    now = datetime.now(UTC)
    try:
        return _moment(text.strip(), now, 1)
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"{text!r} is no time; write 2d, 12h, 2026-03-01 or 2026-03-01T12:00Z"
        ) from None


def _moment(text: str, now: datetime, direction: int) -> datetime:
    if text.isdecimal() and len(text) < 6:
        return now + direction * timedelta(days=int(text))
    if len(text) == 10 and text[4:5] == "-":
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    if text[:1].isdecimal() and text[-1:].isalpha() and not text.endswith("Z"):
        return now + direction * duration(text)
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def day(text: str) -> date:
    """A day, as 2026-03-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write 2026-03-01") from None


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    def add(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return add


SINCE = "90d, 12h, a day (2026-03-01) or an instant"
_time = (
    click.option("--since", type=moment, help=f"Changed or first seen since then: {SINCE}."),
    click.option("--until", type=moment, help="Changed or first seen before then."),
)
_facts = (
    click.option("--region", help="Happened there: a region of a watch, a preset, or a place (RU/Dagestan)."),
    click.option("--country", help="By its code or its name: RU, Russia."),
    click.option("--type", "kind", type=click.Choice([str(t) for t in Type])),
    click.option("--group", help="Attributed to this group."),
    click.option("--watch", help="Notices for this watch were planned."),
)

incident_options = _options(
    *_time,
    click.option("--from", "first_day", type=day, help="Happened on this day or later."),
    click.option("--to", "last_day", type=day, help="Happened on this day or earlier."),
    *_facts,
    click.option("--admin1", help="A first-level division: RU-DA or RU/Dagestan."),
    click.option("--status", type=click.Choice(("current", "earlier", "background"))),
    click.option("--killed", type=click.IntRange(min=0), help="At least so many killed."),
    click.option("--injured", type=click.IntRange(min=0), help="At least so many injured."),
    click.option("--merged", is_flag=True, help="Also those that were merged into another."),
)

article_options = _options(
    *_time,
    *_facts,
    click.option("--outcome", type=click.Choice([str(o) for o in Outcome])),
    click.option("--source", help="The publisher's name."),
    click.option("--incident", "incident_id", help="Those that tell of this incident."),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter for the store, and a region, which only the places themselves can answer."""

    filter: IncidentFilter | ArticleFilter
    region: Region | None
    limit: int | None


def chosen_incidents(config: Config, db: Database, limit: int | None, options: dict[str, Any]) -> Chosen:
    """The filter of `incident_options`. Raise DatelineError where a name can match nothing."""
    check_order(options["since"], options["until"], "since", "until")
    first, last = options["first_day"], options["last_day"]
    if first and last and last < first:
        raise click.UsageError(f"--to {last} is before --from {first}, so nothing can have happened between")
    names = Names(config, db)
    _named(names, options)
    region, kind, admin1 = options.pop("region"), options.pop("kind"), options.pop("admin1")
    wanted = IncidentFilter(
        type=Type(kind) if kind else None,
        admin1_code=None if admin1 is None else names.division(admin1),
        limit=None if region else limit,
        **options,
    )
    return Chosen(wanted, region_named(region, config) if region else None, limit)


def chosen_articles(config: Config, db: Database, limit: int | None, options: dict[str, Any]) -> Chosen:
    """The filter of `article_options`. Raise DatelineError where a name can match nothing."""
    check_order(options["since"], options["until"], "since", "until")
    _named(Names(config, db), options)
    region, kind, outcome = options.pop("region"), options.pop("kind"), options.pop("outcome")
    wanted = ArticleFilter(
        type=Type(kind) if kind else None,
        outcome=Outcome(outcome) if outcome else None,
        limit=None if region else limit,
        **options,
    )
    return Chosen(wanted, region_named(region, config) if region else None, limit)


def _named(names: Names, options: dict[str, Any]) -> None:
    """Replace each name by what is stored."""
    lookups = {
        "country": names.country,
        "group": names.group,
        "watch": names.watch,
        "source": names.source,
        "incident_id": names.incident,
    }
    for key, look_up in lookups.items():
        if options.get(key) is not None:
            options[key] = look_up(options[key])


def check_order(begins: datetime | None, ends: datetime | None, first: str, last: str) -> None:
    """Refuse a span between the options `first` and `last` in which there is no time."""
    if begins and ends and ends <= begins:
        raise click.UsageError(f"--{last} is not after --{first}, so there is no time between")


def find_incidents(db: Database, chosen: Chosen) -> Iterator[KnownIncident]:
    """The incidents that were chosen, the last changed first."""
    assert isinstance(chosen.filter, IncidentFilter)
    found = db.incidents.matching(chosen.filter)
    if chosen.region is None:
        return found
    region = chosen.region
    return _first(chosen.limit, (known for known in found if lies_in(region, known.incident.place)))


def find_articles(db: Database, chosen: Chosen) -> Iterator[Article]:
    """The articles that were chosen, newest first."""
    assert isinstance(chosen.filter, ArticleFilter)
    found = db.articles.matching(chosen.filter)
    if chosen.region is None:
        return found
    region = chosen.region
    return _first(
        chosen.limit,
        (one for one in found if any(lies_in(region, place) for place in places_of(db, one))),
    )


def places_of(db: Database, article: Article) -> list[Place | None]:
    """Where the incidents of an article happened, as it tells them; the main one first."""
    return [link.seen.place for link in db.articles.links(article.id)]


T = TypeVar("T")


def _first(limit: int | None, found: Iterable[T]) -> Iterator[T]:
    for number, one in enumerate(found):
        if limit is not None and number >= limit:
            return
        yield one


def region_named(name: str, config: Config) -> Region:
    """A region of a watch, a preset, or a place. Raise DatelineError with what is near."""
    folded = name.casefold()
    for watch in config.watches:
        for region in watch.regions:
            if region.name.casefold() == folded:
                return region
    places = Places()
    try:
        for preset in presets.regions().values():
            if preset.name.casefold() == folded:
                return Region(preset.name, tuple(places.area(place) for place in preset.places), preset.names)
        return Region(name, (places.area(name),))
    except ValueError as error:
        raise DatelineError(f"--region: {error}") from None
