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
_ANY: Final = re.compile(rf"(?<![\w-]){_NAME}(?![\w-])")
_STEM: Final = 4  # letters at least that two cases of one name share
_ENDING: Final = 2  # letters in which they may differ
_GREAT: Final = 1_000_000


def countries_named(found: Iterable[Mention]) -> dict[str, set[str]]:
    """The countries that an article speaks of, each with the names that say so: its own, a division's, its
    capital's or a great city's.
    """
    named: dict[str, set[str]] = {}
    for mention in found:
        town = mention.candidates[0]
        units = [one for one in mention.candidates if one.kind != "place"]  # "Газа" is in two countries
        if not units and (town.capital or town.population >= _GREAT):
            units = [town]
        for unit in units:
            named.setdefault(unit.country, set()).add(mention.key)
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
    placed = [match for match in _PLACED.finditer(text) if fold(match[1]) in behind]
    for match in (*placed, *_OPENING.finditer(text)):
        start, end = match.span(2)
        before = fold(match[1])
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


def said_again(
    texts: Mapping[str, str], found: Mapping[str, Sequence[Mention]], held: Mapping[str, Sequence[Mention]]
) -> dict[str, list[Mention]]:
    """`found`, and the names that `transcribed` added to `held` wherever else they stand, in any case, each
    under one key: "Шопиан: …" beside "в Шопиане".
    """
    before = {where: {mention.start for mention in mentions} for where, mentions in held.items()}
    added = [m for where, mentions in found.items() for m in mentions if m.start not in before[where]]
    whole = {where: list(mentions) for where, mentions in found.items()}
    if not added:
        return whole
    for where, text in texts.items():
        known = {mention.start: mention for mention in found[where]}
        for match in _ANY.finditer(text):
            mention = known.get(match.start())
            if mention is not None and mention not in added:
                continue
            same = next((one for one in added if _is_same(one.key, key(match[1]))), None)
            if same is not None:
                start, end = match.span(1)
                known[start] = replace(same, start=start, end=end)
        whole[where] = sorted(known.values(), key=lambda mention: mention.start)
    return whole


def _is_same(one: str, other: str) -> bool:
    """Whether two keys can be cases of one name."""
    shared = max(_STEM, min(len(one), len(other)) - _ENDING)
    return one[:shared] == other[:shared] and abs(len(one) - len(other)) <= _ENDING


def _is_foreign(mention: Mention, countries: Mapping[str, set[str]]) -> bool:
    """Whether a name means no country, and nothing in those that others name: "Тибу" is not only Chiba."""
    return not mention.weak and all(
        entry.kind != "country" and countries.get(entry.country, set()) <= {mention.key}
        for entry in mention.candidates
    )
