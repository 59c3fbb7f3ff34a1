"""The telling words of a report: what two reports of one incident share, whatever language they are in.

Names and numbers carry most of it. Words are folded and written in Latin letters, so that "Каспийске" and
"Kaspiysk" are near; how rare a word is, the store counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from math import log

from anyascii import anyascii

from incidents.article import Draft, host
from incidents.incident import Incident
from incidents.names import russian_stem
from incidents.resolution.phrases import is_person, is_phrase, phrases
from incidents.resolution.victims import is_victim, victims
from incidents.text import fold

MAX_WORDS = 90
LEAD = 1_800  # characters of the text that are read first
NAMES = 4_000  # characters of the text in which names, addresses and ages are looked for
AROUND = 250  # characters kept on either side of a piece of evidence

# Words that no report can be known by: function words, and what every report of an attack says.
_COMMON_TEXT = """
a about above across advertisement after again against all almost along already also although always am
among an and another any anyone april are area around as asked at august away back be became because been
before began behind being believe believed below between both brought but by called came can cause click
close come comes comment comments condition copyright could day days december did do does done down
during each early either else email enough even ever every facebook february few find first follow
following for former found four friday from full further gave get give given go going good got great
group had half happened has have he held help her here him himself his home hour hours how however i if
in incident including information into is it its itself january july june just keep kept knew know known
last late later least left less let like little local long look made make man many march may me mean men
might minutes monday month months more morning most much must my near nearby never new news newsletter
next night no nobody none nor not nothing november now number occurred october of off officer officers
official officials often old on once one only onto or other others our out outside over own part people
person photo place pm point police possible posted put rather read really report reported reports
reserved right rights said same saturday saw say saying says scene second see seen september set several
share she should show side since six small so some someone something soon still story subscribe such
sunday take taken tell ten than that the their them themselves then there these they thing things think
third this those though thought three through thursday time times to today together told tomorrow too
took toward town tuesday twitter two under until up updated upon us use used very via video was way we
wednesday week weeks well went were what when where whether which while who whole whom whose why will
with within without woman women work would wrote year years yesterday yet you young your а августа апреля
без более больше будет будто бы был была были было быть в вам вас ведь весь во воскресенье вот время все
всего всех вторник вы где год года году город городе да даже два декабря для до другой его ее ей если
есть еще же за здесь и из или им иногда их июля июня к как какая какой когда которая которого которые
который которых кто ли лучше людей марта мая между меня мне много может можно мой моя мы на над надо
наконец нас не него нее ней нельзя нет ни нибудь никогда ним них ничего но ноября ну о об области один
октября он она они опять от перед по под понедельник после потом потому почти при про пятницу раз разве
района с сам свою себе себя сейчас сентября словам со совсем сообщает сообщил сообщила сообщили среду
субботу так также такой там тебя тем теперь то тогда того тоже только том тот три тут ты у уж уже февраля
хорошо хоть чего человек человека чем через четверг что чтоб чтобы чуть эти этого этой этом этот эту я
января
"""
_COMMON = frozenset(_COMMON_TEXT.split())
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# How to reach the paper is not what happened: telephone numbers, addresses of mail and web, accounts.
_DIALLED = r"\(?\b\d{3}\)?[ .-]?\d{3}[.-]\d{4}\b|\+\d[\d ()-]{6,}\d"
_LINKED = r"https?://\S+|www\.\S+"
_CONTACT = re.compile(rf"{_DIALLED}|\S+@\S+|{_LINKED}|(?<!\S)@\w+")
_CONTACT_WITHOUT_AT = re.compile(rf"(?=[(\d+hw])(?:{_DIALLED}|{_LINKED})")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@lru_cache(maxsize=100_000)
def _key(token: str) -> str:
    """A folded token as it is compared, or the empty string if it tells nothing."""
    if token in _COMMON:
        return ""
    if token.endswith("'s"):
        token = token[:-2]
    if _CYRILLIC.search(token):
        token = russian_stem(token)
    latin = token if token.isascii() else anyascii(token).lower()
    if latin.isdigit():
        return latin if 2 <= len(latin) <= 6 else ""
    return latin if len(latin) >= 3 and latin not in _COMMON else ""


def _passages(draft: Draft, incident: Incident) -> Iterable[str]:
    yield draft.title
    yield draft.text[:LEAD]
    done = LEAD
    for start, end in sorted((e.start, e.end) for e in incident.evidence if e.where == "text"):
        if end + AROUND > done:
            yield draft.text[max(done, start - AROUND) : end + AROUND]
            done = end + AROUND


def key_words(draft: Draft, incident: Incident) -> frozenset[str]:
    """The words that may tell this incident from others: of the headline, the lead, and around its evidence.

    At most 90, the first come first; the paper's own name is left out. Names, addresses and ages (`phrases`)
    come on top. One of them, such as `:en`, says the language.
    """
    paper = host(draft.url)
    found = dict.fromkeys(islice(_telling(draft, incident, paper), MAX_WORDS))
    named = _named(draft.text[:NAMES])
    return frozenset((f":{draft.language or ''}", *found, *named, *victims(draft, incident)))


@lru_cache(maxsize=4)
def _named(text: str) -> tuple[str, ...]:
    """The phrases of a text; kept for its next incident."""
    return tuple(phrases(_told(text), lambda word: _key(fold(word))))


@lru_cache(maxsize=8)
def _keys(passage: str) -> tuple[str, ...]:
    """The telling words of a passage; kept for the next incident of the same text."""
    tokens = _TOKEN.findall(fold(_told(passage)))
    return tuple(dict.fromkeys(filter(None, map(_key, tokens))))


def _told(text: str) -> str:
    """A text without what says how to reach the paper."""
    return (_CONTACT if "@" in text else _CONTACT_WITHOUT_AT).sub(" ", text)


def headline_words(draft: Draft) -> frozenset[str]:
    """The telling words of a headline."""
    return frozenset(filter(None, map(_key, _TOKEN.findall(fold(draft.title)))))


def _telling(draft: Draft, incident: Incident, paper: str) -> Iterator[str]:
    """Each single word that tells something, once, in the order of the text."""
    found: set[str] = set()
    for passage in _passages(draft, incident):
        for key in _keys(passage):
            if key not in found and key not in paper:
                found.add(key)
                yield key


@lru_cache(maxsize=8_192)
def single(words: frozenset[str]) -> int:
    """How many of them are single words, no phrases and no signs such as the language."""
    return sum(not is_phrase(word) and word[:1] != ":" and not is_victim(word) for word in words)


@lru_cache(maxsize=8_192)
def persons(words: frozenset[str]) -> frozenset[str]:
    """The names of people whose age is told beside."""
    return frozenset(word[1:] for word in words if is_person(word))


def languages(words: frozenset[str]) -> frozenset[str]:
    """The signs that are no words: of the languages that key words come from, and those of `votes`."""
    return frozenset(word for word in words if word[:1] == ":")


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many known incidents have a word, of how many in all. The store counts; without, all are alike."""

    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0

    def weight(self, word: str) -> float:
        """Inverse document frequency (Spärck Jones 1972), smoothed: a young database is not sure of it."""
        return log((self.total + 300) / (self.counts.get(word, 0) + 3))


def index_words(words: frozenset[str], rarity: Rarity, most: int = 24) -> tuple[str, ...]:
    """The rarest of `words` that some known incident has, at most `most`; with nothing counted yet, any.

    They lead to an incident where neither place nor date does.
    """
    plain = (word for word in words if word[:1] != ":" and not (is_person(word) or is_victim(word)))
    telling = (word for word in plain if not rarity.total or rarity.counts.get(word))
    return tuple(sorted(telling, key=lambda w: (-rarity.weight(w), w))[:most])
