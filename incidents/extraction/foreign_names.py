"""Names of foreign places that the gazetteer holds in Latin letters only, met in a Cyrillic text.

Read only behind a word such as "in" or where a paragraph opens with place and day, and only as places of a
country that the article names: elsewhere a word with a capital is an institution, a company or a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from incidents.extraction.context_words import ContextWords
from incidents.gazetteer import Gazetteer, Mention
from incidents.gazetteer.names import fold, key

_NAME: Final = r"([А-ЯЁІЇЄҐ][а-яёіїєґ’']+(?:[-‐‑][А-ЯЁІЇЄҐа-яёіїєґ][а-яёіїєґ’']*)*)"
# A word and a name behind it; its parts may be joined by hyphens.
_PLACED: Final = re.compile(rf"(?<!\w)([А-ЯЁІЇЄҐа-яёіїєґ][а-яёіїєґ]*)[ \u00a0]{_NAME}(?![\w-])")
_OPENING: Final = re.compile(rf"^(){_NAME}, \d{{1,2}} [а-яіїє]", re.MULTILINE)
_GREAT: Final = 1_000_000


def countries_named(found: Iterable[Mention]) -> dict[str, set[str]]:
    """The countries that an article speaks of, each with the names that say so: its own, a division's, its
    capital's or a great city's.
    """
    named: dict[str, set[str]] = {}
    for mention in found:
        likeliest = mention.candidates[0]
        if likeliest.kind != "place" or likeliest.capital or likeliest.population >= _GREAT:
            named.setdefault(likeliest.country, set()).add(mention.key)
    return named


def transcribed(
    text: str,
    found: Sequence[Mention],
    countries: Mapping[str, set[str]],
    words: ContextWords,
    language: str | None,
    gazetteer: Gazetteer,
) -> list[Mention]:
    """`found`, and the names in `countries` that it lacks or knows of other countries only, each right behind
    a word of place.
    """
    if not countries:
        return list(found)
    behind = (words.before - words.faint) | words.struck | words.peopled
    known = {mention.start: mention for mention in found}
    for match in (*_PLACED.finditer(text), *_OPENING.finditer(text)):
        start, end = match.span(2)
        before = fold(match[1])
        if before and before not in behind:
            continue
        held = known.get(start)
        if held is not None and (held.end != end or not _is_foreign(held, countries)):
            continue
        meant = gazetteer.transcribed(match[2], language, town=before in words.settlement)
        here = tuple(entry for entry in meant if entry.country in countries)
        if here and held is not None:
            known[start] = replace(held, candidates=(*held.candidates, *here))
        elif here:
            known[start] = Mention(start, end, here, False, key(match[2]))
    return sorted(known.values(), key=lambda mention: mention.start)


def _is_foreign(mention: Mention, countries: Mapping[str, set[str]]) -> bool:
    """Whether a name means no country, and nothing in those that others name: "Тибу" is not only Chiba."""
    return not mention.weak and all(
        entry.kind != "country" and countries.get(entry.country, set()) <= {mention.key}
        for entry in mention.candidates
    )
