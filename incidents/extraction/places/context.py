"""How far the words around a place's name say that it is one, and not a person, a paper, a team or a street.

Looks at single mentions; which of several places a name means is decided in `places`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from incidents.extraction.places.around import Around, is_headline
from incidents.extraction.places.datelines import dateline_end, opening_end
from incidents.extraction.places.seen import (
    CALLED,
    DOUBTFUL,
    GREAT_CITY,
    KNOWN_POPULATION,
    LIKELY,
    NOT,
    SURE,
    Seen,
)
from incidents.extraction.places.strength import strength
from incidents.extraction.places.words import ContextWords
from incidents.extraction.words.headings import heads
from incidents.gazetteer import Mention
from incidents.gazetteer.names import fold
from incidents.gazetteer.slavic import base_forms, is_adjective, is_cyrillic

_INITIALS: Final = 3  # of a place at most, without dots: LA, NYC
_STREET_BEFORE: Final = re.compile(
    r"\bblock of (?:(?:[NSEW]|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\.? )?$|\bcorner of $|\bintersection of $",
    re.IGNORECASE,
)
# "at Brook and Winter streets", "the Wellington Village Apartments"
_NO_TOWN: Final = re.compile(
    r" and (?:[A-Z][\w.]+ ){1,2}(?:[Ss]treets|[Aa]venues|[Rr]oads|[Bb]oulevards|[Dd]rives|[Ll]anes)\b"
    r"|(?: [A-Z][\w’']+){1,2} (?:Apartments?|Homes|Townhomes|Condominiums|Motel|Hotel|Inn|Lounge|Nightclub)\b"
)


def look(
    where: str, text: str, mention: Mention, words: ContextWords, language: str | None, *, shouted: bool
) -> Seen:
    """Judge one mention by its neighbours. `shouted`: the text is in capitals, which then say nothing."""
    seen = Seen(where, mention, declined=bool(words.spaced))
    line = text.rfind("\n", 0, mention.start) + 1
    before = text[max(line, mention.start - 24) : mention.start]
    if (" of " in before.lower() and _STREET_BEFORE.search(before)) or _NO_TOWN.match(text, mention.end):
        seen.strength = NOT
        return seen
    seen.tail = dateline_end(text, mention, line)
    if not seen.tail:
        seen.tail = opening_end(where, text, mention, line, words)
        seen.heads = seen.tail > 0
    if seen.tail:
        seen.dateline, seen.strength = True, SURE
        return seen
    around = Around.of(text, mention, line, words, shouted)
    seen.heads = where == "text" and not mention.weak and heads(text, mention.start, mention.end, line)
    part = _is_part_of_name(mention, around, words) or _is_avenue(text, mention, around, words)
    if part or _is_quarter(text, mention, around, words):
        seen.strength = NOT
        return seen
    seen.town = around.before in words.settlement
    if seen.town and len(mention.candidates) > 1:
        seen.mention = mention = _as_town(mention)
    _describe(seen, text, around, words, language)
    paper = not (mention.weak or shouted or words.spaced) and _is_paper(text, mention, line, words)
    seen.strength = NOT if paper else _worth(seen, text, around, words, shouted=shouted)
    return seen


def _is_part_of_name(mention: Mention, around: Around, words: ContextWords) -> bool:
    """Whether the words beside it make it a part of a person's, a team's or a sea's name."""
    called = around.honoured and not mention.weak
    bound = around.hyphened and around.after in words.bound
    part = around.after in words.particle or called or bound or around.clipped
    return part or _is_feature(mention, around, words)


def _is_quarter(text: str, mention: Mention, around: Around, words: ContextWords) -> bool:
    """Whether an adjective names a quarter as many cities have one, and not the town that it sounds like: "в
    *Кировском* районе", "*Ленинский* районный суд".
    """
    if around.after not in words.district:
        return False
    return fold(text[mention.start : mention.end]).startswith(tuple(words.quarters))


def _as_town(mention: Mention) -> Mention:
    """What the text calls a town, without the country of that name: "в *городе* Тунис"."""
    towns = tuple(one for one in mention.candidates if one.kind == "place")
    return replace(mention, candidates=towns) if towns else mention


def _describe(seen: Seen, text: str, around: Around, words: ContextWords, language: str | None) -> None:
    """Note what the words beside a name say that it means: a person, a division, a capital, a land."""
    mention = seen.mention
    seen.person = _is_named_person(around, words)
    seen.division, seen.goes_on = _division_meant(around, words), around.name_goes_on
    seen.village = _called_village(around, words)
    seen.soil = mention.weak and around.after in words.soil
    shouted = not words.spaced and text[mention.start : mention.end].isupper()
    seen.capital = not shouted and _means_capital(mention, around, words)
    if mention.words == 1:
        surface = fold(text[mention.start : mention.end])
        forms = base_forms(surface, language == "uk") if is_cyrillic(surface) else (surface,)
        seen.given = not words.given.isdisjoint(forms)
        seen.plain = surface == mention.key
        if seen.given and seen.goes_on:
            seen.division = False  # "глава Томской области Виктор …"


def _means_capital(mention: Mention, around: Around, words: ContextWords) -> bool:
    """Whether a country's name stands for its capital: "the *Somali* capital", "*Somalia*'s capital", "the
    capital of *Somalia*", "в столице *Сомали*".
    """
    if around.possessive:
        return not words.capital.isdisjoint(around.following[1:2])
    if mention.weak or (around.after in words.capital and not words.spaced):
        return around.after in words.capital
    return around.before in words.capital or (
        around.before in words.faint and around.before_before in words.capital
    )


def _worth(seen: Seen, text: str, around: Around, words: ContextWords, *, shouted: bool) -> float:
    """How far a name in its surroundings is a place's."""
    mention = seen.mention
    short = mention.words == 1
    if short and (_is_acronym(text, mention, words, shouted) or _is_street(seen, text, around, words)):
        return NOT
    if mention.weak:
        return NOT if around.before_capital and mention.key.isascii() else LIKELY
    body = around.after in words.street or around.after in words.organisation
    if body and _named_after(text, mention, around):
        return NOT
    if around.quoted and words.spaced and mention.candidates[0].kind != "country":
        return CALLED
    if around.before in words.honorific:
        return DOUBTFUL
    if seen.heads:
        return LIKELY if seen.given else SURE
    if seen.division:
        return SURE
    if words.spaced and _is_person(seen, text, around, words):
        return DOUBTFUL
    unit = mention.candidates[0].kind != "place" and not (seen.given or mention.common or seen.person)
    return max(LIKELY, strength(seen, around, words)) if unit else strength(seen, around, words)


def _is_named_person(around: Around, words: ContextWords) -> bool:
    """Whether a name is surely a person's: behind a given name, or with an age ("Xavier *Salinas*, 42,")."""
    return not words.spaced and (around.before_given or (around.before_capital and around.aged))


def _is_acronym(text: str, mention: Mention, words: ContextWords, shouted: bool) -> bool:
    """Whether a short word in capitals happens to be some town's name; judged as no place then."""
    surface = text[mention.start : mention.end]
    if len(surface) > 4 or shouted or not surface.isupper():
        return False
    if is_cyrillic(surface) and fold(surface) != mention.key:
        return True  # "РИА" is no form of Рио
    if words.spaced and surface.isascii() and len(surface) <= _INITIALS:
        return True  # "SC/15702", in Cyrillic
    first = mention.candidates[0]
    if len(surface) > _INITIALS:  # SANA is no Sana'a, OHIO is Ohio
        return first.kind != "country" and first.name.upper() != surface
    return first.kind == "place" and mention.population < GREAT_CITY


def _is_street(seen: Seen, text: str, around: Around, words: ContextWords) -> bool:
    """Whether the word for a street stands before what is no town of some size, nor only one, or is not
    declined: "на улице Советской", "на проспекте Кирова", "на улице Лафайет", but "на улице Донецка".
    """
    mention = seen.mention
    if not words.spaced or around.before not in words.street:
        return False
    small = mention.candidates[0].kind == "place" and mention.population < KNOWN_POPULATION
    written = text[mention.start : mention.end].lower()
    declined = written != mention.key or written.endswith(_STANDS_STILL)
    return seen.given or mention.weak or small or not declined


def _is_avenue(text: str, mention: Mention, around: Around, words: ContextWords) -> bool:
    """Whether it is the adjective with which a street is named, wherever it lies, or a terminus by where its
    trains go: "на *Киевском* вокзале", but not "на киевской улице", "на Краматорском вокзале".
    """
    surface = text[mention.start : mention.end]
    if not surface[:1].isupper() or not is_adjective(fold(surface)):
        return False
    return around.after in words.avenue or (around.after in words.station and fold(surface) in words.terminus)


def _is_feature(mention: Mention, around: Around, words: ContextWords) -> bool:
    """Whether what looks like a town is the first word of a sea's, an army's or a house's name: "в Чёрном
    море", "в Белом доме"; of an office: "у Кировского отдела"; or a people of another country: "Indian
    Reservation".
    """
    if _is_of_waters(mention, around, words):
        return True
    if mention.candidates[0].weak:
        return around.after in words.native
    named = mention.words == 1 and mention.candidates[0].kind == "place"
    if named and not mention.weak and around.after in words.office:
        return True
    return named and around.after in words.feature and (bool(words.spaced) or around.next_word.islower())


def _is_of_waters(mention: Mention, around: Around, words: ContextWords) -> bool:
    """Whether it is part of the name of a sea or a gulf: "Indian *Ocean*", "*Gulf of* Aden", "Red Sea" but
    not "Red Sea state", "в Мексиканском заливе"; a port's name goes on: "Odesa Sea Port".
    """
    own = mention.key.rpartition(" ")[2]
    if own in words.waters:
        return mention.candidates[0].kind != "place" and around.after not in words.division
    called = own in words.waters_of and around.after == "of"
    if called or (around.before == "of" and around.before_before.lower() in words.waters_of):
        return True
    named = bool(words.spaced) or around.next_word[:1].isupper()
    return named and around.after in words.waters and around.following[1:2] != ["port"]


_INSTRUMENTAL: Final = re.compile(r".*(ом|ем|ой|ей|ым|им)$")
_STANDS_STILL: Final = tuple("оуиеэію")  # a name with such an ending does not say its case


def _is_person(seen: Seen, text: str, around: Around, words: ContextWords) -> bool:
    """Whether a name that is a place's too stands beside another with a capital as persons' do, in one case:
    "Мартин Куба", "с Китом Лоусоном", "актриса Ливия Росси".
    """
    mention = seen.mention
    surface = text[mention.start : mention.end]
    if mention.words > 1 or mention.weak or not is_cyrillic(surface):
        return False
    if surface.isupper() or around.before_acronym or around.quoted:
        return False
    placing = (words.before - words.faint, words.struck, words.peopled, words.division_before, words.capital)
    if any(around.before in some for some in placing):
        return False
    kind, still = mention.candidates[0].kind, surface.endswith(_STANDS_STILL)
    if still and around.before in words.title:
        return False  # "президент Перу Алан …"
    if seen.plain and (kind == "admin1" or (kind == "country" and not still)):
        return (around.before_capital and text[mention.start - 1] == " ") or around.name_goes_on
    ending, other = _INSTRUMENTAL.match(surface), _INSTRUMENTAL.match(around.next_word)
    agree = ending is not None and other is not None and ending[1] == other[1]
    return agree and around.name_goes_on and around.after not in words.body


def _named_after(text: str, mention: Mention, around: Around) -> bool:
    """Whether the word after the name is a part of a name itself: "Chicago Avenue", not "Chicago avenue"."""
    return not around.hyphened and text[mention.end + 1 : mention.end + 2].isupper()


_LONGER: Final = re.compile(r" [A-Z][\w'’]+((?: [A-Z][\w'’]+){1,2})\b")


def _is_paper(text: str, mention: Mention, line: int, words: ContextWords) -> bool:
    """Whether a longer name ends in the word for a paper or team: "the Aden Tomorrow Post"."""
    longer = _LONGER.match(text, mention.end)
    if longer is None or is_headline(text, line):
        return False
    return any(word.lower() in words.organisation for word in longer[1].split())


def _called_village(around: Around, words: ContextWords) -> bool:
    """ "the *village of* Kobe", "в *селе* Кобе"; not "a village of Hebron district", "a Kharkiv village"."""
    if words.spaced:
        return around.before in words.village
    of_it = around.before == "of" and around.before_before.lower() in words.village
    return of_it and around.after not in words.division


def _division_meant(around: Around, words: ContextWords) -> bool:
    if around.after in words.division or around.before in words.division_before:
        return True
    return around.before == "of" and around.before_before in words.division_before
