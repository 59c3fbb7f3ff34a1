"""What a person named in an option, as it is stored.

A name that nothing can match is refused: an empty answer says that there is nothing, not that a letter is
wrong, and a silence that matches nothing would be found out by the alert that it let through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from incidents.errors import BadInput, DatelineError
from incidents.gazetteer import Gazetteer, place_of
from incidents.text import fold
from incidents.watch import Area
from scheduler.config import Config
from scheduler.config.faults import suggest, unknown
from store.database import Database

_CODE = re.compile(r"[A-Za-z]{2}-[A-Za-z0-9]{1,3}")  # of a first-level division; Al-Kut is a town


class Names:
    """Looks names up in the configuration, the gazetteer and the database. Each raises DatelineError."""

    def __init__(self, config: Config, db: Database) -> None:
        self._config, self._db = config, db

    def country(self, text: str) -> str:
        """The code of a country, by its code or its name in any language."""
        area = _area("--country", text)
        if area.admin1_code or area.geonameid:
            raise DatelineError(
                f"--country: {text!r} is no country; `--region` takes any place, and --country {area.country}"
                " the whole of it"
            )
        return area.country

    def division(self, text: str) -> str:
        """The code of a first-level division, by its code or its path."""
        area = _area("--admin1", text)
        if area.admin1_code is None or area.geonameid:
            raise DatelineError(
                f"--admin1: {text!r} is no first-level division; write one as RU-DA or RU/Dagestan"
            )
        return area.admin1_code

    def place(self, text: str) -> str:
        """A place as incidents name it: a path or code, or a name in any language."""
        gazetteer = Gazetteer.open()
        meant = [entry for entry in gazetteer.entries(text) if not entry.weak]
        if "/" in text or (_CODE.fullmatch(text.strip()) and not meant):
            area = _area("--place", text)
            if area.admin1_code is None:
                raise _is_a_country(text, area.country)
            return gazetteer.place(area).name if area.geonameid else area.admin1_code
        if not meant:
            raise DatelineError(
                f"--place: no place is called {text!r}; write a path, such as RU/Dagestan/Kaspiysk:"
                " of a path, what is near is named"
            )
        for entry in meant:
            if entry.kind == "country":
                raise _is_a_country(text, entry.country)
        names = {gazetteer.city(place_of(entry)).name for entry in meant}
        return _one_of("place", text, names)

    def group(self, text: str) -> str:
        """A group of the configuration or a preset, by its name or an alias; else one of some incident."""
        groups = self._config.groups
        wanted = fold(text)
        for group in groups:
            if wanted in map(fold, (group.name, *group.aliases)):
                return group.name
        for group in groups:
            if wanted in map(fold, group.parts):
                raise DatelineError(f"--group: {text!r} is a part of {group.name!r}; name the whole")
        return self._stored("group", text, {group.name for group in groups}, self._db.incidents.groups)

    def watch(self, text: str) -> str:
        """A watch of the configuration, else one for which notices were planned."""
        known = {watch.name for watch in self._config.watches}
        return self._stored("watch", text, known, self._db.outbox.notices.watches)

    def receiver(self, text: str) -> str:
        """A receiver of the configuration, else one for which there are messages."""
        return self._stored(
            "receiver",
            text,
            set(self._config.receivers),
            lambda: {row.name for row in self._db.outbox.receivers()},
        )

    def source(self, text: str) -> str:
        """A publisher of a stored article; one that is only configured has none yet."""
        known = {source.name for source in self._config.sources}
        found = _folded(text, self._db.articles.publishers())
        if found is None and (found := _folded(text, known)) is None:
            near = {*known, *self._db.articles.publishers()}
            raise DatelineError(f"--source: {unknown('publisher', text, near)}")
        return found

    def incident(self, incident_id: str) -> str:
        """The id of an incident, or of the one that it was merged into."""
        known = self._db.incidents.get(incident_id, follow=True)
        if known is None:
            raise DatelineError(f"there is no incident {incident_id}; `dateline incidents` lists them")
        return known.incident_id

    def _stored(
        self, what: str, text: str, configured: Collection[str], stored: Callable[[], Collection[str]]
    ) -> str:
        found = _folded(text, configured) or _folded(text, stored())
        if found is None:
            raise DatelineError(f"--{what}: {unknown(what, text, configured)}")
        return found


def _area(option: str, text: str) -> Area:
    try:
        return Gazetteer.open().resolve(text.strip())
    except BadInput as error:
        raise DatelineError(f"{option}: {error}") from None


def _is_a_country(text: str, code: str) -> DatelineError:
    return DatelineError(
        f"--place: {text!r} is a country; write --country {code}, or the path of the place that you mean"
    )


def _folded(text: str, known: Collection[str]) -> str | None:
    """The known name that was meant; capital letters and spaces around it do not matter."""
    wanted = text.strip().casefold()
    exact = next((name for name in known if name == text), None)
    return exact or next((name for name in known if name.casefold() == wanted), None)


def _one_of(what: str, text: str, names: Collection[str]) -> str:
    found = _folded(text, names) or (next(iter(names)) if len(names) == 1 else None)
    if found is None:
        shown = ", ".join(sorted(names)[:8])
        raise DatelineError(f"--{what}: {text!r} can mean {shown}{suggest(text, names)}; write one of them")
    return found
