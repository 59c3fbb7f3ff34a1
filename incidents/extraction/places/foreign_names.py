"""Names of foreign places that the gazetteer holds in Latin letters only, met in a Cyrillic text.

Read only behind a word such as "in" or where a paragraph opens with place and day, and only as places of a
country that the article names: elsewhere a word with a capital is an institution, a company or a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from anyascii import anyascii

from incidents.extraction.places.resolving import WITH_STATE
from incidents.extraction.places.words import ContextWords
from incidents.gazetteer import Entry, Gazetteer, Mention
from incidents.gazetteer.names import fold, key

_NAME: Final = r"(?:[А-ЯЁІЇЄҐ][а-яёіїєґ’']+(?:[-‐‑][А-ЯЁІЇЄҐа-яёіїєґ][а-яёіїєґ’']*)*)"
# A word and a name behind it; its parts may be joined by hyphens.
_PLACED: Final = re.compile(rf"(?<!\w)([А-ЯЁІЇЄҐа-яёіїєґ][а-яёіїєґ]*)[ \u00a0]({_NAME})(?![\w-])")
# What may follow: more words of the name, and how it is written in Latin letters.
_GLOSS: Final = re.compile(
    rf"((?:[ \u00a0]{_NAME})*) \((?:[а-яіїє]+\.,? )?([A-Z][^\W\d_]*(?:[ '’-][^\W\d_]+)*)[,)]"
)
_OPENING: Final = re.compile(rf"^()({_NAME}), \d{{1,2}} [а-яіїє]", re.MULTILINE)
_ANY: Final = re.compile(rf"(?<![\w-])({_NAME})(?![\w-])")
_STEM: Final = 4  # letters at least that two cases of one name share
_ENDING: Final = 2  # letters in which they may differ
_GREAT: Final = 1_000_000
_PREPOSITION: Final = 8  # letters at most, with the blanks beside it


def areas_named(found: Iterable[Mention]) -> dict[str, set[str]]:
    """The codes of the countries that an article speaks of, each with the names that say so: its own, a
    division's, its capital's or a great city's; and those of the divisions that it names.
    """
    named: dict[str, set[str]] = {}
    for mention in found:
        town = mention.candidates[0]
        units = [one for one in mention.candidates if one.kind != "place"]  # "Газа" is in two countries
        if not units and (town.capital or town.population >= _GREAT):
            units = [town]
        for unit in units:
            codes = {unit.country, unit.admin1_code} if unit.kind == "admin1" else {unit.country}
            for code in filter(None, codes):
                named.setdefault(code, set()).add(mention.key)
    return named


def transcribed(
    text: str,
    found: Sequence[Mention],
    areas: Mapping[str, set[str]],
    words: ContextWords,
    language: str | None,
    gazetteer: Gazetteer,
) -> list[Mention]:
    """`found`, and the names in `areas` that it lacks or knows of other countries only, each right behind
    a word of place: as the text itself writes them in Latin letters behind the name, else by their sound.
    """
    if not areas:
        return list(found)
    known = {mention.start: mention for mention in found}
    for match in (*_placed(text, words), *_described(text, found, words), *_OPENING.finditer(text)):
        start, end = match.span(2)
        if glossed := _glossed(text, start, end, areas, gazetteer):
            for inside in range(start + 1, glossed.end):
                known.pop(inside, None)
            known[start] = glossed
            continue
        held = known.get(start)
        if held is not None and (held.end != end or not _is_foreign(held, areas)):
            continue
        meant = gazetteer.transcribed(match[2], language, town=fold(match[1]) in words.settlement)
        here = tuple(entry for entry in meant if _area(entry) in areas)
        if here and held is not None:
            known[start] = _meant_too(held, match[2], here)
        elif here:
            known[start] = Mention(start, end, here, False, key(match[2]))
    return sorted(known.values(), key=lambda mention: mention.start)


def _placed(text: str, words: ContextWords) -> list[re.Match[str]]:
    """The names right behind a word of place, and those listed with one."""
    behind = (words.before - words.faint) | words.struck | words.peopled | words.beside
    placed: list[re.Match[str]] = []
    for match in _PLACED.finditer(text):
        before = fold(match[1])
        listed = placed and before in words.lists and match.start() == placed[-1].end() + 1
        if listed or before in behind:
            placed.append(match)
    return placed


def _described(text: str, found: Sequence[Mention], words: ContextWords) -> Iterator[re.Match[str]]:
    """The names right behind an adjective of a country or division that a word of place stands before: "в
    *сирийском* Африне".
    """
    behind = (words.before - words.faint) | words.beside
    for one in found:
        match = _PLACED.match(text, one.start) if one.weak else None
        if match and match.end(1) == one.end and fold(_word_before(text, one.start)) in behind:
            yield match


def _word_before(text: str, at: int) -> str:
    """The word that ends a blank before a place in the text."""
    return text[max(0, at - _PREPOSITION) : at - 1].rpartition(" ")[2] if text[at - 1 : at] == " " else ""


def _meant_too(held: Mention, name: str, here: tuple[Entry, ...]) -> Mention:
    """A name that means places elsewhere, with those that it means in the article's countries; these alone
    where it would have to be an inflected one otherwise: Тибу, of Тиба.
    """
    exact = tuple(entry for entry in here if _is_written_so(name, entry))
    bent = held.key != key(name)
    return replace(held, candidates=exact if bent and exact else (*held.candidates, *here))


def _is_written_so(name: str, entry: Entry) -> bool:
    """Whether a Cyrillic name is an entry's letter by letter."""
    return anyascii(key(name)) == anyascii(key(entry.name))


def _glossed(
    text: str, start: int, end: int, areas: Mapping[str, set[str]], gazetteer: Gazetteer
) -> Mention | None:
    """A name that the text writes in Latin letters behind it: "Сазерленд Спрингс (Sutherland Springs)"."""
    gloss = _GLOSS.match(text, end)
    meant = gazetteer.entries(gloss[2]) if gloss else ()
    here = tuple(entry for entry in meant if entry.country in areas)
    if gloss is None or not here:
        return None
    return Mention(start, gloss.end(1), here, False, key(text[start : gloss.end(1)]))


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
    by_stem: dict[str, list[Mention]] = {}
    for one in added:
        by_stem.setdefault(one.key[:_STEM], []).append(one)
    for where, text in texts.items():
        known = {mention.start: mention for mention in found[where]}
        for match in _ANY.finditer(text):
            if match.start() in before[where]:
                continue
            name = key(match[1])
            same = next((one for one in by_stem.get(name[:_STEM], ()) if _is_same(one.key, name)), None)
            if same is not None:
                start, end = match.span(1)
                known[start] = replace(same, start=start, end=end)
        whole[where] = sorted(known.values(), key=lambda mention: mention.start)
    return whole


def _is_same(one: str, other: str) -> bool:
    """Whether two keys can be cases of one name."""
    shared = max(_STEM, min(len(one), len(other)) - _ENDING)
    return one[:shared] == other[:shared] and abs(len(one) - len(other)) <= _ENDING


def _area(entry: Entry) -> str | None:
    """Whose name shows that an article may speak of an entry: its country's, or its division's where each has
    towns of the same names.
    """
    return entry.admin1_code if entry.country in WITH_STATE else entry.country


def _is_foreign(mention: Mention, areas: Mapping[str, set[str]]) -> bool:
    """Whether a name means no country, and nothing in those that others name: "Тибу" is not only Chiba."""
    return not mention.weak and all(
        entry.kind != "country" and areas.get(_area(entry) or "", set()) <= {mention.key}
        for entry in mention.candidates
    )
