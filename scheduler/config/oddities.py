"""What a config may say, and hardly means: warnings, which forbid nothing.

As `references`, it works on the values as they stand in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from crawler.gate import Gate, read_target
from incidents.errors import BadInput
from incidents.language import known_languages
from scheduler.config.document import Document, Path_, items, mapping, place_of, printable, texts
from scheduler.config.places import Places
from scheduler.config.quantities import duration, kilometres
from scheduler.config.shape import DEFAULT_LANGUAGES

POLITE = timedelta(minutes=1)  # a site asked more often than this takes it for an attack
_PATTERN = re.compile(
    r"\.[*+?]|\\[bdswBDSW]|\[\w-\w|\w\[[^\]\s]+\]|\[[^\]\s]+\]\w|\([^)]*\|[^)]*\)|^\^|[^\W\d]\$$|\w\|\w"
)
_QUOTED = re.compile("[\u201c\u201d\u201e\u00ab\u2018].*[\u201c\u201d\u00bb\u2019]")
_VARIABLE = re.compile(r"\$[A-Z_][A-Z0-9_]*")
_EVERYWHERE = frozenset({"0.0.0.0", "[::]", "::"})  # noqa: S104  what is warned of
_WIDE = {4: 8, 6: 7}  # the widest network that is somebody's own, by the version of the address


def oddities(document: Document, places: Places, *, thorough: bool) -> list[str]:
    """Each warning with its line, in the order in which they are looked for. `thorough` takes a moment."""
    kinds = (
        _untold,
        _nothing_to_do,
        _same_address,
        _unread_languages,
        _impolite,
        _unsigned,
        _patterns,
        _open_to_all,
        _quoted_twice,
    )
    found = [oddity for kind in kinds for oddity in kind(document)]
    if thorough:
        found += _empty_circles(document, places)
    return [f"{place_of(document, path)}: {text}" for path, text in found]


Oddity = tuple[Path_, str]


def _untold(document: Document) -> Iterator[Oddity]:
    told = {name for path, _ in items(document, "watches") for _, name in texts(document, (*path, "notify"))}
    told.add(str(document.value(("service", "owner"))))
    for path, _ in items(document, "receivers"):
        if path[1] not in told:
            yield path, "no watch notifies this receiver"


def _nothing_to_do(document: Document) -> Iterator[Oddity]:
    if document.value(("watches",)) == []:
        yield ("watches",), "there is no watch, so nothing will be alerted"
    if document.value(("sources",)) == []:
        yield ("sources",), "there is no source, so nothing will be read"
    if document.value(("keep", "incidents")) not in (None, "forever"):
        yield ("keep", "incidents"), "incidents stay always; only articles are let go of. Write 'forever'"


def _same_address(document: Document) -> Iterator[Oddity]:
    first: dict[str, str] = {}
    for path, source in items(document, "sources"):
        address, name = _address_of(source), str(source.get("name"))
        if address is not None and first.setdefault(address, name) != name:
            yield path, f"has the address of {first[address]!r}"


def _address_of(source: Mapping[str, Any]) -> str | None:
    """The web address that a source is to be read at; a spider has none."""
    kinds = ("feed", "sitemap", "section")
    return next((source[kind] for kind in kinds if isinstance(source.get(kind), str)), None)


def _unread_languages(document: Document) -> Iterator[Oddity]:
    """Articles in other languages are collected and searched; no incident is read in them."""
    readable = known_languages()
    unread = f"incidents are read in {', '.join(readable)} only; articles in it are stored, never alerted"
    listed = document.value(("languages",))
    wanted = listed if isinstance(listed, list) else list(DEFAULT_LANGUAGES)
    for path, name in texts(document, ("languages",)):
        if name not in readable:
            yield path, f"{printable(name)!r}: {unread}"
    for path, source in items(document, "sources"):
        language: Any = source.get("language")
        if not isinstance(language, str) or "${" in language:
            continue
        if language not in readable:
            yield (*path, "language"), f"{printable(language)!r}: {unread}"
        elif language not in wanted:
            yield (
                (*path, "language"),
                f"{language!r} is not among `languages`, so no incident is read there; add it to that list",
            )


def _impolite(document: Document) -> Iterator[Oddity]:
    own = Gate()
    for path, source in items(document, "sources"):
        address, every = _address_of(source), source.get("every")
        if address is not None and own.check_url(address) is not None:
            continue  # on a network of one's own, one may
        with suppress(ValueError):
            if duration(every.get("min") if isinstance(every, dict) else every) < POLITE:
                yield (
                    (*path, "every"),
                    "asks the site more than once a minute, for which it may shut you out; '5 min' is usual",
                )


def _unsigned(document: Document) -> Iterator[Oddity]:
    for path, receiver in items(document, "receivers"):
        if mapping(receiver.get("webhook")).get("secret") == "":
            yield (
                (*path, "webhook", "secret"),
                "is empty, so messages are not signed",
            )
    if mapping(document.value(("smtp",))).get("password") == "":
        yield ("smtp", "password"), "is empty"


def _patterns(document: Document) -> Iterator[Oddity]:
    for path, _ in items(document, "watches"):
        for at, phrase in texts(document, (*path, "exclude")):
            if _PATTERN.search(phrase):
                yield (
                    at,
                    f"{printable(phrase)!r} is taken as it is, not as a pattern; write words or phrases",
                )


def _open_to_all(document: Document) -> Iterator[Oddity]:
    listen = document.value(("service", "listen"))
    if isinstance(listen, str) and listen.rpartition(":")[0] in _EVERYWHERE:
        yield (
            ("service", "listen"),
            "anybody who reaches this machine can read the page, which has no password; 127.0.0.1 is for this"
            " machine alone",
        )
    for kind in ("sources", "receivers"):
        for path, text in texts(document, ("network", "allow_private", kind)):
            with suppress(BadInput):
                network = read_target(text).network
                if network is not None and network.prefixlen < _WIDE[network.version]:
                    yield (
                        path,
                        "allows nearly every address, your own servers too; name those that you need",
                    )


def _quoted_twice(document: Document) -> Iterator[Oddity]:
    """Signs that mean nothing to YAML, and so are part of the text: quotes of a text processor, "$NAME"."""
    for path in document.marks:
        text = document.value(path)
        if not isinstance(text, str):
            continue
        if _QUOTED.fullmatch(text):
            yield path, f'the quotes {text[0]} {text[-1]} are part of the text; write " before and after it'
        elif _VARIABLE.fullmatch(text):
            yield path, "is taken as it is; a variable of the environment is written ${NAME}"


def _empty_circles(document: Document, places: Places) -> Iterator[Oddity]:
    """Latitude and longitude, swapped, mostly lie in a sea or a desert."""
    for path, region in items(document, "regions"):
        near: Any = region.get("near")
        try:
            circle = places.written_point(near) if isinstance(near, str) else None
            km = kilometres(region.get("within"))
        except ValueError:
            continue
        if circle is None:
            continue
        town, away = places.nearest(*circle)
        if away > km:
            lat, lon = circle
            swapped = abs(lon) <= 90 and places.nearest(lon, lat)[1] <= km
            hint = f"; latitude comes first: did you mean '{lon}, {lat}'?" if swapped else ""
            yield (
                (*path, "near"),
                f"no town lies in this circle; the nearest is {town}, {away:.0f} km away{hint}",
            )
