"""Finds the names of places in a text: longest match on whole words, in any case and, in Cyrillic, inflected.

It says what each name could mean, not which is meant: that needs the whole article and is the extraction's
business.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from incidents.gazetteer.atlas import Atlas, Entry
from incidents.gazetteer.names import APOSTROPHES, LETTERS, MARKS, PATTERN, fold, is_shouted, sound
from incidents.gazetteer.names import key as key_of
from incidents.gazetteer.scripts import is_unspaced, word_forms
from incidents.gazetteer.slavic import (
    POINTING,
    adjective_bases,
    base_forms,
    dictionary_forms,
    in_ukrainian,
    is_cyrillic,
    lands,
    points_at_place,
    qualifies,
)
from incidents.gazetteer.transcribed import transcribed
from incidents.records import record
from incidents.remembered import Remembered

LONGEST: Final = 6  # words in a name
ADJECTIVE_POPULATION: Final = 60_000  # a town must be this large for an adjective to mean it
SHIRE_POPULATION: Final = 20_000  # a smaller place of a region's popular name ("Смоленщина") is not it
SHORT: Final = 5  # letters of a name that needs a town of some size to be its second name
WELL_KNOWN: Final = 300_000
CITY: Final = 100_000  # people of a town that is called by its name without an addition
_LOWER: Final = "a-zа-яёіїєґ"
# A word that can begin a name (no small Latin or Cyrillic letter, no digit), or a Cyrillic adjective or
# people.
_START: Final = re.compile(
    rf"(?<!\w)(?<!\w[{APOSTROPHES}])"
    rf"(?:(?![{_LOWER}0-9])(?P<name>{PATTERN})|(?P<first>[а-яёіїєґ]+-)?(?P<pointing>{POINTING})(?!\w))"
)
# The same for a text without small Cyrillic letters and marks: at capitals alone, in half the time.
_CYRILLIC_OR_MARK: Final = re.compile(rf"[а-яёіїєґ{MARKS}]")
_CAPITAL: Final = re.compile(
    rf"(?P<name>[^\W_{_LOWER}0-9](?<!\w.)(?<!\w[{APOSTROPHES}].)(?:{LETTERS})?(?:[{APOSTROPHES}]{LETTERS})*)"
)
_NEXT: Final = re.compile(rf"([\s\u00a0.'’‐‑–-]{{1,3}})({PATTERN})")
# The second half of a hyphened adjective ("Нью-йоркская"), and of a hyphened name ("Перл-Харбор").
_HALF: Final = re.compile(rf"-(?P<pointing>{POINTING})(?!\w)", re.IGNORECASE)
_COMPOUND: Final = re.compile(r"[-‐‑]([А-ЯЁЇІЄҐ][а-яёїієґ’']+)")
_HALVES: Final = ("ско", "цко", "ько")  # российско-американский
_NOTHING: Final[tuple[str, tuple[Entry, ...]]] = ("", ())


@record
class Mention:
    """A place's name in a text: half-open offsets and all that it can mean.

    `weak`: an adjective or a people's name ("Russian", "дагестанский"). `common`: an ordinary word too.
    `key`: the name in its base form; `words`: how many words it has.
    """

    start: int
    end: int
    candidates: tuple[Entry, ...]
    weak: bool
    key: str
    words: int = 1
    common: bool = False

    @property
    def population(self) -> int:
        """The greatest among the meanings."""
        return max(entry.population for entry in self.candidates)


class Finder:
    """Finds mentions by an atlas, a set of words that alone are no names, and one of ordinary words."""

    def __init__(self, atlas: Atlas, never: frozenset[str], common: frozenset[str]) -> None:
        self._atlas = atlas
        self._never = never
        self._common = common
        self._idle = Remembered(self._begins_nothing)
        self._keys = functools.lru_cache(maxsize=50_000)(self._keys_of)
        self._longer = functools.lru_cache(maxsize=20_000)(self._longer_of)
        self._pointing = functools.lru_cache(maxsize=50_000)(self._pointed_at)
        self._meanings = functools.lru_cache(maxsize=20_000)(self._meant_by)

    def find(self, text: str, language: str | None) -> list[Mention]:
        """All mentions in order, none overlapping another."""
        ukrainian = language == "uk" or (language is None and any(c in text for c in "їєґі"))
        shouted = is_shouted(text)
        found: list[Mention] = []
        done = 0
        start = _START if _CYRILLIC_OR_MARK.search(text) else _CAPITAL
        for match in start.finditer(text):
            if match.start() < done or self._idle[match[0]]:
                continue
            if (name := match["name"]) is None:
                found.extend(self._small(match))
            elif is_unspaced(name[0]):
                found.extend(self._run(name, match.start()))
            elif mention := self._capital(text, match, ukrainian, shouted):
                found.append(mention)
                done = mention.end
        return found

    def _begins_nothing(self, word: str) -> bool:
        """Whether a word neither is nor begins a name, as most with a capital, and is no possessive nor the
        code of a state.
        """
        plain = word.isascii() and len(word) > 2 and word[-2] not in APOSTROPHES
        return plain and self._keys(fold(word), False) == ((), ())

    def transcribed(self, name: str, language: str | None, *, town: bool = False) -> tuple[Entry, ...]:
        """What a Cyrillic name can mean that the atlas holds in Latin letters only; see `transcribed`."""
        folded = key_of(name)
        forms = base_forms(folded, language == "uk")
        if folded in self._common or not self._never.isdisjoint(forms):
            return ()
        if "ё" in name:
            folded = "ё".join(map(key_of, name.split("ё")))  # it sounds like no е: Стрёмсунд is Strömsund
        return transcribed(self._atlas, folded, language == "uk", town)

    def _small(self, match: re.Match[str]) -> Iterator[Mention]:
        """Adjectives and peoples in small letters, hyphened ones together or each for itself."""
        first, word = match["first"], match["pointing"].lower()
        if first:
            key, candidates = self._pointing(fold(word), fold(first[:-1]))
            if candidates:
                yield Mention(match.start(), match.end(), candidates, True, key, 2)
                return
            if first[:-1].endswith(_HALVES):
                key, candidates = self._pointing(fold(first[:-2]) + "ий")
                if candidates:
                    yield Mention(match.start(), match.start() + len(first) - 1, candidates, True, key)
        key, candidates = self._pointing(fold(word))
        if candidates:
            yield Mention(match.start("pointing"), match.end(), candidates, True, key)

    def _run(self, run: str, start: int) -> Iterator[Mention]:
        """Names in a run of characters written without spaces, the longest at each place."""
        folded = fold(run)
        position = 0
        while position < len(run) - 1 and len(folded) == len(run):
            key = self._atlas.longest(folded[position:])
            if len(key) < 2:
                position += 1
                continue
            end = position + len(key)
            yield Mention(start + position, start + end, self._atlas.entries(key), False, key)
            position = end

    def _capital(self, text: str, match: re.Match[str], ukrainian: bool, shouted: bool) -> Mention | None:
        """What begins with a capital: the longest name, or an adjective made from a large town's name."""
        word, end = match["name"], match.end()
        if word[-1] in "sS" and len(word) > 2 and word[-2] in APOSTROPHES:
            whole = self._longest(text, match.start(), end, fold(word), ukrainian)
            if whole is not None and whole.words > 1:
                return whole  # "Cox's Bazar"
            word, end = word[:-2], end - 2
        folded = fold(word)
        if not folded:
            return None
        mention = self._longest(text, match.start(), end, folded, ukrainian)
        if (mention is None or mention.words == 1) and is_cyrillic(folded):
            if text[end : end + 1] == "-":
                half = _HALF.match(text, end)
                if half and (adjective := self._hyphened(match.start(), end, folded, half)):
                    return adjective
                if mention and self._is_half(text, end, ukrainian):
                    return None
            key, candidates = self._pointing(folded)
            if candidates:
                if mention and (town := _town(mention)) and not qualifies(folded, text[end : end + 80]):
                    return town
                if mention is None or mention.population < ADJECTIVE_POPULATION:
                    return Mention(match.start(), end, candidates, True, key)
            if mention is None or mention.population < SHIRE_POPULATION:
                mention = self._land(match.start(), end, folded) or mention
        if mention is None and not shouted and text[match.start() - 2 : match.start()] == ", ":
            return self._postal(word, match.start(), end)
        return mention

    def _land(self, start: int, end: int, folded: str) -> Mention | None:
        """A division by its popular name: "на Саратовщині"."""
        for name in lands(folded):
            regions = tuple(replace(e, weak=False) for e in self._atlas.entries(name) if e.kind == "admin1")
            if regions:
                return Mention(start, end, regions, False, name)
        return None

    def _hyphened(self, start: int, end: int, folded: str, half: re.Match[str]) -> Mention | None:
        """An adjective of two halves that begins with a capital: "Нью-йоркская", "Российско-американский"."""
        key, candidates = self._pointing(fold(half["pointing"]), folded)
        if candidates:
            return Mention(start, half.end(), candidates, True, key, 2)
        key, candidates = self._pointing(folded[:-1] + "ий") if folded.endswith(_HALVES) else _NOTHING
        return Mention(start, end, candidates, True, key) if candidates else None

    def _is_half(self, text: str, end: int, ukrainian: bool) -> bool:
        """Whether a name goes on behind a hyphen with what is no place of its own: "Перл-Харбор"."""
        other = _COMPOUND.match(text, end)
        return other is not None and not self._keys(fold(other[1]), ukrainian)[0]

    def _longest(self, text: str, start: int, end: int, folded: str, ukrainian: bool) -> Mention | None:
        """The longest name that begins with the word at `start`."""
        keys, beginnings = self._keys(folded, ukrainian)
        best, used, stop = keys, 1, end
        listed = folded in self._never
        article = folded == "the"
        length = 1
        while beginnings and length < LONGEST:
            following = _NEXT.match(text, end)
            if following is None or not _adjoining(text[start:end], following[1]):
                break
            word = following[2]
            last = word[:-2] if word[-2:] in ("'s", "’s", "'S", "’S") else word
            length, end = length + 1, following.start(2) + len(last)
            folded = fold(last)
            if not folded:
                break
            keys, beginnings = self._longer(beginnings, folded, ukrainian)
            listed = listed and (
                folded in self._never or (length == 2 and article and folded in self._common)
            )
            if keys and not listed and (not last[0].islower() or is_cyrillic(folded)):
                best, used, stop = keys, length, end
        return self._mention(start, stop, best, used) if best else None

    def _keys_of(self, word: str, ukrainian: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Keys that are names for one word of a text, and those with which longer names begin."""
        has, never = self._atlas.has, self._never
        forms = word_forms(word, ukrainian)
        alone = () if any(f in never for f in forms) else tuple(filter(has, forms))
        others = () if alone else _other_spellings(forms, ukrainian)
        return (
            alone or tuple(filter(self._is_large, others)),
            tuple(f for f in (*forms, *others) if self._atlas.goes_on(f)),
        )

    def _longer_of(
        self, beginnings: tuple[str, ...], word: str, ukrainian: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The same for a beginning and one more word."""
        forms = word_forms(word, ukrainian)
        longer = [f"{beginning} {form}" for beginning in beginnings for form in forms]
        if not any(map(self._atlas.has, longer)):
            others = _other_spellings(forms, ukrainian)
            longer += [f"{beginning} {form}" for beginning in beginnings for form in others]
        atlas = self._atlas
        return tuple(k for k in longer if atlas.has(k)), tuple(k for k in longer if atlas.goes_on(k))

    def _is_large(self, key: str) -> bool:
        """Whether a division, or a town of some size, is called so."""
        if not self._atlas.has(key):
            return False
        return any(e.kind != "place" or e.population >= WELL_KNOWN for e in self._atlas.entries(key))

    def _postal(self, word: str, start: int, end: int) -> Mention | None:
        """The state in "Tulsa, OK": two capitals after a comma."""
        if len(word) != 2 or not word.isascii() or not word.isupper():
            return None
        unit = self._atlas.by_code.get(f"US-{word}")
        if unit is None:
            return None
        key = fold(unit.name)
        states = tuple(
            e for e in self._atlas.entries(key) if e.admin1_code == unit.code and e.kind == "admin1"
        )
        return Mention(start, end, states, False, key) if states else None

    def _mention(self, start: int, end: int, keys: tuple[str, ...], used: int) -> Mention | None:
        common = used == 1 and not self._common.isdisjoint(keys)
        candidates = self._meanings(keys, common)
        if not candidates:
            return None
        return Mention(start, end, candidates, all(e.weak for e in candidates), keys[0], used, common)

    def _meant_by(self, keys: tuple[str, ...], common: bool) -> tuple[Entry, ...]:
        """What the keys mean; an ordinary or short word of a Latin script is no small town's other name."""
        found: dict[Entry, None] = {}
        for key in keys:
            doubtful = key.isascii() and (common or len(key) <= SHORT)
            for entry in self._atlas.entries(key):
                if entry.weak and (town := self._town_of(entry)):
                    found[town] = None
                other = entry.alternate and not _is_own(key, entry, common)
                if not (doubtful and other and (common or entry.population < WELL_KNOWN)):
                    found[entry] = None
        return tuple(found)

    def _pointed_at(self, word: str, before: str = "") -> tuple[str, tuple[Entry, ...]]:
        """What an adjective or a people's name means: as listed, or made from a town's name.

        `before` is the first half of a hyphened adjective (нью-йоркский).
        """
        forms = dictionary_forms(word)
        if word in self._never or not points_at_place(word) or any(form in self._never for form in forms):
            return _NOTHING
        lead = before + " " if before else ""
        for form in forms:
            if entries := tuple(e for e in self._atlas.entries(lead + form) if e.weak):
                towns = tuple(town for entry in entries if (town := self._town_of(entry)))
                return lead + form, (*entries, *towns)
        for base in adjective_bases(word):
            if base in self._never:
                continue
            entries = self._atlas.entries(lead + base)
            least = WELL_KNOWN if base in self._common else ADJECTIVE_POPULATION
            large = tuple(e for e in entries if not e.weak and (e.kind == "country" or e.population >= least))
            if large:
                return lead + base, large
        return _NOTHING

    def _town_of(self, entry: Entry) -> Entry | None:
        """The town of the same name in a division, which its adjective can mean as well: Moscow, Istanbul."""
        for town in self._atlas.entries(fold(entry.name)) if entry.kind == "admin1" else ():
            if town.kind == "place" and town.admin1_code == entry.admin1_code and not town.alternate:
                return replace(town, weak=True)
        return None


_ADDED = re.compile(r"[ -](?:[^\W\d_A-Z][\w’']*[ -]|\()")  # "upon", "am"; "(Saale)"


def _is_own(key: str, entry: Entry, common: bool) -> bool:
    """Whether a key is a town's own name, in another spelling or, of a large one, without what is added to
    it: "Halle" is Halle (Saale), "Hull" Kingston upon Hull; but a common word, gold, is not the Gold Coast.
    """
    own = fold(entry.name)
    if entry.population >= CITY:
        words = f" {own.replace('-', ' ')} "
        if words.startswith(f" {key} ") or words.endswith(f" {key} "):
            return not common or _ADDED.search(entry.name) is not None
    return len(key) > 3 and sound(key) == sound(own)


def _town(mention: Mention) -> Mention | None:
    """The mention as a name of its own, no adjective; None if it is none."""
    towns = tuple(entry for entry in mention.candidates if not entry.weak)
    return replace(mention, candidates=towns, weak=False) if towns else None


def _other_spellings(forms: tuple[str, ...], ukrainian: bool) -> tuple[str, ...]:
    """The forms of a Russian name as Ukrainian spells them."""
    if ukrainian or not is_cyrillic(forms[0]):
        return ()
    return tuple(dict.fromkeys(other for form in forms for other in in_ukrainian(form)))


def _adjoining(before: str, gap: str) -> bool:
    """Whether two words can belong to one name: only a space, hyphen or abbreviating dot between them."""
    if gap in (" ", "-"):
        return True
    if gap.count("\n") > 1 or len(gap.strip()) > 1:
        return False
    return "." not in gap or len(before.rsplit(" ", 1)[-1].rsplit(".", 1)[-1]) <= 3
