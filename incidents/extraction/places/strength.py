"""How far the words beside a name that may be a place's say that it is one."""

from __future__ import annotations

from typing import Final

from incidents.extraction.places.around import Around
from incidents.extraction.places.seen import (
    BODY,
    CALLED,
    DOUBTFUL,
    FAINT,
    GREAT_TOWN,
    KNOWN_POPULATION,
    LIKELY,
    OPEN,
    ORDINARY,
    SURE,
    Seen,
)
from incidents.extraction.places.words import ContextWords
from incidents.gazetteer.names import fold
from incidents.gazetteer.slavic import base_forms

_AIMED: Final = frozenset({"on", "of", "against", "по"})
_ARTICLES: Final = frozenset({"a", "an", "the"})


def strength(seen: Seen, around: Around, words: ContextWords) -> float:
    """The worth of a name that is no adjective, street, paper or division."""
    placed = around.before in words.before and around.before not in words.faint
    if _struck(seen, around, words):
        return SURE if seen.mention.candidates[0].kind != "place" or _town(seen) else LIKELY
    if words.spaced:
        return _slavic_strength(seen, around, words, placed)
    if around.before in words.natural:
        return CALLED
    if around.before in words.title or (around.before in words.given and around.before not in words.before):
        return DOUBTFUL
    if around.after in words.named and around.name_goes_on:
        return OPEN if seen.known else CALLED
    if around.before_capital and around.before in words.compass:
        return LIKELY if seen.mention.candidates[0].population >= KNOWN_POPULATION else CALLED
    goes_on = around.name_goes_on and not (around.after in words.body or around.after in words.title)
    if goes_on and seen.mention.words == 1 and not around.hyphened:
        if placed and not seen.given:
            return LIKELY
        return OPEN if placed or (seen.known and not around.before_capital) else DOUBTFUL
    if placed:
        return OPEN if around.possessive and not seen.known else SURE
    if around.after in words.speech and not around.hyphened:
        return DOUBTFUL
    if (
        around.before_capital and around.before not in words.body and around.before not in _ARTICLES
    ) or around.aged:
        return DOUBTFUL
    if around.doubled and not seen.known:
        return DOUBTFUL
    if around.after in words.body or around.after in words.title or around.hyphened:
        return BODY
    if around.before in _ARTICLES and around.before_before in words.before:
        return LIKELY  # "in a Tulsa bar"
    if around.before in words.faint and not seen.given:
        return LIKELY
    return OPEN


def _struck(seen: Seen, around: Around, words: ContextWords) -> bool:
    """Whether harm befalls what is named, as it does towns rather than persons: "shelling of X", "strike on
    X", "bombed X", "X shelled", "X: six dead".
    """
    if around.before_capital or (seen.mention.common and around.titled):
        return False
    if around.name_goes_on and not (words.spaced and not seen.plain):  # "штурм Сирта Каддафи"
        return False
    if not seen.given and around.before in _AIMED and around.before_before in words.struck:
        return True
    if around.before in words.striking and not seen.given:
        return True
    told = around.before in words.struck or around.before in words.peopled
    if words.spaced and told and not (seen.plain and seen.given):
        return True
    opens = not (around.before_before or seen.given) and around.before not in words.title
    if opens and words.bombards and not words.bombards.isdisjoint(around.following):
        return True  # "Ночью Торецк противник обстрелял"
    return not seen.given and (around.after in words.harmed or (around.titled and not around.before))


def _town(seen: Seen) -> bool:
    """Whether the likeliest meaning is a town of some size."""
    return seen.mention.population >= ORDINARY


def _slavic_strength(seen: Seen, around: Around, words: ContextWords, placed: bool) -> float:
    """As `strength` where names are declined: titles stand before places ("мэр Москвы"), persons after
    them.
    """
    forms = base_forms(fold(around.before), False) if around.before else ()
    after_person = around.before_capital and (len(around.before) == 1 or any(f in words.given for f in forms))
    if after_person or (seen.given and around.name_goes_on and around.before in words.division):
        return DOUBTFUL
    if placed:
        return SURE
    if around.before in words.natural and seen.mere_town:
        return CALLED  # "к озеру Бам"
    if around.described and not seen.given:
        return LIKELY
    if around.before in words.of_state and seen.mere_town:
        return DOUBTFUL  # "президента Обамы"
    if seen.given and around.name_goes_on:
        return DOUBTFUL
    if around.before in words.title and not (seen.plain or seen.given):
        return LIKELY  # "мэр Абакана Николай …"
    town = seen.mention.candidates[0].kind == "place"
    if town and around.name_goes_on and seen.mention.words == 1 and seen.mention.population < GREAT_TOWN:
        return DOUBTFUL  # "Гасан Хитто"
    if around.before_capital and town and not around.before_acronym and (seen.plain or not seen.known):
        return DOUBTFUL
    if seen.given and (around.before in words.title or around.aged):
        return DOUBTFUL
    return FAINT if around.before in words.faint and not seen.given else OPEN
