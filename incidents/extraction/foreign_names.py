"""Names of foreign places that the gazetteer holds in Latin letters only, met in a Cyrillic text.

Read only behind a word such as "in", and only as places of a country that the article names: elsewhere a word
with a capital is an institution, a company or a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from incidents.gazetteer import Gazetteer, Mention
from incidents.gazetteer.names import key

# A word and a name behind it; its parts may be joined by hyphens.
_PLACED: Final = re.compile(
    r"(?<!\w)([а-яёіїєґ]+)[ \u00a0]"
    r"([А-ЯЁІЇЄҐ][а-яёіїєґ’']+(?:[-‐‑][А-ЯЁІЇЄҐа-яёіїєґ][а-яёіїєґ’']*)*)(?![\w-])"
)


def countries_named(found: Iterable[Mention]) -> frozenset[str]:
    """The countries that an article speaks of, by their own names or those of their divisions."""
    return frozenset(
        mention.candidates[0].country for mention in found if mention.candidates[0].kind != "place"
    )


def transcriptions(
    text: str,
    found: Sequence[Mention],
    countries: frozenset[str],
    behind: frozenset[str],
    language: str | None,
    gazetteer: Gazetteer,
) -> list[Mention]:
    """Mentions in `countries` that `found` lacks, each right behind one of the words `behind`."""
    if not countries:
        return []
    known = {mention.start for mention in found}
    more: list[Mention] = []
    for match in _PLACED.finditer(text):
        start = match.start(2)
        if start in known or match[1] not in behind:
            continue
        meant = gazetteer.transcribed(match[2], language)
        here = tuple(entry for entry in meant if entry.country in countries)
        if here:
            more.append(Mention(start, match.end(), here, False, key(match[2])))
    return more
