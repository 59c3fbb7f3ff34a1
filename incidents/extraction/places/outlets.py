"""Where an article's outlet is at home, by the host of its address: a country's domain, the call sign of an
American station, a town or division in its name ("nbcmiami.com").

An outlet says what names probably mean, not where anything happened.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from incidents.extraction.places.seen import KNOWN_POPULATION
from incidents.gazetteer import Entry, Gazetteer

NATIONAL: Final = 0.5  # voices, in names of an article that speak for a country
LOCAL: Final = 0.7
_CALL_SIGN: Final = re.compile(r"(?!www$)[kw][a-z]{2,3}(?:tv|fm|am|radio|news)?\d{0,2}")
# Domains of countries that anybody uses, and those that are no country's code.
_ANYBODY: Final = frozenset(
    {
        "ai",
        "am",
        "cc",
        "co",
        "dj",
        "fm",
        "gg",
        "im",
        "in",
        "io",
        "is",
        "la",
        "li",
        "ly",
        "me",
        "mn",
        "mu",
        "nu",
    }
    | {"pw", "sc", "sh", "so", "st", "tk", "to", "tv", "vc", "vg", "ws", "eu", "su"}
)
_COUNTRY_OF: Final = {"uk": "GB", "gov": "US", "mil": "US", "edu": "US"}
_SHORTEST: Final = 4  # letters of a name that is told from those around it
_SHORTEST_TOWN: Final = 5


@functools.lru_cache(maxsize=4096)
def home(host: str, gazetteer: Gazetteer) -> MappingProxyType[str, float]:
    """How much an outlet speaks for countries and divisions (ISO 3166), in voices of one name of the text
    each.
    """
    *labels, domain = host.lower().split(".")
    voices: dict[str, float] = {}
    country = _COUNTRY_OF.get(domain) or (
        domain.upper() if len(domain) == 2 and domain not in _ANYBODY else None
    )
    if country and country in gazetteer.atlas.by_code:
        voices[country] = NATIONAL
    elif any(_CALL_SIGN.fullmatch(label) for label in labels):
        voices["US"] = LOCAL
    for entry in (_named(label, gazetteer) for label in labels):
        if entry is not None and (country is None or entry.country == country):
            for code in filter(None, (entry.country, entry.admin1_code)):
                voices[code] = LOCAL
    return MappingProxyType(voices)


def _named(label: str, gazetteer: Gazetteer) -> Entry | None:
    """The division or known town whose name begins or ends a host's label: the longest name, and of what it
    means the largest.
    """
    for name in _parts(re.sub(r"^the|[^a-z]", "", label)):
        for spelled in filter(gazetteer.entries, _spelled(name)):
            for mention in gazetteer.find(spelled.title()):
                known = [entry for entry in mention.candidates if _is_known(entry, name)]
                if known and mention.key == spelled and not mention.common:
                    return max(known, key=lambda entry: (entry.capital, entry.population))
    return None


def _is_known(entry: Entry, name: str) -> bool:
    if entry.kind == "place":
        return entry.population >= KNOWN_POPULATION and not entry.alternate and len(name) >= _SHORTEST_TOWN
    return entry.kind in ("country", "admin1") and not entry.weak


def _parts(letters: str) -> Iterator[str]:
    """Beginnings and ends of some letters, the longest first."""
    for length in range(len(letters), _SHORTEST - 1, -1):
        yield letters[-length:]  # a state stands behind its town: "limaohio"
        yield letters[:length]


def _spelled(letters: str) -> Iterator[str]:
    """Letters as one word, then as two: "sanantonio" is San Antonio."""
    yield letters
    for at in range(2, len(letters) - 2):
        yield f"{letters[:at]} {letters[at:]}"
